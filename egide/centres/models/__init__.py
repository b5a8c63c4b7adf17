"""The service itself, its prices, its centres, its physicians and who answers their phone."""

from egide.centres.models.centre import Centre
from egide.centres.models.physician import Physician
from egide.centres.models.service import Service
from egide.centres.models.tariff import Tariff

__all__ = ["Centre", "Physician", "Service", "Tariff"]
