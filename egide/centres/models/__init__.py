"""The service itself, its centres, its physicians and who answers their phone."""

from egide.centres.models.centre import Centre
from egide.centres.models.physician import Physician
from egide.centres.models.service import Service

__all__ = ["Centre", "Physician", "Service"]
