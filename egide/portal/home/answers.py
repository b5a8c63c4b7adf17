"""What others expect of the employer or have told since the last visit, and the appointments that come next."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from egide.appointments.models import SlotOffer
from egide.appointments.states import State
from egide.members.models import ChangeRequest, Mandate
from egide.members.rights import Right
from egide.portal.scope import PortalRequest

TOLD = (State.REFUSED, State.WAITLISTED, State.CANCELLED_BY_SERVICE)
READ_AT_MOST = 40


@dataclass(frozen=True)
class Schedule:
    """Questions wait until they are answered; news are told once, to those who have come before."""

    questions: list[Any] = field(default_factory=list)
    told: list[Any] = field(default_factory=list)
    coming: list[Any] = field(default_factory=list)
    offers: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Matter:
    """A question on a change of the company (`kind` is "change"), a mandate to decide ("mandate"), or the declaration
    of a campaign that is open ("declaration": its state and the steps done as words, its latest day)."""

    kind: str
    pk: int
    subject: str
    detail: str

    @property
    def shown_subject(self) -> str:
        """The name of the column to change, or of the firm."""
        if self.kind == "mandate":
            return self.subject
        return str(ChangeRequest(field=self.subject).get_field_display())


def schedule_of(request: PortalRequest) -> Schedule:
    """One query: questions first, then bad news, then what is to come, soonest first."""
    found = Schedule()
    if not request.door.may(Right.READ_APPOINTMENTS):
        return found
    now, since = timezone.now(), request.user.previous_login
    for row in _appointments(request, now, since)[:READ_AT_MOST]:
        if row.state == State.WAITLISTED and row.offer_ends and request.door.may(Right.EDIT_APPOINTMENTS):
            found.offers.append(row)
        elif row.state == State.NEEDS_PRECISION:
            found.questions.append(row)
        elif row.state in TOLD or _is_news(row, since):
            found.told.append(row)
        if row.state == State.CONFIRMED:
            found.coming.append(row)
    return found


def _is_news(row: Any, since: datetime | None) -> bool:
    """Answered by the service since the last visit; what the company chose itself is no news to it."""
    return bool(since and row.answered_at and row.answered_at > since and not row.chosen_by_employer)


def _appointments(request: PortalRequest, now: datetime, since: datetime | None) -> "QuerySet[Any]":
    offers = request.member.slotoffers.filter(
        appointment=OuterRef("pk"), state=SlotOffer.State.OPEN, expires_at__gt=now
    )
    asked = Q(state=State.NEEDS_PRECISION) | Q(state=State.WAITLISTED, offer_ends__isnull=False)
    coming = Q(state=State.CONFIRMED, starts_at__gte=now)
    news = Q(answered_at__gt=since) | Q(cancelled_at__gt=since) if since else Q(pk=None)
    rank = Case(When(asked, then=0), When(coming, then=2), default=1)
    mine: Any = request.member.appointments.visible_to_employer()
    rows: QuerySet[Any] = mine.annotate(
        offer_starts=Subquery(offers.values("starts_at")[:1]), offer_ends=Subquery(offers.values("expires_at")[:1])
    ).filter(asked | coming | (Q(state__in=TOLD) & news))
    return rows.select_related("employee", "centre", "physician").order_by(
        rank, F("starts_at").asc(nulls_last=True), "-answered_at", "pk"
    )


def matters_of(request: PortalRequest) -> list[Matter]:
    """One query for all kinds, each asked for only with its right; in one order, whatever the database gives."""
    parts: list[Any] = []
    if request.door.may(Right.EDIT_COMPANY):
        asked = request.member.changerequests.filter(state=ChangeRequest.State.NEEDS_PRECISION)
        parts.append(asked.order_by().values_list(_named("change"), "pk", "field", "answer"))
    if request.door.may(Right.MANAGE_ACCESS):
        pending = request.member.mandates.filter(state=Mandate.State.PENDING)
        parts.append(pending.order_by().values_list(_named("mandate"), "pk", "delegate__name", _named("")))
    if request.door.may(Right.READ_DECLARATION):
        shown = request.member.declarations.shown_on(timezone.localdate()).in_words()
        parts.append(shown.order_by().values_list(_named("declaration"), "pk", "words", "latest_text"))
    if not parts:
        return []
    found = [Matter(*facts) for facts in parts[0].union(*parts[1:], all=True)]
    return sorted(found, key=lambda matter: (matter.kind, matter.pk))


def _named(word: str) -> Value:
    return Value(word, output_field=CharField())
