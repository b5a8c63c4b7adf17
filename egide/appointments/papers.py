"""Convocations and receipts of appointments, as PDF."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from egide.appointments.models import Appointment
from egide.centres.models import Centre, Service
from egide.centres.papers import head_of, plan_of
from egide.common.french import in_words, long_date, shown_euros, shown_hour
from egide.common.typesetting import render
from egide.members.models import Member

TO_BRING = "Cette convocation, la carte Vitale, le carnet de vaccination, et vos lunettes si vous en portez."
WORK_TIME = (
    "Le temps de la visite, trajet compris, est pris sur le temps de travail, sans retenue de salaire ; les frais de "
    "transport sont à la charge de l’employeur (article R. 4624-39 du code du travail)."
)


def notices(appointments: Iterable[Appointment], *, discreet: bool = False) -> bytes:
    """One page for each confirmed appointment, in the order given.

    `discreet`: without the kind of visit, for an address that may be a stranger's.
    """
    service, visits = Service.current(), list(appointments)
    pages = [_notice(appointment, service, discreet=discreet) for appointment in visits]
    centres = {visit.centre_id: visit.centre for visit in visits if visit.centre}
    plans = {str(key): list(picture) for key, centre in centres.items() if (picture := plan_of(centre))}
    for page in pages:
        page["plan"] = page["plan"] if page["plan"] in plans else ""
    return render("notice", {"head": head_of(service), "title": "Convocation", "notices": pages, "plans": plans})


def receipt(appointment: Appointment) -> bytes:
    """The dated proof that the employer has asked: what, for whom, when, and where it stands today."""
    service = Service.current()
    reference = f"{appointment.member.number}-{appointment.pk}"
    data = {
        "title": "Récépissé de demande de rendez-vous",
        "intro": "",
        "facts": [*_asked(appointment), *_standing(appointment), ["Édité le", in_words(timezone.now())]],
        "sections": [],
        "closing": f"{service.name} a reçu cette demande le {in_words(appointment.requested_at)}, "
        f"sous la référence {reference}. Conservez ce récépissé : il prouve la date de votre demande.",
    }
    return render("plain", {"head": head_of(service), **data})


def receipts(member: Member, appointments: Iterable[Appointment]) -> bytes:
    """The same proof for all the requests of a company that wait, each with its date and its reference."""
    service, now = Service.current(), in_words(timezone.now())
    facts = [["Entreprise", f"{member.name}, n° d’adhérent {member.number}"], ["Édité le", now]]
    data = {
        "title": "Récépissé de demandes de rendez-vous",
        "intro": "",
        "facts": facts,
        "sections": [_section(appointment) for appointment in appointments],
        "closing": f"{service.name} a reçu ces demandes aux dates dites, et les traite dans l’ordre de la loi. "
        "Conservez ce récépissé : il prouve la date de vos demandes.",
    }
    return render("plain", {"head": head_of(service), **data})


def _section(appointment: Appointment) -> dict[str, Any]:
    known = ("Entreprise", "Salarié")
    facts = [fact for fact in (*_asked(appointment), *_standing(appointment)) if fact[0] not in known]
    reference = ["Référence", f"{appointment.member.number}-{appointment.pk}"]
    said = [f"{name} : {value}" for name, value in [reference, *facts]]
    return {"title": str(appointment.employee), "paragraphs": [" ; ".join(said)]}


def _asked(appointment: Appointment) -> list[list[str]]:
    facts = [
        ["Entreprise", f"{appointment.member.name}, n° d’adhérent {appointment.member.number}"],
        ["Salarié", str(appointment.employee)],
        ["Visite demandée", appointment.get_kind_display()],
        ["Motif", appointment.get_reason_display()],
        ["Demandée le", in_words(appointment.requested_at)],
        ["Par", str(appointment.requested_by or "")],
        ["Indisponibilités", appointment.unavailabilities],
    ]
    if appointment.returns_on:
        facts.append(["Reprise du travail", long_date(appointment.returns_on)])
    if appointment.due_on:
        facts.append(["Au plus tard le", long_date(appointment.due_on)])
    return [fact for fact in facts if fact[1]]


def _standing(appointment: Appointment) -> list[list[str]]:
    facts = [["État", appointment.get_state_display()]]
    if appointment.starts_at:
        facts.append(["Rendez-vous", in_words(appointment.planned_start)])
    if appointment.answer:
        facts.append(["Réponse du service", appointment.answer])
    return facts


def _notice(appointment: Appointment, service: Service, *, discreet: bool) -> dict[str, Any]:
    start = appointment.planned_start
    return {
        "employee": str(appointment.employee),
        "employer": appointment.member.name,
        "number": str(appointment.member.number),
        "day": long_date(start.date()).capitalize(),
        "hour": shown_hour(start),
        "duration": f"{appointment.minutes} minutes",
        "kind": "Visite de santé au travail" if discreet else appointment.get_kind_display(),
        "place": _place(appointment),
        "access": _access(appointment),
        "plan": str(appointment.centre_id),
        "professional": _professional(appointment),
        "bring": TO_BRING,
        "right": WORK_TIME,
        "cancel": cancellation_terms(appointment),
    }


def cancellation_terms(appointment: Appointment) -> str:
    """The « conditions habituelles », with the exact last free moment and the price of that day."""
    free = f"Annulation sans frais jusqu’au {in_words(appointment.last_free_moment)}, dans Mes rendez-vous."
    if not (price := appointment.price_of_absence):
        return free
    return f"{free} Ensuite, ou en cas d’absence, {shown_euros(price)} hors taxes sont facturés à l’entreprise."


def _place(appointment: Appointment) -> list[str]:
    centre = appointment.centre
    if not isinstance(centre, Centre):
        return [""]
    city = f"{centre.postcode} {centre.city}"
    return [line for line in (centre.name, centre.address, city, centre.phone) if line]


def _access(appointment: Appointment) -> list[list[str]]:
    centre = appointment.centre
    if not isinstance(centre, Centre):
        return []
    found = [["Accès", centre.access], ["Stationnement", centre.parking], ["Mobilité réduite", centre.wheelchair]]
    return [fact for fact in found if fact[1]]


def _professional(appointment: Appointment) -> str:
    physician = appointment.physician
    return f"{physician}, {physician.get_profession_display().lower()}" if physician else ""
