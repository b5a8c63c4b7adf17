"""What narrows the invoices: a number, a member, an amount, a bank reference; what is due, late or settled."""

from decimal import Decimal, InvalidOperation

from django.db.models import Count, Q
from django.utils import timezone

from egide.invoicing.models import Invoice, Payment
from egide.invoicing.queries import InvoiceQuerySet
from egide.members.queries import named
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField


class InvoiceFilters(Filters):
    q = SearchField("Rechercher une facture", "N°, adhérent, montant, référence de règlement")
    etat = ChipsField(
        "Filtrer par état",
        [
            Chip("", "Toutes"),
            Chip("a-regler", "À régler", "warn", "clock"),
            Chip("echues", "Échues", "danger", "alert-circle"),
            Chip("acquittees", "Acquittées", "ok", "check"),
            Chip("annulees", "Annulées"),
            Chip("avoirs", "Avoirs"),
        ],
    )
    annee = MenuField("Année", "Toutes années")
    type = MenuField("Type", "Tous types", Invoice.Kind.choices)

    def prepare(self) -> None:
        years = Invoice.objects.issued().order_by("-issued_on__year").values_list("issued_on__year", flat=True)
        field = self.fields["annee"]
        if isinstance(field, MenuField):
            field.offer([(str(year), str(year)) for year in years.distinct()])

    def narrow(self, rows: InvoiceQuerySet) -> InvoiceQuerySet:
        if condition := conditions().get(self.asked("etat")):
            rows = rows.filter(condition)
        if year := self.asked("annee"):
            rows = rows.filter(issued_on__year=year)
        if kind := self.asked("type"):
            rows = rows.filter(kind=kind)
        words = self.asked("q")
        return rows.filter(_matching(words)) if words.strip() else rows

    def counts(self, rows: InvoiceQuerySet) -> dict[str, int]:
        counted = {name: Count("pk", filter=condition) for name, condition in conditions().items()}
        return {"": rows.count(), **rows.order_by().aggregate(**counted)}


def conditions() -> dict[str, Q]:
    """Each chip as a condition; what is late is also due."""
    invoice = Q(nature="invoice")
    due = invoice & Q(state="issued")
    return {
        "a-regler": due,
        "echues": due & Q(due_on__lt=timezone.localdate()),
        "acquittees": invoice & Q(state="settled"),
        "annulees": Q(state="credited"),
        "avoirs": Q(nature="credit_note"),
    }


def amount_typed(words: str) -> Decimal | None:
    """« 5 186,12 € », « 5186.12 » or « 5186 » as an amount; None when it is none."""
    plain = "".join(words.replace("€", "").split()).replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def payments_matching(words: str) -> Q:
    """A payment by its reference, its member or its amount."""
    found = Q(reference__icontains=words.strip())
    amount = amount_typed(words)
    return found | named(words, "member__search_key") | (Q(amount=amount) if amount is not None else Q())


def _matching(words: str) -> Q:
    """« F 2026-00005 » and « 00005 » find the same paper; an amount finds invoices and what paid them."""
    number = "".join(words.split()).upper()
    number = number[1:] if number[:1] in {"F", "A"} and number[1:2].isdigit() else number
    references = Payment.objects.filter(reference__icontains=words.strip(), cancelled_at=None)
    paid_by = Q(allocations__payment__in=references, allocations__released_at=None)
    found = (
        Q(number__icontains=number)
        | named(words, "member__search_key")
        | Q(pk__in=Invoice.objects.filter(paid_by).values("pk"))
    )
    amount = amount_typed(words)
    return found | Q(gross=amount) if amount is not None else found
