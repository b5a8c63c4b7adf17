"""The answers in words: what they are called, their ready-made sentences, and their form."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from egide.appointments.models import Appointment
from egide.ui.fields import offer

PRECISION = (
    "À quelle date la personne commence-t-elle à ce poste ?",
    "Quelle est la date de reprise exacte ?",
    "Quel est le lieu de travail habituel : quel centre vous convient ?",
    "Quels jours et à quelles heures la personne peut-elle venir ?",
    "Complétez le poste et les déterminants de la fiche du salarié.",
)
WAITING = (
    "Nous vous proposons une date dès qu’une place se libère.",
    "Le planning du médecin ouvre le mois prochain : nous reviendrons vers vous.",
)
REFUSAL = (
    "La visite précédente couvre encore ce poste jusqu’à son échéance.",
    "L’arrêt est plus court que la durée qui demande une visite de reprise (R.4624-31).",
    "Une demande pour la même visite est déjà en cours.",
    "La personne ne fait plus partie de votre effectif.",
    "Cette visite n’est pas prévue par le suivi de la personne.",
)


@dataclass(frozen=True)
class Answer:
    """One way of answering: its verb, its words on the page, whether it must say why."""

    verb: str
    page: str
    heading: str
    submit: str
    sentences: tuple[str, ...]
    icon: str
    key: str
    required: bool = True

    @property
    def url_name(self) -> str:
        return f"backoffice:{self.page}"


ANSWERS = {
    one.page: one
    for one in (
        Answer(
            "ask_precision", "precision", "Demander une précision", "Envoyer la question",
            PRECISION, "message", "P",
        ),
        Answer(
            "put_on_waiting_list", "waiting-list", "Liste d’attente", "Mettre en liste d’attente",
            WAITING, "hourglass", "A", required=False,
        ),
        Answer(
            "refuse", "refusal", "Refuser", "Refuser la demande",
            REFUSAL, "ban", "R",
        ),
    )
}  # fmt: skip


class AnswerForm(forms.Form):
    """A ready-made sentence, edited or not; without a script, the sentence ticked is sent when nothing is written."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    ready = forms.ChoiceField(label="Réponses toutes prêtes", required=False, widget=forms.RadioSelect)
    answer = forms.CharField(
        label="Réponse lue par l’entreprise",
        max_length=500,
        error_messages={"required": "Écrivez à l’entreprise pourquoi, ou ce qui manque."},
        help_text="N’indiquez aucune information médicale.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: QueryDict | None, *, kind: Answer, appointment: Appointment) -> None:
        self.kind = kind
        if data and not data.get("answer") and data.get("ready"):
            data = data.copy()
            data["answer"] = str(data["ready"])
        super().__init__(data, initial={"version": appointment.version}, auto_id=f"{kind.page}-%s")
        offer(self, ready=[(text, text) for text in kind.sentences])
        self.fields["answer"].required = kind.required
