"""What the mails say: short, in French, with the link to the page and never a medical or secret word."""

from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.models import Appointment, Contest, ContestLetter, Replanning, SlotOffer
from egide.appointments.states import State
from egide.centres.models import Service
from egide.common.french import in_words, long_date, shown_euros, shown_hour
from egide.common.models import Event
from egide.dunning.models import DunningLetter
from egide.invoicing.models import Invoice
from egide.library.models import Deposit
from egide.members.models import ChangeRequest, Invitation, Mandate, Member

Mail = tuple[str, str]

MOST_TOLD = 20
ANSWERS = {
    "refuse": "Demande non retenue",
    "ask_precision": "Une précision vous est demandée",
    "put_on_waiting_list": "Demande en liste d’attente",
    "cancel_for_service": "Rendez-vous annulé par le service",
    "confirm_fee": "Prix de l’annulation confirmé",
    "waive_fee": "Annulation sans frais",
}
OF_AN_ABSENCE = {"confirm_fee": "Prix de l’absence confirmé", "waive_fee": "Absence sans frais"}
OF_A_VISIT = {"confirm_fee": "Visite d’un intérimaire facturée", "waive_fee": "Visite d’un intérimaire sans frais"}
OF_STATE = {State.ABSENT_UNEXCUSED: OF_AN_ABSENCE, State.HONOURED: OF_A_VISIT}
OF_A_MOMENT = {"cancel_for_service", "confirm_fee", "waive_fee"}


def confirmed(appointment: Appointment) -> Mail:
    """When, where, and the convocation to hand over."""
    start = timezone.localtime(appointment.starts_at)
    return "Rendez-vous planifié", to_member(
        appointment.member,
        f"Le rendez-vous de {appointment.employee.full_name} est planifié le {in_words(start)}, {appointment.centre}.\n"
        "Sa convocation est jointe : remettez-la-lui. Elle est aussi ici :",
        f"mes-rendez-vous/{appointment.pk}/convocation/",
    )


def changed(appointment: Appointment, verb: str) -> Mail:
    """Another moment or another person: the convocation handed over before is no longer good."""
    title = "Rendez-vous déplacé" if verb.startswith("move") else "Salarié remplacé à un rendez-vous"
    return title, to_member(
        appointment.member,
        f"Le rendez-vous de {appointment.employee.full_name} est désormais le {in_words(appointment.planned_start)}, "
        f"{appointment.centre}.\nSa nouvelle convocation est jointe : remettez-la-lui. Elle est aussi ici :",
        f"mes-rendez-vous/{appointment.pk}/convocation/",
    )


def moved_together(replanning: Replanning) -> Mail:
    """Each visit with its new moment and the former one; why the service moves them is its own business."""
    moved = replanning.moved
    lines = [
        f"- {visit.employee.full_name} : {in_words(visit.planned_start)}, {visit.centre}, au lieu du {in_words(was)}"
        for visit, was in moved[:MOST_TOLD]
    ]
    lines += [f"- et {len(moved) - MOST_TOLD} autres"] if len(moved) > MOST_TOLD else []
    many = len(moved) > 1
    subject = f"{len(moved)} rendez-vous reportés par le service" if many else "Rendez-vous reporté par le service"
    said = "Le service a dû changer la date de ces rendez-vous :" if many else "Le service a dû changer cette date :"
    again = "Imprimez les nouvelles convocations et remettez-les :"
    return subject, to_member(replanning.member, "\n".join([said, *lines, again]), "mes-rendez-vous/")


def reminded(appointments: list[Appointment]) -> Mail:
    """The visits of one day of one member, in their order; and until when giving one up costs nothing."""
    first = appointments[0]
    day = long_date(first.planned_start.date())
    many = len(appointments) > 1
    subject = f"Rappel : {len(appointments)} visites le {day}" if many else f"Rappel : une visite le {day}"
    lines = [
        f"- {shown_hour(visit.planned_start)} : {visit.employee.full_name}, {visit.centre}"
        for visit in appointments[:MOST_TOLD]
    ]
    lines += [f"- et {len(appointments) - MOST_TOLD} autres"] if len(appointments) > MOST_TOLD else []
    said = "Ces visites approchent" if many else "Cette visite approche"
    free = min(visit.last_free_moment for visit in appointments)
    terms = f"Annulation sans frais jusqu’au {in_words(free)}.\n" if free > timezone.now() else ""
    body = f"{said}, {day} :\n" + "\n".join(lines) + f"\n\n{terms}Les convocations sont ici :"
    return subject, to_member(first.member, body, "mes-rendez-vous/")


