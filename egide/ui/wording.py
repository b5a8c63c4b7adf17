"""What forms say when something is wrong: how to mend it, in our words rather than the framework's."""

from django import forms

COMPLETE = "Complétez ce champ."
WORDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": COMPLETE},
    forms.DateField: {"invalid": "Écrivez la date ainsi : 31/12/2026."},
    forms.TimeField: {"invalid": "Écrivez l’heure ainsi : 14:30."},
    forms.IntegerField: {"invalid": "Écrivez un nombre, en chiffres."},
    forms.DecimalField: {"invalid": "Écrivez un montant, par exemple 1 250,50."},
    forms.EmailField: {"invalid": "Écrivez l’adresse ainsi : nom@entreprise.fr."},
    forms.URLField: {"invalid": "Écrivez l’adresse ainsi : www.entreprise.fr."},
    forms.ChoiceField: {"invalid_choice": "Choisissez une réponse de la liste."},
    forms.ModelChoiceField: {"invalid_choice": "Choisissez une réponse de la liste."},
    forms.FileField: {"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
}
# Sentences that do not say which field they speak of: far from it, its label goes first.
NAMELESS = {sentence for words in WORDS.values() for sentence in words.values()}


def speak_plainly() -> None:
    """Runs once, when the application starts."""
    for field, words in WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
