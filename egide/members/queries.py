"""Members, or rows that lead to one, as people ask for them: by number, name or SIREN."""

from django.db.models import Q

from egide.common.search import words_stand

NOBODY = Q(pk=None)
MOST_FOUND = 500  # rows that lead a search to others: beyond, the words say too little


def named(words: str, column: str = "search_key") -> Q:
    """Each word is in the number, the name or the SIREN; words without a letter or a digit name nobody."""
    return words_stand(column, words) or NOBODY
