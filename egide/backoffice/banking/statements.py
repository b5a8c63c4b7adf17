"""A statement comes in; those that came; how a bank that we do not know writes its CSV, said once."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from egide.backoffice.banking.forms import ColumnsForm, StatementForm
from egide.backoffice.banking.returns import sent_back
from egide.backoffice.rights import Right, ServiceRequest, requires
from egide.banking.models import BankLine, BankStatement, CsvLayout
from egide.banking.rules import take_in
from egide.common.french import shown_euros
from egide.common.workflow import opened_on
from egide.ui.listing import page_of
from egide.ui.refusals import attempt


@requires(Right.BILL)
def upload(request: ServiceRequest) -> HttpResponse:
    form = StatementForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        name, taken = form.cleaned_data["upload"].name, []
        if attempt(form, lambda: taken.append(take_in(name, form.content, by=request.user))):
            _tell(request, taken[0])
            return redirect("backoffice:bank-lines")
    text = "Chaque ligne est gardée une fois, même si un autre relevé la répète ; les débits, pour lecture seule."
    return _form(request, form, {"heading": "Déposer un relevé", "text": text, "submit": "Lire le relevé"})


@requires(Right.BILL)
def statements(request: ServiceRequest) -> HttpResponse:
    """Each file, the latest first: does what it moved explain its balances?"""
    page = page_of(request, BankStatement.objects.annotate(brought=Count("lines")).order_by("-pk"))
    return render(request, "backoffice/banking/statements.html", {"page": page})


@requires(Right.BILL)
def columns(request: ServiceRequest) -> HttpResponse:
    form = ColumnsForm(request.POST or None, instance=CsvLayout.current())
    if form.is_valid():
        row = CsvLayout.current()
        if not row._state.adding:
            opened_on(row, form.cleaned_data["version"])
        if attempt(form, lambda: row.choose(by=request.user, **form.facts)):
            messages.success(request, "Les colonnes sont retenues pour tous les relevés CSV à venir.")
            return redirect("backoffice:statement-upload")
    text = (
        "À remplir seulement si le relevé n’est pas reconnu : les noms que la banque écrit au-dessus des colonnes ; "
        "la majuscule ne compte pas."
    )
    return _form(request, form, {"heading": "Colonnes du CSV", "text": text})


def _tell(request: ServiceRequest, statement: BankStatement) -> None:
    """What was read, then what a person must look at."""
    messages.success(request, "Le relevé est lu : confirmez ses propositions une à une.")
    if statement.gap:
        messages.warning(request, f"Ce relevé ne tombe pas juste, de {shown_euros(statement.gap)} : il est incomplet.")
    if seen := statement.lines.filter(state=BankLine.State.SEEN_BEFORE).count():
        many = "lignes semblent déjà lues" if seen > 1 else "ligne semble déjà lue"
        messages.warning(request, f"{seen} {many} dans un autre relevé : voyez « Déjà lues ».")
    if back := len(sent_back(statement.lines.all())):
        many = "prélèvements sont revenus" if back > 1 else "prélèvement est revenu"
        messages.warning(request, f"{back} {many} : notez le rejet sous « Sorties ».")


def _form(request: ServiceRequest, form: object, told: dict[str, str]) -> HttpResponse:
    back = {"back": reverse("backoffice:bank-lines"), "back_label": "Relevés bancaires"}
    return render(request, "backoffice/form.html", {"form": form} | back | told)
