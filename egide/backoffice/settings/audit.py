"""Audit: who read what, and who changed what, when; for the administrator."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone

from egide.accounts.models import AccessLog
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.common.models import Event
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField, SinceField
from egide.ui.listing import page_of, render_list

PERIODS = {"": 7, "jour": 1, "mois": 31, "an": 366}
SUBJECTS = (
    ("member", "Adhérent"), ("employee", "Salarié"), ("appointment", "Rendez-vous"), ("invoice", "Facture"),
    ("payment", "Règlement"), ("changerequest", "Demande de modification"), ("access", "Habilitation"),
    ("mandate", "Mandat"), ("user", "Compte"), ("document", "Document"), ("deposit", "Dépôt"),
    ("service", "Paramètres du service"), ("erasure", "Effacement"), ("accessrules", "Règles d’accès"),
)  # fmt: skip


class AuditFilters(Filters):
    """What both lists are narrowed by: who, of which member, since when."""

    q = SearchField("Rechercher", "Personne, n° d’adhérent, objet")
    depuis = ChipsField(
        "Période",
        [Chip("jour", "Un jour"), Chip("", "Une semaine"), Chip("mois", "Un mois"), Chip("an", "Un an")],
    )
    du = SinceField("Du")
    au = SinceField("Au")

    @property
    def period(self) -> Q:
        """The days typed, both included; as soon as one of them is, the chip counts no more."""
        first, last = self.cleaned_data.get("du"), self.cleaned_data.get("au")
        if not first and not last:
            return Q(at__gte=timezone.now() - timedelta(days=PERIODS[self.asked("depuis")]))
        after = Q(at__gte=_midnight(first)) if first else Q()
        return after & (Q(at__lt=_midnight(last + timedelta(days=1))) if last else Q())


class ReadingFilters(AuditFilters):
    quoi = MenuField("Quoi", "Tous les accès", AccessLog.Kind.choices)

    def narrow(self, rows: "QuerySet[AccessLog]") -> "QuerySet[AccessLog]":
        rows = rows.filter(self.period)
        if kind := self.asked("quoi"):
            rows = rows.filter(kind=kind)
        for word in self.asked("q").split():
            who = Q(user__last_name__icontains=word) | Q(user__first_name__icontains=word) | Q(user__username=word)
            number = Q(member_number=int(word)) if word.isdecimal() and len(word) < 10 else Q()
            rows = rows.filter(who | Q(subject__icontains=word) | number)
        return rows


class ChangeFilters(AuditFilters):
    quoi = MenuField("Quoi", "Tout", SUBJECTS)

    def narrow(self, rows: "QuerySet[Event]") -> "QuerySet[Event]":
        rows = rows.filter(self.period)
        if subject := self.asked("quoi"):
            rows = rows.filter(name__startswith=f"{subject}.")
        for word in self.asked("q").split():
            who = Q(by__last_name__icontains=word) | Q(by__first_name__icontains=word) | Q(by__username=word)
            number = Q(member__number=int(word)) if word.isdecimal() and len(word) < 10 else Q()
            rows = rows.filter(who | Q(label__icontains=word) | number)
        return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@requires(Right.AUDIT)
def readings(request: ServiceRequest) -> HttpResponse:
    filters = ReadingFilters(request.GET)
    rows = filters.narrow(AccessLog.objects.select_related("user").order_by("-at", "-pk"))
    context = {"filters": filters, "page": page_of(request, rows), "tab": "audit"}
    return render_list(request, "backoffice/settings/audit.html", context)


@requires(Right.AUDIT)
def changes(request: ServiceRequest) -> HttpResponse:
    filters = ChangeFilters(request.GET)
    rows = filters.narrow(Event.objects.select_related("by", "member"))
    context = {"filters": filters, "page": page_of(request, rows), "tab": "audit-changes"}
    return render_list(request, "backoffice/settings/audit.html", context)
