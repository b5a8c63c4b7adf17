"""Who did what of a member, limited to what the reader's role may see."""

from django.db.models import Q, QuerySet

from egide.accounts.models import User
from egide.backoffice.rights import Right
from egide.common.models import Event
from egide.members.models import Member
from egide.ui.filters import Filters, MenuField, SearchField

# The facts that tell what another right protects, by the first word of their name.
PROTECTED = {
    Right.READ_INVOICES: ("invoice.", "payment.", "refund."),
    Right.READ_EMPLOYEES: ("employee.", "followup.", "visit."),
    Right.READ_APPOINTMENTS: ("appointment.",),
    Right.READ_DEPOSITS: ("deposit.",),
    Right.ANSWER_CHANGES: ("changerequest.",),
}
SUBJECTS = (
    ("member", "Identité"), ("address", "Adresses"), ("contact", "Contacts"), ("establishment", "Établissements"),
    ("employee", "Salariés"), ("appointment", "Rendez-vous"), ("invoice", "Factures"), ("payment", "Règlements"),
    ("access", "Habilitations"), ("user", "Comptes"), ("mandate", "Mandats"),
    ("changerequest", "Demandes de modification"), ("deposit", "Dépôts"),
)  # fmt: skip
NOT_OF_THE_MEMBER = ("followup.compute",)  # computed anew with each fact: it says nothing more


class HistoryFilters(Filters):
    q = SearchField("Rechercher dans l’historique", "Auteur, objet")
    quoi = MenuField("Quoi", "Tout l’historique", SUBJECTS)

    def narrow(self, events: QuerySet[Event]) -> QuerySet[Event]:
        if subject := self.asked("quoi"):
            events = events.filter(name__startswith=f"{subject}.")
        for word in self.asked("q").split():
            who = Q(by__last_name__icontains=word) | Q(by__first_name__icontains=word)
            events = events.filter(who | Q(label__icontains=word))
        return events


def events_of(member: Member, rights: frozenset[Right]) -> QuerySet[Event]:
    """The facts of this member and of its users' accounts, the latest first."""
    people = User.objects.filter(accesses__member=member).values("pk")
    mine = Q(member=member) | Q(name__startswith="user.", subject_id__in=people)
    return visible(Event.objects.filter(mine).exclude(name__in=NOT_OF_THE_MEMBER), rights).select_related("by")


def visible(events: QuerySet[Event], rights: frozenset[Right]) -> QuerySet[Event]:
    for right, beginnings in PROTECTED.items():
        if right not in rights:
            for beginning in beginnings:
                events = events.exclude(name__startswith=beginning)
    return events
