"""Cotisations: what each worker costs, and how all members are called at once; one noun a file."""

from egide.centres.models import Tariff
from egide.dues.models.call import DuesCall
from egide.dues.models.run import DuesRun

__all__ = ["DuesCall", "DuesRun", "Tariff"]
