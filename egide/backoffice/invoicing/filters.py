"""What narrows the invoices: a number, a member, an amount, a bank reference; what is due, late or settled."""

import re
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.functional import cached_property

from egide.invoicing.models import Allocation, Invoice, Payment
from egide.invoicing.queries import InvoiceQuerySet
from egide.members.models import Member
from egide.members.queries import MOST_FOUND
from egide.ui.filters import Chip, ChipsField, Filters, MenuField, SearchField
from egide.ui.listing import MoreThan, first_of, told

AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{0,4})?")  # no exponent: PostgreSQL refuses 1e999999 as a number


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
        """Every year from the first invoice to the last: reading which ones are empty would read them all."""
        seen = Invoice.objects.issued().order_by().aggregate(first=Min("issued_on"), last=Max("issued_on"))
        years = range(seen["last"].year, seen["first"].year - 1, -1) if seen["first"] else ()
        field = self.fields["annee"]
        if isinstance(field, MenuField):
            field.offer([(str(year), str(year)) for year in years])

    def narrow(self, rows: InvoiceQuerySet) -> InvoiceQuerySet:
        condition = conditions().get(self.asked("etat"))
        rows = self.narrow_but_chip(rows)
        return rows.filter(condition) if condition else rows

    def narrow_but_chip(self, rows: InvoiceQuerySet) -> InvoiceQuerySet:
        """What the numbers in the chips are counted on."""
        if year := self.asked("annee"):
            rows = rows.filter(issued_on__range=(date(int(year), 1, 1), date(int(year), 12, 31)))
        if kind := self.asked("type"):
            rows = rows.filter(kind=kind)
        return rows.filter(self._found) if self.asked("q").strip() else rows

    @cached_property
    def _found(self) -> Q:
        return _matching(self.asked("q"))

    def counts(self, rows: InvoiceQuerySet) -> dict[str, int]:
        """How many each chip would leave: in one query where they are few, else each as far as that is read at once."""
        found, chips = self.narrow_but_chip(rows), conditions()
        counted = {name: Count("nature", filter=condition) for name, condition in chips.items()}
        few = first_of(found.values("nature", "state", "due_on")).aggregate(all=Count("nature"), **counted)
        total = told(few.pop("all"))
        if isinstance(total, MoreThan):
            few = {name: told(first_of(found.filter(condition)).count()) for name, condition in chips.items()}
        return {"": total, **few}


def conditions() -> dict[str, Q]:
    """Each chip as a condition; what is late is also due."""
    invoice = Q(nature="invoice")
    due = invoice & Q(state="issued")
    return {
        "a-regler": due,
        "echues": due & Q(due_on__lt=timezone.localdate()),
        "acquittees": invoice & Q(state="settled"),
        "annulees": invoice & Q(state="credited"),
        "avoirs": Q(nature="credit_note"),
    }


def amount_typed(words: str) -> Decimal | None:
    """« 5 186,12 € », « 5186.12 » or « 5186 » as an amount; None when it is none, or more than a column holds."""
    plain = "".join(words.replace("€", "").split()).replace(",", ".")
    return Decimal(plain) if AMOUNT.fullmatch(plain) else None


def members_named(words: str) -> list[int]:
    """The keys of members; « 1 200,00 » is an amount, not pieces of a SIREN."""
    is_amount = "," in words and amount_typed(words) is not None
    return [] if is_amount else Member.objects.keys_matching(words)


def payments_matching(words: str) -> Q:
    """A payment by its reference, its member or its amount."""
    found = Q(reference__icontains=words.strip()) | Q(member__in=members_named(words))
    amount = amount_typed(words)
    return found | Q(amount=amount) if amount is not None else found


def _matching(words: str) -> Q:
    """« F 2026-00005 » and « 00005 » find the same paper; an amount finds invoices and what paid them.

    The members and the payments are looked up first, each by its own index.
    """
    number = "".join(words.split()).upper()
    number = number[1:] if number[:1] in {"F", "A"} and number[1:2].isdigit() else number
    references = Payment.objects.filter(reference__icontains=words.strip(), cancelled_at=None)
    paid = Allocation.objects.live().filter(payment__in=references)
    found = (
        Q(number__icontains=number)
        | Q(member__in=members_named(words))
        | Q(pk__in=list(paid.order_by().values_list("invoice_id", flat=True)[:MOST_FOUND]))
    )
    amount = amount_typed(words)
    return found | Q(gross=amount) if amount is not None else found
