"""The first page of the espace service: each queue with its length and the age of what waits longest."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from egide.appointments.models import Appointment
from egide.appointments.states import State
from egide.backoffice.rights import Right, ServiceRequest, requires, rights_of
from egide.employees.models import Employee
from egide.library.models import Deposit
from egide.members.models import ChangeRequest
from egide.notifications.models import Outbox


@dataclass(frozen=True)
class Queue:
    label: str
    url: str
    length: int
    oldest: datetime | None


@requires(Right.ENTER)
def home(request: ServiceRequest) -> HttpResponse:
    rights = rights_of(request.user)
    queues = [
        _queue(label, address, rows, column) for right, label, address, rows, column in _queues() if right in rights
    ]
    return render(request, "backoffice/home.html", {"queues": queues, "now": timezone.now()})


def _queues() -> list[tuple[Right, str, str, Any, str]]:
    past = Appointment.objects.filter(state=State.CONFIRMED, starts_at__lt=timezone.now())
    return [
        (Right.PLAN, "Demandes de rendez-vous", "requests", Appointment.objects.to_answer(), "requested_at"),
        (Right.PLAN, "Présences à renseigner", "attendance", past, "starts_at"),
        (Right.DECIDE_FEES, "Annulations à trancher", "cancellations",
         Appointment.objects.cancellations_to_decide(), "cancelled_at"),
        (Right.TAKE_IN, "Mouvements de salariés", "movements", Employee.objects.to_take_in(), "added_at"),
        (Right.ANSWER_CHANGES, "Demandes de modification", "changes",
         ChangeRequest.objects.filter(state=ChangeRequest.State.SENT), "asked_at"),
        (Right.READ_DEPOSITS, "Dépôts à lire", "deposits",
         Deposit.objects.filter(state=Deposit.State.SENT), "deposited_at"),
        (Right.READ_MAILS, "Courriels non remis", "mails", Outbox.objects.undelivered(), "written_at"),
    ]  # fmt: skip


def _queue(label: str, address: str, rows: Any, column: str) -> Queue:
    found = rows.order_by().aggregate(length=Count("pk"), oldest=Min(column))
    return Queue(label, reverse(f"backoffice:{address}"), found["length"], found["oldest"])
