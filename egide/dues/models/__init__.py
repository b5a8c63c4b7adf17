"""Cotisations: how all members are called at once, and what each is asked; one noun a file."""

from egide.dues.models.call import DuesCall
from egide.dues.models.run import DuesRun

__all__ = ["DuesCall", "DuesRun"]
