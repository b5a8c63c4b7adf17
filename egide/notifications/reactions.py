"""Which facts are told, and to whom: reactions write rows of the outbox, nothing else."""

from egide.accounts.models import User
from egide.appointments.calendars import Method
from egide.appointments.models import (
    UNDO_WITHIN,
    Appointment,
    Contest,
    ContestLetter,
    Replanning,
    SlotOffer,
    contest_of,
)
from egide.centres.models import Service
from egide.common.events import react_to
from egide.common.models import Event
from egide.declarations.models import Declaration, DeclarationReminder, DeclarationStep
from egide.dunning.models import DunningLetter
from egide.employees.models import Employee
from egide.followup.models import Reassessment
from egide.invoicing.models import Invoice
from egide.library.models import Deposit
from egide.members.models import ChangeRequest, Mandate
from egide.notifications import declaring, meetings, recipients, texts, to_employees
from egide.notifications.models import Outbox
from egide.notifications.outbox import write
from egide.notifications.topics import Topic


@react_to("appointment.confirm")
def tell_the_appointment(event: Event) -> None:
    """Held back as long as the assistant may still undo her answer."""
    appointment, sure = _appointment_of(event), event.at + UNDO_WITHIN
    mail = texts.confirmed(appointment)
    meetings.tell_employer(event, appointment, mail, method=Method.PUBLISH, not_before=sure)
    meetings.tell_employee(event, appointment, to_employees.convoked(appointment), not_before=sure)


@react_to("appointment.book", "appointment.accept_offer")
def tell_a_booking(event: Event) -> None:
    """At once: nobody in the service may undo what the company chose."""
    appointment = _appointment_of(event)
    meetings.tell_employer(event, appointment, texts.confirmed(appointment), method=Method.PUBLISH)
    meetings.tell_employee(event, appointment, to_employees.convoked(appointment))


@react_to("slotoffer.make")
def tell_a_freed_slot(event: Event) -> None:
    offered = SlotOffer.objects.select_related("appointment__employee", "member", "centre").get(pk=event.subject_id)
    _tell(event, recipients.of_member(offered.member, Topic.APPOINTMENTS), texts.slot_offered(offered))


@react_to(
    "appointment.move",
    "appointment.replan",
    "appointment.replace_employee",
    "appointment.move_for_employer",
    "appointment.replace_for_employer",
)
def tell_what_changed_in_an_appointment(event: Event) -> None:
    """Of visits moved together the employer is told once, elsewhere; each employee, of their own."""
    appointment, verb = _appointment_of(event), _verb_of(event)
    if verb != "replan":
        meetings.tell_employer(event, appointment, texts.changed(appointment, verb), method=Method.PUBLISH)
    if verb.startswith("replace"):
        meetings.tell_employee(event, appointment, to_employees.convoked(appointment))
        _tell_the_former_employee(event, appointment)
    else:
        meetings.tell_employee(event, appointment, to_employees.moved(appointment))


def _tell_the_former_employee(event: Event, appointment: Appointment) -> None:
    former = Employee.objects.get(pk=event.changes["employee_id"][0])
    if former.email != appointment.employee.email:  # one mail a fact and address
        # a convocation is drawn when it leaves: it would be a colleague's
        Outbox.objects.filter(notice_of=appointment, recipient=former.email, sent_at=None).delete()
        mail = to_employees.called_off(appointment, former.full_name)
        meetings.tell_employee(event, appointment, mail, method=Method.CANCEL, employee=former)


@react_to("appointment.cancel_for_employer", "appointment.cancel_for_service")
def tell_the_employee_not_to_come(event: Event) -> None:
    appointment = _appointment_of(event)
    mail = to_employees.called_off(appointment, appointment.employee.full_name)
    meetings.tell_employee(event, appointment, mail, method=Method.CANCEL)


@react_to("replanning.carry_out")
def tell_the_visits_moved_together(event: Event) -> None:
    """One mail for all the visits of the member; none when the employer may see none of them."""
    replanning = Replanning.objects.select_related("member").get(pk=event.subject_id)
    if replanning.visits:
        addresses = recipients.of_member(replanning.member, Topic.APPOINTMENTS)
        _tell(event, addresses, texts.moved_together(replanning))


@react_to("appointment.refuse", "appointment.ask_precision", "appointment.put_on_waiting_list")
def tell_the_answer_to_a_request(event: Event) -> None:
    appointment = _appointment_of(event)
    mail = texts.answered(appointment, _verb_of(event))
    meetings.tell_employer(event, appointment, mail, not_before=event.at + UNDO_WITHIN)


@react_to("appointment.undo_answer")
def take_the_mail_back(event: Event) -> None:
    """Of the answer undone alone: the mail of an answer before it still tells the truth."""
    answered = [f"appointment.{verb}" for verb in ("confirm", "refuse", "ask_precision", "put_on_waiting_list")]
    waiting = Outbox.objects.filter(event__name__in=answered, event__subject_id=event.subject_id, sent_at=None)
    waiting.filter(event=waiting.order_by("-event_id").values("event_id")[:1]).delete()


@react_to("appointment.cancel_for_service", "appointment.confirm_fee", "appointment.waive_fee")
def tell_what_became_of_an_appointment(event: Event) -> None:
    """Of a contested price, the answer to the contest says it all."""
    appointment, verb = _appointment_of(event), _verb_of(event)
    if verb == "cancel_for_service" or not contest_of(appointment):
        method = Method.CANCEL if verb == "cancel_for_service" else None
        meetings.tell_employer(event, appointment, texts.answered(appointment, verb), method=method)


