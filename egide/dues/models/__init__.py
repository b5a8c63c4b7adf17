"""Cotisations: what each worker costs, and how all members are called at once; one noun a file."""

from egide.dues.models.call import DuesCall
from egide.dues.models.run import DuesRun
from egide.dues.models.tariff import Tariff

__all__ = ["DuesCall", "DuesRun", "Tariff"]
