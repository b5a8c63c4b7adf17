"""What waits in each queue of the service: how many, since when, how many of them are urgent or mine."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Min, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from egide.accounts.models import Alert, User
from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.backoffice.appointments.filters import TABS, urgent
from egide.backoffice.movements.rows import declared_at
from egide.backoffice.rights import Right
from egide.cards.models import CardNotice
from egide.common.french import shown_age
from egide.employees.models import Employee
from egide.invoicing.models import Invoice
from egide.library.models import Deposit
from egide.members.models import ChangeRequest, Mandate
from egide.notifications.models import Outbox


@dataclass(frozen=True)
class Queue:
    """`since` is the column that says how long a row has waited (None: nobody knows); beyond `patience` it is late."""

    right: Right
    label: str
    address: str
    rows: Callable[[], "QuerySet[Any]"]
    since: Any
    patience: timedelta
    query: str = ""
    counted: Callable[[User], dict[str, Q]] = field(default=lambda user: {})


@dataclass(frozen=True)
class Waiting:
    """One queue as its line on the home page: no rule left to decide in the template."""

    label: str
    url: str
    length: int
    age: str
    tone: str
    word: str
    details: list[tuple[str, str]]


def _days(number: int) -> timedelta:
    return timedelta(days=number)


QUEUES = (
    Queue(
        Right.PLAN, "Demandes de rendez-vous", "requests",
        lambda: Appointment.objects.filter(state__in=TABS[""][1]), "requested_at", _days(5),
        counted=lambda user: {"quoi=urgentes": urgent(), "suivi=moi": Q(owner=user)},
    ),
    Queue(
        Right.PLAN, "Liste d’attente", "requests",
        lambda: Appointment.objects.filter(state=State.WAITLISTED), "requested_at", _days(30), "onglet=attente",
    ),
    Queue(
        Right.PLAN, "Présences à noter", "attendance",
        lambda: Appointment.objects.to_note(timezone.now()), "starts_at", _days(2),
    ),
    Queue(
        Right.DECIDE_FEES, "Absences et annulations à décider", "cancellations",
        Appointment.objects.prices_to_decide, "starts_at", _days(15),
    ),
    Queue(
        Right.TAKE_IN, "Mouvements de salariés", "movements",
        Employee.objects.to_take_in, declared_at(), _days(15),
    ),
    Queue(
        Right.ANSWER_CHANGES, "Demandes de modification", "changes",
        lambda: ChangeRequest.objects.filter(state__in=ChangeRequest.OPEN), "asked_at", _days(7),
    ),
    Queue(
        Right.MANAGE_MANDATES, "Mandats en attente", "mandates",
        lambda: Mandate.objects.in_shown_state("pending"), None, _days(30), "etat=en-attente",
    ),
    Queue(
        Right.READ_DEPOSITS, "Dépôts à lire", "deposits",
        lambda: Deposit.objects.filter(state=Deposit.State.SENT), "deposited_at", _days(15),
    ),
    Queue(
        Right.BILL, "Factures échues", "invoices",
        lambda: Invoice.objects.overdue(timezone.localdate()), "due_on", _days(30), "etat=echues",
    ),
    Queue(
        Right.BILL, "Paiements par carte à vérifier", "card-payments",
        CardNotice.objects.anomalies, "received_at", _days(2),
    ),
    Queue(
        Right.AUDIT, "Alertes de sécurité", "alerts",
        lambda: Alert.objects.filter(seen_at=None), "raised_at", _days(1),
    ),
    Queue(Right.READ_MAILS, "Courriels non remis", "mails", Outbox.objects.undelivered, "written_at", _days(1)),
)  # fmt: skip
SAID = {"quoi=urgentes": ("urgente", "urgentes"), "suivi=moi": ("à moi", "à moi")}


def waiting_in(queue: Queue, user: User, now: datetime) -> Waiting:
    """The length, the age and the counts of one queue, in one query."""
    counted = queue.counted(user)
    names = {f"part_{number}": condition for number, condition in enumerate(counted.values())}
    found = queue.rows().order_by().aggregate(
        length=Count("pk"),
        oldest=Min(queue.since or Value(None, output_field=DateTimeField())),
        **{name: Count("pk", filter=condition) for name, condition in names.items()},
    )  # fmt: skip
    url = reverse(f"backoffice:{queue.address}")
    oldest = _moment(found["oldest"])
    tone, word = _how_late(oldest, queue.patience, now)
    details = [
        (f"{found[name]} {SAID[query][found[name] > 1]}", f"{url}?{query}")
        for name, query in zip(names, counted, strict=True)
        if found[name]
    ]
    full_url = f"{url}?{queue.query}" if queue.query else url
    age = shown_age(oldest, now) if oldest else ""
    return Waiting(queue.label, full_url, found["length"], age, tone, word, details)


def _moment(oldest: date | None) -> datetime | None:
    """A day counts from its first hour."""
    if oldest is None or isinstance(oldest, datetime):
        return oldest
    return timezone.make_aware(datetime.combine(oldest, time()))


def _how_late(oldest: datetime | None, patience: timedelta, now: datetime) -> tuple[str, str]:
    """Tone and word: in time, soon late, late; what has no age is simply to look at."""
    if oldest is None:
        return "", "à voir"
    waited = now - oldest
    if waited > patience:
        return "danger", "en retard"
    return ("warn", "à voir bientôt") if waited > patience / 2 else ("", "dans les temps")
