"""The words of an appointment: its states, the closed list of reasons."""

from django.db import models


class State(models.TextChoices):
    """Every face reads its French label here."""

    REQUESTED = "requested", "Envoyée"
    UNDER_REVIEW = "under_review", "En cours d’examen"
    NEEDS_PRECISION = "needs_precision", "Précision demandée"
    WAITLISTED = "waitlisted", "En liste d’attente"
    REFUSED = "refused", "Refusée"
    WITHDRAWN = "withdrawn", "Retirée"
    CONFIRMED = "confirmed", "Planifié"
    HONOURED = "honoured", "Présent"
    ABSENT_EXCUSED = "absent_excused", "Absent, excusé"
    ABSENT_UNEXCUSED = "absent_unexcused", "Absent, non excusé"
    CANCELLED_BY_EMPLOYER = "cancelled_by_employer", "Annulé par l’entreprise"
    CANCELLED_BY_SERVICE = "cancelled_by_service", "Annulé par le service"


OPEN = (State.REQUESTED, State.UNDER_REVIEW, State.NEEDS_PRECISION, State.WAITLISTED)
REQUESTS = (*OPEN, State.REFUSED, State.WITHDRAWN)
PAST = (
    State.HONOURED,
    State.ABSENT_EXCUSED,
    State.ABSENT_UNEXCUSED,
    State.CANCELLED_BY_EMPLOYER,
    State.CANCELLED_BY_SERVICE,
)
# What may cost the employer something, and its name on the invoice: the service decides each time.
CHARGED_AS = {
    State.CANCELLED_BY_EMPLOYER: "Annulation tardive",
    State.ABSENT_UNEXCUSED: "Absence non excusée",
    State.HONOURED: "Visite d’un intérimaire",
}
CHARGEABLE = tuple(CHARGED_AS)


class Reason(models.TextChoices):
    """Why the employer asks: a closed list, so that nobody writes a medical word."""

    HIRE = "hire", "Embauche"
    PERIODIC = "periodic", "Échéance du suivi"
    CHANGE_OF_POST = "change_of_post", "Changement de poste ou de risques"
    RETURN = "return", "Reprise après un arrêt"
    CONDITIONS = "conditions", "Difficulté liée aux conditions de travail"
    DRIVING = "driving", "Autorisation de conduite ou habilitation électrique"
    END_OF_EXPOSURE = "end_of_exposure", "Fin d’exposition ou départ à la retraite"
    OTHER = "other", "Autre motif non médical"


class CancelReason(models.TextChoices):
    """Why the employer gives an appointment up; « autre » is told in a few words."""

    SITE = "site", "Chantier éloigné ou imprévu"
    ABSENT = "absent", "Salarié absent ce jour-là"
    DATE = "date", "Date ou heure impossible"
    LEFT = "left", "Salarié sorti de l’effectif"
    DOUBLE = "double", "Rendez-vous en double"
    OTHER = "other", "Autre motif"
