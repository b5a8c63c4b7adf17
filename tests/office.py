"""A member's space with one row of everything: what the addresses of its pages are made of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from egide.accounts.models import Alert, StaffRole, User
from egide.appointments.models import Appointment, SlotOffer, write_to
from egide.cards.gateway import EURO, Kind, Told
from egide.cards.rules import receive
from egide.centres.models import Physician
from egide.debits.rules import hand_over
from egide.declarations.models import DeclarationCampaign
from egide.employees.models import Employee
from egide.library.models import Deposit, Document, Theme
from egide.members.models import ChangeRequest, Invitation, Member
from egide.members.rights import Role
from egide.notifications.models import Outbox
from tests import factories
from tests.cards.hands import a_card_payment

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WORDS = {
    "kind": "xlsx",
    "paper": "conduite",
    "function": "responsable",
    "token": "inconnu",
    "uidb36": "1",
    "key": "inconnu",
    "decision": "accord",
    "direction": "monter",
    "slug": "identite",
    "step": "effectif",
    "pk": "1",
    "session_id": "1",
    "uid": "1",
    "code": "inconnu",
}
Walk = Iterator[tuple[str, tuple[str | None, ...], URLPattern]]


@dataclass
class Office:
    member: Member
    ids: dict[str, int]

    @property
    def canary(self) -> str:
        return self.member.name.split()[0]


def _visits(member: Member, physician: Physician, name: str) -> dict[str, int]:
    """One employee with a request; and one visit planned, one asked about, one cancelled too late."""

    def somebody(first_name: str) -> Employee:
        return factories.a_complete_employee(member, name, first_name=first_name)

    employee = somebody("Zoé")
    requested = factories.a_request(employee)
    planned = factories.a_confirmed(somebody("Luc"), physician, factories.in_days(10 + member.pk, hour=14))
    asked = factories.a_request(somebody("Rose"))
    asked.take_up(by=None)
    asked.ask_precision(by=None, answer="Quel jour ?")
    cancelled = factories.a_confirmed(somebody("Marc"), physician, factories.in_days(30 + member.pk, hour=15))
    cancelled.cancel_for_employer(by=None, reason="Chantier")
    Appointment.objects.filter(pk=cancelled.pk).update(fee=40, fee_decided_at=None)  # as if it had been too late
    cancelled.refresh_from_db()
    write_to(cancelled, "Le chantier a été fermé par la pluie.", by=None, from_service=False)
    waiting = factories.a_request(somebody("Jean"), wished_centre=physician.centre)
    waiting.put_on_waiting_list(by=None)
    moment = factories.in_days(40 + member.pk, hour=11)
    offer = SlotOffer(member=member, appointment=waiting, starts_at=moment, minutes=30, physician=physician)
    offer.centre = physician.centre
    offer.make(by=None)
    return {
        "offered_id": waiting.pk,
        "employee_id": employee.pk,
        "stop_id": factories.a_stop(employee).pk,
        "appointment_id": requested.pk,
        "planned_id": planned.pk,
        "asked_id": asked.pk,
        "cancelled_id": cancelled.pk,
    }


def _debits(member: Member, person: User) -> dict[str, int]:
    """A mandate that `person` has signed; one invoice announced under it, another at the bank already."""
    factories.open_debits()
    mandate = factories.a_debit_mandate(member, person)
    handed = factories.a_debit_batch(member)
    hand_over(handed, by=None)
    batch = factories.a_debit_batch(member)
    return {
        "debit_mandate_id": mandate.pk,
        "batch_id": batch.pk,
        "handed_id": handed.pk,
        "order_id": batch.orders.get(member=member).pk,
    }


def _cards(member: Member, person: User) -> dict[str, int]:
    """A payment that waits for its notice; another, of which the provider told a different sum."""
    opened, strange = (a_card_payment(factories.an_invoice(member), by=person) for _ in range(2))
    reference, now = strange.provider_reference, timezone.now()
    notice = receive(Told(f"evt_{reference}", Kind.PAID, reference, 100, EURO, now), strange.provider)
    return {"card_payment_id": opened.pk, "notice_id": notice.pk if notice else 0}


def open_office(member: Member, physician: Physician, name: str) -> Office:
    """Employees, appointments, invoices, documents, deposits, users, mandates: one of each at least."""
    colleague = factories.a_staff_member(f"collegue{member.number}", StaffRole.ASSISTANT)
    invoice = factories.an_invoice(member)
    payment = factories.a_payment(member)
    theme, _ = Theme.objects.get_or_create(name="Thème")
    document = Document()
    document.describe(by=None, theme=theme, title=f"Fiche {name}", member=member)
    document.publish(by=None, upload=SimpleUploadedFile("fiche.pdf", PDF))
    deposit = Deposit(member=member, kind="duerp", title=f"DUERP {name}", dated_on=date(2026, 1, 5))
    deposit.hand_in(by=None, upload=SimpleUploadedFile("duerp.pdf", PDF))
    person = factories.a_person(f"u{member.number}", first_name="Ève", last_name=name)
    access = factories.an_access(person, member, Role.READER)
    invitation = Invitation(member=member, email="x@example.org", first_name="X", last_name=name, role=Role.READER)
    invitation.send(by=None)
    accountant = factories.a_person(f"comptable{member.number}", last_name=name)
    mandate = factories.a_mandate(factories.a_delegate(f"Cabinet {name}", accountant), member, granted=False)
    mandate.proof, mandate.proof_name = SimpleUploadedFile("mandat.pdf", PDF), "mandat.pdf"
    mandate.save()
    change = ChangeRequest(member=member, field="name", new_value=f"{name} SAS")
    change.proof, change.proof_name = SimpleUploadedFile("kbis.pdf", PDF), "kbis.pdf"
    change.send(by=None)
    alert = Alert(kind=Alert.Kind.MASS_READING, user=person, detail="200 fiches")
    alert.sound(by=None)
    mail = Outbox.objects.create(recipient="x@example.org", subject="Essai", text=f"Pour {name}")
    room = factories.a_room(factories.a_centre())
    visits = _visits(member, physician, name)
    call = factories.a_dues_call(member)
    filing = factories.a_filing(member, _campaign(2025))
    reminded, hold = factories.a_reminded_invoice(member)
    ids = {
        **visits,
        "member_number": member.number,
        "number": member.number,
        "accountant_id": accountant.pk,
        "colleague_id": colleague.pk,
        "invoice_id": invoice.pk,
        "declaration_id": factories.a_declaration(member, _campaign(2026)).pk,
        "declared_id": filing.declaration_id,
        "filing_id": filing.pk,
        "campaign_id": filing.declaration.campaign_id,
        "called_id": call.invoice_id or 0,
        "run_id": call.run_id,
        "tariff_id": call.run.per_head_id,
        "document_id": document.pk,
        "deposit_id": deposit.pk,
        "access_id": access.pk,
        "user_id": person.pk,
        "invitation_id": invitation.pk,
        "mandate_id": mandate.pk,
        "change_id": change.pk,
        "physician_id": physician.pk,
        "centre_id": physician.centre_id,
        "room_id": room.pk,
        "range_id": factories.a_range(factories.a_physician(room.centre)).pk,
        "absence_id": factories.an_absence(room.centre, factories.in_days(40), factories.in_days(41)).pk,
        "alert_id": alert.pk,
        "mail_id": mail.pk,
        "establishment_id": member.establishments.get().pk,
        "delegate_id": mandate.delegate_id,
        "archive_id": factories.an_archive(member).pk,
        "payment_id": payment.pk,
        "theme_id": theme.pk,
        "platform_deposit_id": factories.a_deposit(member).pk,
        "certificate_id": factories.a_certificate(member).pk,
        **_debits(member, person),
        **_cards(member, person),
        "line_id": factories.a_bank_line().pk,
        "rank": 1,
        "overdue_id": reminded.pk,
        "letter_id": reminded.dunned.get().letter_id,
        "hold_id": hold.pk,
    }
    return Office(member, ids)


def _campaign(year: int) -> DeclarationCampaign:
    return DeclarationCampaign.objects.filter(year=year).first() or factories.a_campaign(year)


def walk_urls(resolver: URLResolver, route: str = "/", faces: tuple[str | None, ...] = ()) -> Walk:
    for entry in resolver.url_patterns:
        here = route + re.sub(r"\(\?P(<\w+>)[^)]*\)|[\^$]", r"\1", str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield here, faces, entry
        else:
            yield from walk_urls(entry, here, (*faces, entry.namespace))


def fill(route: str, ids: Mapping[str, int | str]) -> str:
    words = {**WORDS, "kind": "facturation"} if "/adresses/" in route else WORDS
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(ids.get(found[1], words.get(found[1]))), route)


PAGES = list(walk_urls(get_resolver()))
