"""The subjects of our mails, which a person may refuse one by one; security notices are no subject."""

from django.db.models import TextChoices
from django.utils import timezone

from egide.accounts.models import User
from egide.members.doors import live_mandates
from egide.members.rights import OF_ROLE, Right, of_scopes


class Topic(TextChoices):
    APPOINTMENTS = "appointments", "Rendez-vous : planifiés, refusés, annulés, précision demandée"
    REMINDERS = "reminders", "Rappels avant les rendez-vous"
    INVOICES = "invoices", "Factures, avoirs et relances"
    FOLLOW_UP = "follow_up", "Suivi : catégories et dates qui changent"
    COMPANY = "company", "Réponses à vos demandes de modification"
    DECLARATION = "declaration", "Déclaration annuelle : ouverture, relances, attestation, réouverture"
    DOCUMENTS = "documents", "Réponses à vos dépôts de documents"
    MANDATES = "mandates", "Mandats : demandés, accordés, révoqués"


RIGHT_OF = {
    Topic.APPOINTMENTS: Right.READ_APPOINTMENTS,
    Topic.REMINDERS: Right.READ_APPOINTMENTS,
    Topic.INVOICES: Right.READ_INVOICES,
    Topic.FOLLOW_UP: Right.READ_RISKS,
    Topic.COMPANY: Right.EDIT_COMPANY,
    Topic.DECLARATION: Right.ATTEST_DECLARATION,
    Topic.DOCUMENTS: Right.DEPOSIT_DOCUMENTS,
    Topic.MANDATES: Right.MANAGE_ACCESS,
}


def topics_of(user: User) -> list[Topic]:
    """What this person may be told of, by their roles and the mandates of their firm."""
    held: set[Right] = set()
    for role in user.accesses.filter(revoked_at=None).values_list("role", flat=True):
        held |= OF_ROLE[role]
    mandates = list(live_mandates(user, timezone.localdate()).values_list("scopes", flat=True))
    for scopes in mandates:
        held |= of_scopes(scopes)
    return [topic for topic, right in RIGHT_OF.items() if right in held or (topic == Topic.MANDATES and mandates)]
