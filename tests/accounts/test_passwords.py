"""What the password policy takes and refuses."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from egide.accounts.models import User

pytestmark = pytest.mark.django_db
MARTINE = User(username="k7f2m9", first_name="Martine", last_name="Aubert", email="martine@aubert.example")


@pytest.mark.parametrize(
    "password", ["chantier bleu matin", "chantier-bleu-matin", "tuilecuivrerame", "x" * 3 + "é☂ plume rouille" * 7]
)
def test_a_phrase_of_a_few_words_is_taken(password: str) -> None:
    validate_password(password, MARTINE)


@pytest.mark.parametrize(
    "password",
    ["gasbtp2026!!", "Gasbtpportail1", "portail-2026", "adherent51100", "Azerty123456", "motdepasse12", "482915736402",
     "court", "onze-signes", "martineaubert", "a" * 200],
)  # fmt: skip
def test_what_is_short_or_guessed_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, MARTINE)