@react_to("contest.accept", "contest.reject")
def tell_the_decision_on_a_contest(event: Event) -> None:
    contest = Contest.objects.select_related("appointment__employee", "member").get(pk=event.subject_id)
    _tell(event, recipients.of_member(contest.member, Topic.APPOINTMENTS), texts.contest_decided(contest))


@react_to("contestletter.write")
def tell_a_letter_of_the_service(event: Event) -> None:
    """The employer's own letters wait in the queue of the service."""
    letter = ContestLetter.objects.select_related("contest__appointment__employee", "member").get(pk=event.subject_id)
    if letter.from_service:
        _tell(event, recipients.of_member(letter.member, Topic.APPOINTMENTS), texts.contest_letter(letter))


@react_to("changerequest.accept", "changerequest.refuse", "changerequest.ask_precision")
def tell_the_answer_to_a_change(event: Event) -> None:
    change = ChangeRequest.objects.select_related("member").get(pk=event.subject_id)
    _tell(event, recipients.of_member(change.member, Topic.COMPANY), texts.change_answered(change))


@react_to("deposit.refuse")
def tell_a_refused_deposit(event: Event) -> None:
    deposit = Deposit.objects.select_related("member").get(pk=event.subject_id)
    _tell(event, recipients.of_member(deposit.member, Topic.DOCUMENTS), texts.deposit_refused(deposit))


@react_to("reassessment.carry_out")
def tell_the_follow_ups_that_changed(event: Event) -> None:
    """One mail a night, for all the employees of the member."""
    member = Reassessment.objects.select_related("member").get(pk=event.subject_id).member
    _tell(event, recipients.of_member(member, Topic.FOLLOW_UP), texts.follow_ups_changed(member, event))


@react_to("invoice.issue")
def tell_an_invoice(event: Event) -> None:
    invoice = Invoice.objects.select_related("member").get(pk=event.subject_id)
    _tell(event, recipients.of_member(invoice.member, Topic.INVOICES), texts.invoice_issued(invoice))


@react_to("declarationstep.entrust")
def tell_an_entrusted_step(event: Event) -> None:
    """Whoever takes a step back knows it."""
    step = DeclarationStep.objects.select_related("declaration__campaign", "member", "entrusted_to", "entrusted_by")
    found = step.get(pk=event.subject_id)
    to = found.entrusted_to
    if to is not None and to.pk != event.by_id and to.has_confirmed_address:
        _tell(event, [to.email], declaring.entrusted(found))


@react_to("declarationreminder.send")
def tell_a_declaration_to_attest(event: Event) -> None:
    reminder = DeclarationReminder.objects.select_related("declaration__campaign", "member").get(pk=event.subject_id)
    _tell(event, recipients.of_member(reminder.member, Topic.DECLARATION), declaring.reminded(reminder))


@react_to("declaration.file", "declaration.correct", "declaration.reopen", "declaration.extend")
def tell_what_became_of_a_declaration(event: Event) -> None:
    found = Declaration.objects.select_related("campaign", "member").get(pk=event.subject_id)
    _tell(event, recipients.of_member(found.member, Topic.DECLARATION), declaring.answered(found, _verb_of(event)))


@react_to("dunningletter.send")
def tell_late_invoices(event: Event) -> None:
    letter = DunningLetter.objects.select_related("member").get(pk=event.subject_id)
    _tell(event, recipients.of_member(letter.member, Topic.INVOICES), texts.dunned(letter))


@react_to("mandate.ask")
def tell_a_mandate_to_grant(event: Event) -> None:
    mandate = Mandate.objects.select_related("member", "delegate").get(pk=event.subject_id)
    _tell(event, recipients.of_member(mandate.member, Topic.MANDATES), texts.mandate_asked(mandate))


@react_to("mandate.grant", "mandate.revoke", "mandate.change_terms")
def tell_both_sides_of_a_mandate(event: Event) -> None:
    """The firm may do more or less from now on, and whoever manages the member's accesses must know it.

    Of a request whose terms the service corrects, the firm hears nothing: it would learn that this member exists.
    """
    mandate = Mandate.objects.select_related("member", "delegate").get(pk=event.subject_id)
    if mandate.state != Mandate.State.PENDING:
        _tell(event, recipients.of_firm(mandate.delegate), texts.mandate_decided(mandate))
    managers = recipients.of_member(mandate.member, Topic.MANDATES)
    _tell(event, managers, texts.mandate_in_force(mandate))


@react_to("mandate.refuse")
def tell_a_refused_mandate(event: Event) -> None:
    """Whoever manages the member's accesses; not the firm, that would learn that this member exists."""
    mandate = Mandate.objects.select_related("member", "delegate").get(pk=event.subject_id)
    _tell(event, recipients.of_member(mandate.member, Topic.MANDATES), texts.mandate_in_force(mandate))


@react_to("user.introduce")
def tell_the_owner_of_a_corrected_name(event: Event) -> None:
    """Whoever writes their own name knows it."""
    if event.by_id in (None, event.subject_id):
        return
    user = User.objects.get(pk=event.subject_id)
    _tell(event, [user.email] if user.has_confirmed_address else [], texts.name_corrected(user))


@react_to("user.freeze")
def tell_the_service_of_a_frozen_account(event: Event) -> None:
    user = User.objects.get(pk=event.subject_id)
    service = Service.current()
    _tell(event, [service.assistance_email] if service.assistance_email else [], texts.account_frozen(user))


def _appointment_of(event: Event) -> Appointment:
    return Appointment.objects.select_related("employee", "member", "centre", "physician").get(pk=event.subject_id)


def _verb_of(event: Event) -> str:
    return event.name.rpartition(".")[2]


def _tell(event: Event, addresses: list[str], mail: tuple[str, str]) -> None:
    for address in addresses:
        write(address, *mail, event=event)
