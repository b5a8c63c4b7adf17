"""The yearly declaration: its campaigns, one row a member, the steps done, and the copies attested."""

from egide.declarations.models.campaign import DeclarationCampaign
from egide.declarations.models.declaration import Declaration
from egide.declarations.models.filing import DeclaredWorker, Filing
from egide.declarations.models.reminder import DeclarationReminder
from egide.declarations.models.step import DeclarationStep, Step

__all__ = [
    "Declaration",
    "DeclarationCampaign",
    "DeclarationReminder",
    "DeclarationStep",
    "DeclaredWorker",
    "Filing",
    "Step",
]
