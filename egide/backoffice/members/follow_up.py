"""The follow-up of an employee as the service reads it, and what the service alone decides of it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from egide.accounts.access_log import log_access
from egide.accounts.models import AccessLog
from egide.backoffice.members.sections import member_numbered
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.centres.models import Service
from egide.common.events import history_of
from egide.common.french import lower_first
from egide.common.models import Event
from egide.common.workflow import opened_on
from egide.employees.models import Employee
from egide.followup.facts import facts_of
from egide.followup.models import FollowUp
from egide.regulation import Category, changes_ahead, follow_up
from egide.ui.fields import DayField
from egide.ui.refusals import attempt
from egide.ui.versions import VersionedForm

AS_DECLARED = "Celle que l’employeur a déclarée"
TOLD = "L’employeur lit la date, jamais la catégorie retenue. Le motif reste au dossier médical : rien n’est noté ici."
PAST = "Cette date est passée : indiquez un jour à venir, ou laissez vide."
LAST_EVENTS = 30


class RetainedForm(VersionedForm):
    """`follow_up`: the row as it stands; a date of the past is kept, not typed anew."""

    retained_category = forms.ChoiceField(
        label="Catégorie retenue",
        choices=[("", AS_DECLARED), *((one.value, f"{one.value} : {lower_first(one.label)}") for one in Category)],
        required=False,
        widget=forms.RadioSelect,
        help_text="Vue du service seul. Elle ne change ni la catégorie déclarée ni les dates calculées.",
    )
    physician_due_on = DayField("Prochaine visite au plus tard le", required=False)

    def __init__(self, *args: Any, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.follow_up = follow_up
        vars(self.fields["retained_category"])["wanted"] = True  # its first choice is an answer
        for name in ("retained_category", "physician_due_on"):
            self.fields[name].initial = getattr(follow_up, name)
        legal = f"Celle de la loi est le {follow_up.due_on:%d/%m/%Y}" if follow_up.due_on else "La loi n’en fixe aucune"
        self.fields[
            "physician_due_on"
        ].help_text = (
            f"Date fixée par le médecin du travail. {legal} ; la plus proche des deux compte, jusqu’à la visite."
        )
        self.open_on(follow_up)

    def clean_physician_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["physician_due_on"]
        if day and day < timezone.localdate() and day != self.follow_up.physician_due_on:
            raise ValidationError(PAST)
        return day


@requires(Right.PLAN)
def retaining(request: ServiceRequest, number: int, employee_id: int) -> HttpResponse:
    """« Suivi retenu »: the category that the service retains and the date that the médecin has set."""
    found = member_numbered(number)
    person = get_object_or_404(found.employees.present().select_related("follow_up"), pk=employee_id)
    row: FollowUp = get_object_or_404(FollowUp, employee=person)
    log_access(request, AccessLog.Kind.SHEET, f"Suivi retenu, salarié {person.pk}", member=found)
    form = RetainedForm(request.POST or None, follow_up=row)
    if form.is_valid():
        category, due_on = form.cleaned_data["retained_category"], form.cleaned_data["physician_due_on"]
        opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: row.retain(by=request.user, category=category, due_on=due_on)):
            messages.success(request, f"Le suivi retenu pour {person.full_name} est enregistré.")
            return redirect("backoffice:member-employee", found.number, person.pk)
    back = reverse("backoffice:member-employee", args=[found.number, person.pk])
    context = {"form": form, "heading": f"Suivi retenu : {person.full_name}", "back": back, "back_label": str(person)}
    return render(request, "backoffice/form.html", context | {"text": TOLD})


def ahead_of(person: Employee, today: date) -> dict[str, Any]:
    """What the law expects for this person and what will change, all of it: the service hides nothing from itself."""
    facts, parameters = facts_of(person, for_service=True), Service.current().regulation
    answer = follow_up(facts, on=today, parameters=parameters)
    return {
        "deadlines": answer.deadlines,
        "waivers": answer.waivers,
        "alerts": answer.alerts,
        "changes": changes_ahead(facts, on=today, parameters=parameters),
    }


def told_of(person: Employee) -> list[Event]:
    """The history of the sheet and of what the service retained, the latest first."""
    events = history_of(person)
    if row := FollowUp.objects.filter(employee=person).first():
        events |= history_of(row).filter(name="followup.retain")
    return list(events[:LAST_EVENTS])
