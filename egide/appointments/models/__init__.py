"""Rendez-vous: from the employer's request to the visit; one capability a module, one row for them all."""

from egide.appointments.models.answering import UNDO_WITHIN
from egide.appointments.models.appointment import Appointment
from egide.appointments.models.choosing import changed_too_often
from egide.appointments.models.contest import (
    Contest,
    ContestLetter,
    contest_of,
    lock_price_of,
    open_contest_of,
    write_to,
)
from egide.appointments.models.feed import MemberFeed, PhysicianFeed
from egide.appointments.models.printing import NoticePrint
from egide.appointments.models.replanning import Replanning
from egide.appointments.models.slot_offer import SlotOffer
from egide.appointments.occupancy import OccupiedTime

__all__ = [
    "UNDO_WITHIN",
    "Appointment",
    "Contest",
    "ContestLetter",
    "MemberFeed",
    "NoticePrint",
    "OccupiedTime",
    "PhysicianFeed",
    "Replanning",
    "SlotOffer",
    "changed_too_often",
    "contest_of",
    "lock_price_of",
    "open_contest_of",
    "write_to",
]
