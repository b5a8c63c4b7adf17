"""The search that all lists of appointments share: an employee, a company, its number."""

from django.db.models import Q

from egide.appointments.queries import AppointmentQuerySet
from egide.common.search import words_begin
from egide.members.models import Member
from egide.ui.filters import Filters, SearchField


class AppointmentSearch(Filters):
    q = SearchField("Rechercher", "Salarié, entreprise, n° d’adhérent")

    def found(self, rows: AppointmentQuerySet) -> AppointmentQuerySet:
        """The rows of an employee or of a member named by the words typed."""
        words = self.asked("q")
        if not words:
            return rows
        members = Member.objects.keys_matching(words)
        return rows.filter(words_begin("employee__search_key", words) | Q(member__in=members))
