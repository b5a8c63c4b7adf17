"""No field of text takes a sign that nobody sees: papers, bank files and e-invoices could not hold it."""

from django import forms
from django.core.validators import RegexValidator

# All but the tab and the ends of lines; Django's own forms have a sentence for the null sign.
UNSEEN = r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]"
RETYPE = "Ce texte contient un signe invisible, venu sans doute d’un copier-coller : retapez-le au clavier."


def refuse_unseen_signs() -> None:
    """Runs once, when the application starts: the fields of tomorrow refuse them too."""
    refused = RegexValidator(UNSEEN, RETYPE, code="unseen", inverse_match=True)
    forms.CharField.default_validators = [*forms.CharField.default_validators, refused]
