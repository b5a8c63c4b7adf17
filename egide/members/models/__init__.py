"""Adhérents: the companies, their places, their contacts, and who may act for them."""

from egide.members.models.access import Access, Invitation
from egide.members.models.change_request import ChangeRequest
from egide.members.models.company import Address, Contact, Establishment
from egide.members.models.mandate import Delegate, DelegateUser, Mandate
from egide.members.models.mandate_request import MandateRequest
from egide.members.models.member import Member, Owned

__all__ = [
    "Access",
    "Address",
    "ChangeRequest",
    "Contact",
    "Delegate",
    "DelegateUser",
    "Establishment",
    "Invitation",
    "Mandate",
    "MandateRequest",
    "Member",
    "Owned",
]
