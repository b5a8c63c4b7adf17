"""What narrows the history of Mon entreprise: one chip a block."""

from django.db.models import Q, QuerySet

from egide.common.models import Event
from egide.ui.filters import Chip, ChipsField, Filters

# block of the page → the facts it keeps, by the first word of their names
BLOCKS = {
    "identite": ("member", "changerequest"),
    "adresses": ("address",),
    "contacts": ("contact",),
    "etablissements": ("establishment",),
    "utilisateurs": ("access", "invitation"),
    "mandataires": ("mandate",),
}


class HistoryFilters(Filters):
    bloc = ChipsField(
        "Filtrer par bloc",
        [
            Chip("", "Tout"),
            Chip("identite", "Identité et coordonnées"),
            Chip("adresses", "Adresses"),
            Chip("contacts", "Contacts"),
            Chip("etablissements", "Établissements"),
            Chip("utilisateurs", "Utilisateurs"),
            Chip("mandataires", "Mandataires"),
        ],
    )

    def narrow(self, events: QuerySet[Event]) -> QuerySet[Event]:
        asked = self.asked("bloc")
        beginnings = BLOCKS[asked] if asked else [word for words in BLOCKS.values() for word in words]
        told = Q()
        for beginning in beginnings:
            told |= Q(name__startswith=f"{beginning}.")
        return events.filter(told)