def slot_offered(offer: SlotOffer) -> Mail:
    """Which slot, until when, and the page where one answers."""
    start = timezone.localtime(offer.starts_at)
    until = f"Il vous est réservé jusqu’au {in_words(offer.expires_at)} : acceptez-le ou refusez-le ici.\n"
    return "Un créneau se libère", to_member(
        offer.member,
        f"Un créneau se libère pour {offer.appointment.employee.full_name}, en liste d’attente : {in_words(start)}, "
        f"{offer.centre}.\n{until}"
        "Sans réponse, il est proposé à une autre entreprise et votre demande garde sa place.",
        f"mes-rendez-vous/{offer.appointment_id}/proposition/",
    )


def answered(appointment: Appointment, verb: str) -> Mail:
    """One answer with its reason, and the link to the tab, or to the page, where it is dealt with."""
    title = OF_STATE.get(State(appointment.state), ANSWERS)[verb]
    label, said = _told(appointment, verb)
    told = f"\n{label} : {said}" if said else ""
    start = f", {in_words(appointment.planned_start)}, {appointment.centre}" if verb in OF_A_MOMENT else ""
    body = f"{title} : {appointment.get_kind_display()} de {appointment.employee.full_name}{start}.{told}"
    return title, to_member(appointment.member, body, _page_of(appointment, verb))


def _told(appointment: Appointment, verb: str) -> tuple[str, str]:
    if verb == "cancel_for_service":
        return "Motif", appointment.cancel_reason
    if verb == "waive_fee":
        return "Motif", appointment.fee_waived_because
    if verb == "confirm_fee":
        return "Prix", f"{shown_euros(appointment.fee or Decimal(0))} hors taxes"
    return "Réponse du service", appointment.answer


def _page_of(appointment: Appointment, verb: str) -> str:
    if verb == "ask_precision":
        return f"mes-rendez-vous/{appointment.pk}/precision/"
    asked = verb in {"refuse", "put_on_waiting_list"}
    return f"mes-rendez-vous/?onglet={'demandes' if asked else 'passes'}"


def contest_decided(contest: Contest) -> Mail:
    title = f"Contestation {contest.get_state_display().lower()}"
    body = f"{title} : {_contested(contest)}.\nRéponse du service : {contest.decision}"
    return title, to_member(contest.member, body, f"mes-rendez-vous/{contest.appointment_id}/contestation/")


def contest_letter(letter: ContestLetter) -> Mail:
    """The words themselves are read in the portal, where they are answered."""
    body = f"Le service vous répond sur votre contestation : {_contested(letter.contest)}."
    page = f"mes-rendez-vous/{letter.contest.appointment_id}/contestation/"
    return "Réponse à votre contestation", to_member(letter.member, body, page)


def _contested(contest: Contest) -> str:
    appointment = contest.appointment
    return (
        f"{appointment.get_kind_display()} de {appointment.employee.full_name}, {in_words(appointment.planned_start)}"
    )


def change_answered(change: ChangeRequest) -> Mail:
    said = f"\nRéponse du service : {change.answer}" if change.answer else ""
    subject = f"Demande de modification : {change.get_state_display().lower()}"
    return subject, to_member(
        change.member,
        f"Votre demande concernant « {change.get_field_display()} » : {change.get_state_display().lower()}.{said}",
        "mon-entreprise/",
    )


def deposit_refused(deposit: Deposit) -> Mail:
    return "Document refusé", to_member(
        deposit.member,
        f"Le document « {deposit.title} » n’a pas été retenu.\nRéponse du service : {deposit.answer}",
        "mes-documents/",
    )


def follow_ups_changed(member: Member, event: Event) -> Mail:
    """Whose category or date has changed, without the reason, that the sheet says to whoever may read it."""
    told: list[str] = event.changes["salariés"][1]
    shown = [f"- {line}" for line in told[:MOST_TOLD]]
    shown += [f"- et {len(told) - MOST_TOLD} autres"] if len(told) > MOST_TOLD else []
    who = "d’un salarié" if len(told) == 1 else f"de {len(told)} salariés"
    body = (
        f"Le suivi individuel {who} a changé cette nuit : un anniversaire, un texte entré en vigueur, "
        "la fin d’un risque ou une date déclarée. Il n’y a rien à corriger.\n\n" + "\n".join(shown) + "\n\n"
        "Demandez les visites qui n’ont pas encore de rendez-vous. Chaque fiche dit pourquoi le suivi change :"
    )
    return f"Le suivi {who} a changé", to_member(member, body, "mes-salaries/?echeance=changee")


