"""Whoever takes time, gives it back or offers it waits for its turn before it locks any row (decision 0015)."""

import inspect
from collections.abc import Iterator

from egide.appointments import reactions
from egide.appointments.models import Appointment, SlotOffer
from egide.appointments.occupancy import wait_for_turn
from egide.common import events

OF_TIME = {
    reactions.offer_the_cancelled_moment,
    reactions.offer_the_former_moment,
    reactions.offer_it_to_the_next,
    reactions.close_the_offer,
}
TOUCHES = (
    "occupy(", "release(", "take_time(", "accept_offer(", "_choose(", "_change_time(", "_send(", "_give_up(",
    "_give_back(",
)  # fmt: skip


def verbs_that_touch_time() -> Iterator[tuple[str, object]]:
    """By what they say themselves, and by what follows from them."""
    for model in (Appointment, SlotOffer):
        for name, method in inspect.getmembers(model, inspect.isfunction):
            if not hasattr(method, "label"):
                continue
            followed = OF_TIME.intersection(events._reactions[f"{model._meta.model_name}.{name}"])
            if followed or any(call in inspect.getsource(inspect.unwrap(method)) for call in TOUCHES):
                yield f"{model.__name__}.{name}", method


def test_every_verb_that_touches_time_waits_for_its_turn_first() -> None:
    found = dict(verbs_that_touch_time())
    known = {"Appointment.confirm", "Appointment.cancel_for_employer", "SlotOffer.accept", "SlotOffer.lapse"}
    assert known <= set(found)
    assert [name for name, method in found.items() if vars(method).get("first") is not wait_for_turn] == []
