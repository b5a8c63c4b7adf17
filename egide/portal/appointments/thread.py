"""What became of a request, dated: told from its Events, in words for the company, and nothing of the service's own.

Only the verbs named here are told, without the name of who acted for the service; an answer undone a moment later is
not, as nobody was told of it.
"""

from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from egide.appointments.models import Appointment, SlotOffer
from egide.appointments.states import State
from egide.common.french import in_words
from egide.common.models import Event
from egide.members.models import Member

# verb → what is told, and the column whose new words are told with it
TOLD = {
    "request": ("Demande envoyée", ""),
    "take_up": ("Prise en charge par le service", ""),
    "ask_precision": ("Le service demande une précision", "answer"),
    "specify": ("Votre réponse", "precision"),
    "put_on_waiting_list": ("Mise en liste d’attente", "answer"),
    "refuse": ("Demande refusée", "answer"),
    "withdraw": ("Demande retirée par l’entreprise", ""),
}
OFFERED = {
    SlotOffer.State.OPEN: "créneau proposé",
    SlotOffer.State.ACCEPTED: "créneau accepté",
    SlotOffer.State.DECLINED: "créneau refusé par l’entreprise",
    SlotOffer.State.EXPIRED: "créneau resté sans réponse",
    SlotOffer.State.LAPSED: "proposition devenue sans objet",
}
LINE = '<li><span class="sub">{}</span> {}</li>'
Step = tuple[Any, str]


def threads_of(member: Member, appointments: Iterable[Appointment]) -> dict[int, SafeString]:
    """Each request's own thread by its key, the first fact first; two queries for all of them."""
    keys = [appointment.pk for appointment in appointments]
    steps: dict[int, list[Step]] = defaultdict(list)
    names = [f"appointment.{verb}" for verb in (*TOLD, "undo_answer")]
    for event in member.events.filter(subject_id__in=keys, name__in=names).order_by("at", "pk"):
        _add(steps[event.subject_id], event)
    for offer in member.slotoffers.filter(appointment__in=keys).order_by("pk"):
        said = f"{in_words(offer.starts_at)} : {OFFERED[SlotOffer.State(offer.state)]}"
        steps[offer.appointment_id].append((offer.closed_at or offer.offered_at, said))
    return {key: _drawn(sorted(found, key=itemgetter(0))) for key, found in steps.items()}


def _add(found: list[Step], event: Event) -> None:
    verb = event.name.rpartition(".")[2]
    if verb == "undo_answer":
        if event.changes["state"][0] != State.CONFIRMED:  # a validation is no step of the thread
            del found[-1:]
        return
    told, column = TOLD[verb]
    said = event.changes.get(column, ("", ""))[1]
    found.append((event.at, f"{told} : {said}" if said else told))


def _drawn(steps: list[Step]) -> SafeString:
    lines = format_html_join("", LINE, ((in_words(at), said) for at, said in steps))
    return format_html('<details class="thread"><summary>Suivi de la demande</summary><ol>{}</ol></details>', lines)
