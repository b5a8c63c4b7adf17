"""Two assistants on one request: the second is told who did what, and nothing of hers is written over it."""

from egide.appointments.models import Appointment
from egide.backoffice.rights import ServiceRequest
from egide.common.events import history_of
from egide.common.french import in_words, shown_hour
from egide.common.identifiers import is_row_key

DEEDS = {
    "take_up": "a pris cette demande en charge",
    "ask_precision": "a déjà demandé une précision",
    "put_on_waiting_list": "a déjà mis cette demande en liste d’attente",
    "refuse": "a déjà refusé cette demande",
    "undo_answer": "a défait sa réponse à cette demande",
    "take_over": "a repris cette demande",
    "specify": "a répondu à la précision demandée",
    "withdraw": "a retiré cette demande",
    "note": "a écrit une note interne",
    "move": "a déplacé ce rendez-vous",
    "move_for_employer": "a déplacé ce rendez-vous",
    "book": "a réservé un créneau pour cette demande",
    "replan": "a reporté ce rendez-vous",
    "replace_employee": "a mis un autre salarié à ce rendez-vous",
    "replace_for_employer": "a mis un autre salarié à ce rendez-vous",
    "cancel_for_employer": "a annulé ce rendez-vous",
    "cancel_for_service": "a annulé ce rendez-vous",
}


def told_by_somebody_else(request: ServiceRequest, appointment: Appointment) -> str:
    """What happened to the request since this form was opened; "" when it is as the person has seen it."""
    if request.method != "POST" or not _has_moved(request.POST.get("version", ""), appointment):
        return ""
    last = history_of(appointment).first()
    if last is None:
        return ""
    who = str(last.by) if last.by else "L’entreprise"
    return f"{who} {_deed(last.name.partition('.')[2], appointment)}, à {shown_hour(last.at)}. Rien d’autre n’a changé."


def _has_moved(seen: str, appointment: Appointment) -> bool:
    return not appointment.is_open or (is_row_key(seen) and int(seen) != appointment.version)


def _deed(verb: str, appointment: Appointment) -> str:
    if verb == "confirm" and appointment.starts_at:
        return f"a déjà planifié cette demande, {in_words(appointment.starts_at)}"
    return DEEDS.get(verb, "a modifié cette demande")
