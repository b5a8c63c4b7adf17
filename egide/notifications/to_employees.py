"""What an employee reads of their own appointment: plain words, the place, the hour, and whom to tell.

The address was given by the employer and nobody has confirmed it: no kind of visit, nothing of health, no link, in
the mail or in what is joined to it (docs/decisions/0019.md).
"""

from egide.appointments.models import Appointment
from egide.appointments.papers import TO_BRING, WORK_TIME
from egide.common.french import in_words, one_line
from egide.notifications.texts import Mail, signature

WHY_YOU = (
    "Vous recevez ce message parce que votre employeur a indiqué cette adresse pour vos convocations ; elle ne sert à "
    "rien d’autre. Pour qu’elle soit effacée, ou si ce message n’est pas pour vous, dites-le-lui ou écrivez-nous."
)
JOINED = "Votre convocation est jointe, et le rendez-vous pour votre agenda."


def convoked(appointment: Appointment) -> Mail:
    said = f"{appointment.member.name} vous convoque à une visite de santé au travail :"
    return "Votre visite de santé au travail", _letter(appointment, said, _meeting(appointment))


def moved(appointment: Appointment) -> Mail:
    said = "La date de votre visite de santé au travail a changé. Elle est désormais :"
    return "Votre visite de santé au travail est déplacée", _letter(appointment, said, _meeting(appointment))


def reminded(appointment: Appointment) -> Mail:
    return "Rappel : votre visite de santé au travail", _letter(
        appointment, "Votre visite de santé au travail approche :", _meeting(appointment)
    )


def called_off(appointment: Appointment, name: str) -> Mail:
    """`name`: who is no longer awaited, whoever comes instead."""
    said = f"On ne vous attend plus à la visite de santé au travail du {in_words(appointment.planned_start)}."
    rest = "Ne vous déplacez pas. Le fichier joint retire le rendez-vous de votre agenda."
    return "Votre visite de santé au travail est annulée", f"Bonjour {name},\n\n{said}\n{rest}\n\n{_end(appointment)}"


def _letter(appointment: Appointment, said: str, meeting: str) -> str:
    name, bring = appointment.employee.full_name, TO_BRING[0].lower() + TO_BRING[1:]
    return (
        f"Bonjour {name},\n\n{said}\n\n{meeting}\n\nÀ apporter : {bring}\n\n{WORK_TIME}\n\n{JOINED}\n"
        f"Un empêchement ? Prévenez tout de suite votre employeur : c’est lui qui déplace ou annule le rendez-vous.\n\n"
        f"{_end(appointment)}"
    )


def _meeting(appointment: Appointment) -> str:
    centre = appointment.centre
    lines = [in_words(appointment.planned_start).capitalize(), f"avec {appointment.physician}"]
    if centre:
        lines += [centre.name, centre.full_address]
        lines += [f"Accès : {one_line(centre.access)}"] if centre.access else []
        lines += [f"Stationnement : {one_line(centre.parking)}"] if centre.parking else []
        lines += [f"Mobilité réduite : {one_line(centre.wheelchair)}"] if centre.wheelchair else []
    return "\n".join(f"  {line}" for line in lines)


def _end(appointment: Appointment) -> str:
    return f"{signature()}\n\n{WHY_YOU}"