def invoice_issued(invoice: Invoice) -> Mail:
    """The amount, and until when it is to be paid or what it corrects."""
    if invoice.corrects:
        subject = f"Nouvel avoir n° {invoice.number}"
        does = "diminue" if invoice.corrects_in_part else "annule"
        what = f"Il {does} la facture n° {invoice.corrects.number} : {invoice.reason}"
    else:
        subject = f"Nouvelle facture n° {invoice.number}"
        what = f"À régler au plus tard le {invoice.due_on:%d/%m/%Y}"
    body = f"{invoice.get_kind_display()} n° {invoice.number}, {shown_euros(invoice.gross)}, {invoice.period}.\n{what}."
    return subject, to_member(invoice.member, body, f"mes-factures/{invoice.pk}/apercu/")


def dunned(letter: DunningLetter) -> Mail:
    """The words of its level, what is late, and how to pay."""
    said = letter.content
    late = [f"- {number}, échue le {due} ({how} de retard) : {rest}" for number, _, due, how, rest in said["lines"]]
    ways = [f"{what} : {value}" for what, value in said["pay"]]
    fees = [part for part in (said["fees"], said["penalty"]) if part]
    parts = [said["text"], "\n".join([*late, f"Total à régler : {said['total']}", *fees]), "\n".join(ways)]
    return letter.title, to_member(letter.member, "\n\n".join(parts), "mes-factures/?groupe=a-regler")


def mandate_asked(mandate: Mandate) -> Mail:
    return "Un cabinet demande un mandat", to_member(
        mandate.member,
        f"{mandate.delegate} demande à agir pour vous : {', '.join(mandate.scope_labels)}.\n"
        "Rien ne lui est ouvert tant que vous ne l’avez pas accordé, dans Mon entreprise.",
        "mon-entreprise/",
    )


def mandate_decided(mandate: Mandate) -> Mail:
    """To the firm."""
    state = mandate.shown_state.lower()
    text = f"Votre mandat sur {mandate.member} (n° {mandate.member.number}) est {state}.\n{_terms_of(mandate)}\n\n"
    return f"Mandat {state}", text + f"{settings.SITE_URL}/mandats/\n\n{signature()}"


def mandate_in_force(mandate: Mandate) -> Mail:
    """To the member."""
    state = mandate.shown_state.lower()
    text = f"Le mandat de {mandate.delegate} sur votre espace est {state}.\n{_terms_of(mandate)}"
    return f"Mandat de {mandate.delegate} : {state}"[:200], to_member(mandate.member, text, "mon-entreprise/")


def _terms_of(mandate: Mandate) -> str:
    """What it opens and when; once refused or revoked, why."""
    if mandate.state in {Mandate.State.REFUSED, Mandate.State.REVOKED}:
        return f"Motif : {mandate.closed_because}" if mandate.closed_because else ""
    until = f" au {mandate.ends_on:%d/%m/%Y}" if mandate.ends_on else ""
    return f"Domaines : {', '.join(mandate.scope_labels)}. Du {mandate.starts_on:%d/%m/%Y}{until}."


def to_member(member: Member, body: str, page: str) -> str:
    link = f"{settings.SITE_URL}/adherents/{member.number}/{page}"
    return f"Bonjour,\n\n{body}\n\n{link}\n\n{member.name}, n° d’adhérent {member.number}\n\n{signature()}"


def signature() -> str:
    service = Service.current()
    help_line = " · ".join(part for part in (service.assistance_email, service.assistance_phone) if part)
    return f"{service.name}\n{help_line}".strip()


def invited(invitation: Invitation, link: str) -> Mail:
    text = (
        f"Bonjour {invitation.first_name},\n\n{invitation.member.name} vous ouvre son espace sur le portail "
        f"adhérents. Choisissez votre mot de passe ici, dans les 72 heures :\n\n{link}\n\n{signature()}"
    )
    return "Votre accès au portail adhérents", text


def name_corrected(user: User) -> Mail:
    return "Votre nom a été corrigé", (
        f"Bonjour,\n\nVotre service a corrigé le nom de votre compte {user.username} : {user}.\n\n"
        f"Si ce n’est pas à votre demande, appelez-le.\n\n{signature()}"
    )


def account_frozen(user: User) -> Mail:
    return "Accès bloqué par son titulaire", (
        f"Bonjour,\n\nQuelqu’un a suivi le lien « Ce n’est pas moi » d’un avis de sécurité : l’accès {user.username} "
        f"({user}) est bloqué et ses sessions sont fermées.\n\nJoignez cette personne par un moyen que vous "
        f"connaissez, puis imprimez-lui un nouveau courrier.\n\n{signature()}"
    )
