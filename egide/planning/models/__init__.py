"""Who receives, where, when and for which visits: what slots are computed from."""

from egide.planning.models.absence import Absence
from egide.planning.models.opening_range import OpeningRange
from egide.planning.models.room import Room
from egide.planning.models.visit_type import DURATIONS, PHYSICIAN_ONLY, VisitType

__all__ = ["DURATIONS", "PHYSICIAN_ONLY", "Absence", "OpeningRange", "Room", "VisitType"]
