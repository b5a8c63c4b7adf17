"""Who receives, where, when and for which visits: what slots are computed from."""

from egide.planning.models.absence import Absence, Cause
from egide.planning.models.opening_range import OpeningRange
from egide.planning.models.room import Room
from egide.planning.models.visit_type import DURATIONS, KINDS, PHYSICIAN_ONLY, VisitType

__all__ = ["DURATIONS", "KINDS", "PHYSICIAN_ONLY", "Absence", "Cause", "OpeningRange", "Room", "VisitType"]
