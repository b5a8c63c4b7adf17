"""What makes a good password: long enough, not guessable, nothing of the house in it; no composition rule."""

import math
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from egide.accounts.models import AccessRules, InitialPassword, User
from egide.common.search import folded

MAXIMUM = 128
READ_BY_ESTIMATOR = 72  # beyond, zxcvbn is slow and learns nothing more
KEPT_WITHOUT_CONTEXT = 8
BITS = 50
STAFF_BITS = 70
SCORE = 3
CONTEXT = (
    "gasbtp", "sist", "adherent", "adherents", "portail", "prevention", "egide", "sante", "travail", "btp",
    "service", "motdepasse", "azerty", "password", "bonjour", "soleil", "doudou", "chouchou", "administrateur",
)  # fmt: skip
LEET = str.maketrans("013457@$!", "oleastasi")


class PasswordPolicy:
    """The validator that Django calls wherever a password is chosen."""

    def validate(self, password: str, user: Any = None) -> None:
        minimum = minimum_for(user)
        if len(password) < minimum:
            raise ValidationError(f"Ce mot de passe compte {len(password)} caractères ; il en faut {minimum}.")
        if len(password) > MAXIMUM:
            raise ValidationError(f"Ce mot de passe dépasse {MAXIMUM} caractères.")
        if isinstance(user, User) and user.pk and user.check_password(password):
            raise ValidationError("C’est votre mot de passe actuel : choisissez-en un autre.")
        if isinstance(user, User) and user.pk and _is_in_the_letter(password, user):
            raise ValidationError("C’est le mot de passe de votre courrier : choisissez le vôtre.")
        if _is_weak(password, user):
            raise ValidationError(
                "Ce mot de passe se devine trop facilement : évitez les noms, les dates et les suites ; "
                "une phrase de quelques mots sans rapport entre eux convient."
            )

    def get_help_text(self) -> str:
        return help_text(None)


def _is_in_the_letter(password: str, user: User) -> bool:
    """The service printed it: it opens the first login and nothing after."""
    letter = InitialPassword.objects.filter(user=user).first()
    return letter is not None and letter.is_written(password)


def minimum_for(user: Any) -> int:
    staff = isinstance(user, User) and user.works_for_the_service
    rules = AccessRules.current()
    return rules.staff_minimum if staff else rules.member_minimum


def help_text(user: Any) -> str:
    return f"{minimum_for(user)} caractères au moins : une phrase de quelques mots convient."


def _is_weak(password: str, user: Any) -> bool:
    words = personal_words(user)
    staff = isinstance(user, User) and user.works_for_the_service and settings.STAFF_SECOND_FACTOR
    left = without_context(password, words)
    if len(left) < KEPT_WITHOUT_CONTEXT or formal_bits(password) < (STAFF_BITS if staff else BITS):
        return True
    return int(zxcvbn(left[:READ_BY_ESTIMATOR], user_inputs=[*CONTEXT, *words])["score"]) < SCORE


def personal_words(user: Any) -> list[str]:
    if not isinstance(user, User):
        return []
    told = folded(user.username, user.first_name, user.last_name, user.email.split("@")[0]).split()
    return [word for word in told if len(word) > 2]


def without_context(password: str, words: list[str]) -> str:
    """The password once the house, the person and the recent years are taken out of it."""
    left = folded(password).replace(" ", "")
    for word in (*CONTEXT, *words):
        left = left.replace(word, "").replace(word.translate(LEET), "")
        left = re.sub(re.escape(word), "", left.translate(LEET)) if word in left.translate(LEET) else left
    return re.sub(r"(19|20)\d\d", "", left)


def formal_bits(password: str) -> float:
    """Length × log2 of the alphabet in use (the formula of the CNIL, délibération 2022-100)."""
    kinds = ((str.islower, 26), (str.isupper, 26), (str.isdigit, 10))
    alphabet = sum(signs for test, signs in kinds if any(test(sign) for sign in password))
    alphabet += 33 if any(not sign.isalnum() for sign in password) else 0
    return len(password) * math.log2(alphabet or 1)
