"""Members found by anything that belongs to them, and why each was found: « Salarié : Paul Klein »."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from egide.backoffice.rights import Right
from egide.common.identifiers import clean_digits
from egide.common.search import folded
from egide.employees.models import Employee
from egide.invoicing.models import Invoice
from egide.members.models import Access, Contact, Establishment, Mandate, Member
from egide.members.queries import MOST_FOUND, NOBODY, named

SHORTEST_PHONE = 6
SHORTEST_CODE = 4  # below, a number is a member's before it is the start of a SIRET or of an invoice
REASONS_SHOWN = 2


@dataclass(frozen=True)
class Trail:
    """A kind of row that leads to its member: `rows` are those that match, `said` names one of them."""

    label: str
    rows: "QuerySet[Any]"
    said: Callable[[Any], str]

    @cached_property
    def found(self) -> dict[int, int]:
        """The member of each of the first rows, by the key of the row: searched once, for the list and its reasons."""
        return dict(self.rows.order_by().values_list("pk", "member_id")[:MOST_FOUND])


def matching(rows: "QuerySet[Member]", trails: Iterable[Trail], words: str) -> "QuerySet[Member]":
    """The members whose number, name, SIREN, phone or e-mail match, or one of whose rows does.

    Each trail gives its first members by its own index: one condition over all tables would read them whole.
    """
    found = _itself(words)
    keys: set[int] = set()
    for trail in trails:
        keys.update(trail.found.values())
    return rows.filter(found | Q(pk__in=keys))


def trails_of(words: str, rights: frozenset[Right]) -> list[Trail]:
    """Where to look, among what this role may read."""
    if not folded(words):
        return []
    trails = [*_of_company(words), *_of_people(words)]
    if Right.READ_EMPLOYEES in rights:
        employees = Employee.objects.matching(words)
        trails.append(Trail("Salarié", employees, lambda row: f"{row} ({row.post or 'poste à compléter'})"))
    if Right.READ_INVOICES in rights and len(clean_digits(words)) >= SHORTEST_CODE:
        number = "".join(words.split()).removeprefix("F").removeprefix("A")
        invoices = Invoice.objects.issued().filter(number__icontains=number)
        trails.append(Trail("Facture", invoices, lambda row: str(row.number)))
    return trails


def reasons(members: Iterable[Member], trails: Iterable[Trail]) -> dict[int, list[str]]:
    """Why each member of the page was found, by its key; the first few rows of each kind are named."""
    shown = {member.pk for member in members}
    found: dict[int, list[str]] = defaultdict(list)
    for trail in trails:
        by_member: dict[int, list[str]] = defaultdict(list)
        told = [key for key, member_id in trail.found.items() if member_id in shown]
        for row in trail.rows.filter(pk__in=told):
            by_member[row.member_id].append(trail.said(row))
        for member_id, names in by_member.items():
            more = f" et {len(names) - REASONS_SHOWN} autres" if len(names) > REASONS_SHOWN else ""
            found[member_id].append(f"{trail.label} : {', '.join(names[:REASONS_SHOWN])}{more}")
    return found


def _itself(words: str) -> Q:
    digits = clean_digits(words)
    whole = "".join(folded(words).split())
    by_code = Q(search_key__contains=whole) if whole.isdigit() else Q(email__icontains=words.strip())
    return named(words) | by_code | (_phone("phone", digits) if len(digits) >= SHORTEST_PHONE else NOBODY)


def _of_company(words: str) -> list[Trail]:
    digits = clean_digits(words)
    places = Q(city__icontains=words) | Q(name__icontains=words)
    if digits.isdigit() and len(digits) >= SHORTEST_CODE:
        places |= Q(siret__istartswith=digits)
    reached = Q(name__icontains=words) | Q(email__icontains=words)
    if len(digits) >= SHORTEST_PHONE:
        reached |= _phone("phone", digits)
    return [
        Trail("Établissement", Establishment.objects.filter(places), str),
        Trail("Contact", Contact.objects.filter(reached), str),
    ]


def _of_people(words: str) -> list[Trail]:
    person, firm = Q(), Q()
    for word in words.split():
        said = Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
        person &= said | Q(user__username__iexact=word) | Q(user__email__icontains=word)
        firm &= Q(delegate__name__icontains=word)
    users = Access.objects.filter(person, revoked_at=None).select_related("user")
    mandates = Mandate.objects.filter(firm).standing().select_related("delegate")
    return [
        Trail("Utilisateur", users, lambda row: str(row.user)),
        Trail("Cabinet", mandates, lambda row: str(row.delegate)),
    ]


def _phone(column: str, digits: str) -> Q:
    """However it was typed; kept by pairs, « 03 53 01 42 00 », or whole when it is foreign (`egide.common.phones`)."""
    if not digits.isdigit():
        return NOBODY
    pairs = " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))
    return Q((f"{column}__icontains", pairs)) | Q((f"{column}__icontains", digits))
