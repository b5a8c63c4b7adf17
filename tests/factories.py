"""Rows for the tests, built like the product builds them: with the verbs of the domain."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count, product
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.utils import timezone
from stdnum.fr import siren as siren_standard
from stdnum.luhn import calc_check_digit

from egide.accounts.models import StaffRole, User
from egide.appointments.models import Appointment
from egide.banking.models import BankLine
from egide.banking.reading import Content, Fact, keyed
from egide.banking.rules import take_in
from egide.centres.models import Centre, Physician, Service, Tariff
from egide.common.events import Actor
from egide.debits.models import DebitBatch, DebitMandate
from egide.debits.models.batch import earliest_day
from egide.debits.rules import announce, lines_of, plan_batch, sign_mandate
from egide.declarations.models import Declaration, DeclarationCampaign, Filing
from egide.declarations.models.step import BEFORE_ATTESTING
from egide.dues.counting import Headcount
from egide.dues.models import DuesCall, DuesRun
from egide.dunning.models import DunningHold
from egide.dunning.sending import send_now
from egide.employees.models import Employee, WorkStop
from egide.invoicing.models import Invoice, InvoiceArchive, Payment
from egide.members.models import Access, Address, Delegate, DelegateUser, Establishment, Mandate, Member
from egide.members.rights import Role, Scope
from egide.planning.models import Absence, OpeningRange, Room
from egide.platform.models import PlatformDeposit
from egide.proofs.models import Certificate
from egide.proofs.rules import certify

PASSWORD = "chantier-bleu-matin"
numbers = count(1)
# No SIREN holds a number of a member, of an invoice or an amount that a test may search for.
sirens = ("".join(digits) for digits in product("56789", repeat=8))


def a_siren() -> str:
    base = next(sirens)
    number = base + calc_check_digit(base)
    return str(siren_standard.validate(number))


def a_siret(siren: str) -> str:
    base = f"{siren}0001"
    return base + calc_check_digit(base)


def a_person(username: str, **facts: Any) -> User:
    return User.objects.create_user(username, password=PASSWORD, **facts)


def a_staff_member(username: str, role: StaffRole) -> User:
    return a_person(username, staff_role=role, first_name=username.capitalize(), email=f"{username}@service.example")


def an_address(user: User, *, verified: bool = True) -> EmailAddress:
    """The recovery address of `user`, confirmed unless said otherwise."""
    return EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)


def a_centre(**facts: Any) -> Centre:
    centre = Centre()
    values = {
        "name": f"Centre {next(numbers)}",
        "address": "3 rue des Artisans",
        "postcode": "51100",
        "city": "Reims",
        "phone": "03 53 01 00 10",
        "access": "Tramway B, arrêt Artisans",
        "parking": "Parking gratuit devant le centre",
        "wheelchair": "Entrée de plain-pied",
        "hours": "Du lundi au vendredi, de 8 h à 17 h",
    }
    centre.describe(by=None, **(values | facts))
    return centre


def a_physician(centre: Centre, **facts: Any) -> Physician:
    physician = Physician()
    values = {
        "first_name": "Hélène",
        "last_name": f"Leroy {next(numbers)}",
        "centre": centre,
        "secretary_name": "Sophie Marchand",
        "secretary_phone": "03 53 01 00 11",
        "secretary_email": "secretariat@service.example",
        "secretary_hours": "De 8 h 30 à 12 h",
    }
    physician.describe(by=None, **(values | facts))
    return physician


def a_member(number: int, name: str = "", **facts: Any) -> Member:
    """A member with its head office, one establishment and its addresses."""
    siren = a_siren()
    values = {"siren": siren, "legal_form": "SARL", "naf": "43.99C", "joined_on": date(2015, 3, 2)}
    member = Member(number=number, name=name or f"Adhérent {number}", **(values | facts))
    member.enrol(by=None)
    place = {"postcode": "51100", "city": "Reims"}
    Establishment(member=member).describe(
        by=None, siret=a_siret(siren), address="8 rue du Plâtre", is_head_office=True, **place
    )
    Address(member=member, kind=Address.Kind.HEAD_OFFICE).change(by=None, line1="8 rue du Plâtre", **place)
    return member


def an_access(user: User, member: Member, role: Role = Role.ADMINISTRATOR) -> Access:
    access = Access(user=user, member=member, role=role)
    access.grant(by=None)
    return access


def a_delegate(name: str, *users: User) -> Delegate:
    delegate = Delegate()
    delegate.describe(by=None, name=name)
    for user in users:
        DelegateUser(delegate=delegate, user=user).join(by=None)
    return delegate


def a_mandate(delegate: Delegate, member: Member, *scopes: Scope, granted: bool = True, **facts: Any) -> Mandate:
    values = {"scopes": list(scopes or Scope), "starts_on": date(2026, 1, 1)}
    mandate = Mandate(delegate=delegate, member=member, **(values | facts))
    mandate.ask(by=None)
    if granted:
        mandate.grant(by=None)
    return mandate


def an_employee(member: Member, last_name: str = "Girard", *, by: Actor = None, **facts: Any) -> Employee:
    values = {
        "first_name": "Paul",
        "birth_date": date(1988, 4, 12),
        "hired_on": date(2020, 9, 1),
        "post_since": date(2020, 9, 1),
        "post": "Maçon",
        "pcs_code": "632A",
        "establishment": member.establishments.first(),
    }
    employee = Employee(member=member, last_name=last_name, **(values | facts))
    employee.hire(by=by)
    return employee


def a_complete_employee(
    member: Member, last_name: str = "Girard", codes: tuple[str, ...] = (), **facts: Any
) -> Employee:
    """Declared by the employer and taken in by the service: a white row."""
    employee = an_employee(member, last_name, **facts)
    employee.declare_risks(by=None, codes=list(codes))
    employee.take_in(by=None)
    return employee


def a_stop(employee: Employee, cause: str = "illness", **days: date) -> WorkStop:
    """Ninety days of illness, back on 1 December 2026, unless said otherwise."""
    known = {"first_day": date(2026, 9, 2), "returns_on": date(2026, 12, 1)} | days
    stop = WorkStop(member_id=employee.member_id, employee=employee, cause=cause, **known)
    stop.declare(by=None)
    return stop


def a_request(employee: Employee, *, by: Actor = None, **facts: Any) -> Appointment:
    values = {"kind": "vip_periodique", "reason": Appointment.Reason.PERIODIC}
    appointment = Appointment(member_id=employee.member_id, employee=employee, **(values | facts))
    appointment.request(by=by)
    return appointment


def in_days(days: int, hour: int = 9, minute: int = 30) -> datetime:
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def monday_in(days: int, hour: int = 9, minute: int = 30) -> datetime:
    """The first Monday from `days` on, in Paris time: whatever the day of the tests, people work on it."""
    day = in_days(days, hour, minute)
    return in_days(days + (7 - day.weekday()) % 7, hour, minute)


def a_confirmed(
    employee: Employee, physician: Physician, starts_at: datetime | None = None, **facts: Any
) -> Appointment:
    appointment = a_request(employee, **facts)
    appointment.take_up(by=None)
    appointment.confirm(
        by=None, starts_at=starts_at or in_days(10), minutes=30, centre=physician.centre, physician=physician
    )
    return appointment


def a_payment(member: Member, amount: str = "100.00", **facts: Any) -> Payment:
    """Money received today, on no invoice yet."""
    values = {"received_on": timezone.localdate(), "mode": Payment.Mode.TRANSFER, "reference": "VIR 88"}
    payment = Payment(member_id=member.pk, amount=Decimal(amount), **(values | facts))
    payment.receive(by=None)
    return payment


def a_certificate(member: Member, kind: str = Certificate.Kind.MEMBERSHIP) -> Certificate:
    """An attestation delivered today."""
    return certify(member, kind, by=None)


IBAN = "FR7630001007941234567890185"  # the example of the Banque de France


def open_debits(**settings: Any) -> Service:
    """The service may collect: its bank has given it an identifier."""
    service = Service.objects.get(pk=1)
    service.configure(by=None, **({"creditor_identifier": "FR72ZZZ123456", "iban": IBAN, "bic": "BDFEFRPP"} | settings))
    return service


def a_debit_mandate(member: Member, user: User) -> DebitMandate:
    facts = {"iban": "FR14 2004 1010 0505 0001 3M02 606", "bic": "", "debtor": member.name}
    return sign_mandate(member, by=user, address="192.0.2.7", **facts)


def a_debit_batch(member: Member, amount: str = "100.00") -> DebitBatch:
    """One more invoice of `member`, who has a mandate, in a batch that is announced."""
    an_invoice(member, amount, due_on=timezone.localdate() + timedelta(5))
    day = earliest_day(timezone.localdate())
    batch = plan_batch(day, "CORE", by=None, seen=seen_for(day))
    announce(batch)
    return batch


def seen_for(day: date) -> tuple[int, Decimal]:
    """What the screen shows to whoever prepares a batch of that day."""
    lines = lines_of(day, "CORE")
    return len(lines), sum((line.invoice.remaining for line in lines), Decimal(0))


def a_deposit(member: Member, state: str = PlatformDeposit.State.REJECTED) -> PlatformDeposit:
    """An invoice of today on the platform, brought to `state`."""
    deposit = PlatformDeposit(member=member, invoice=an_invoice(member))
    deposit.prepare(by=None)
    if state != PlatformDeposit.State.WAITING:
        deposit.hand_over(by=None)
        deposit.accept(by=None, identifier=f"PA-{deposit.pk}")
    if state == PlatformDeposit.State.REJECTED:
        deposit.reject(by=None, code="ROUTING_ERR", reason="Adresse inconnue de l’annuaire")
    if state == PlatformDeposit.State.REFUSED:
        deposit.refuse(by=None, code="", reason="Montant contesté")
    return deposit


def an_invoice(member: Member, amount: str = "1000.00", *, issue: bool = True, **facts: Any) -> Invoice:
    """An invoice of one line, `amount` without VAT."""
    issued = {name: facts.pop(name) for name in ("on", "due_on") if name in facts}
    values = {"kind": Invoice.Kind.DUES, "period": "4ème trimestre 2026"}
    invoice = Invoice(member=member, **(values | facts))
    invoice.prepare(by=None)
    line: dict[str, Any] = {
        "label": "Cotisation",
        "quantity": Decimal(1),
        "unit_price": Decimal(amount),
        "vat_rate": Decimal(20),
    }
    invoice.add_line(by=None, **line)
    if issue:
        invoice.issue(by=None, **issued)
    return invoice


def an_archive(member: Member, year: int | None = None) -> InvoiceArchive:
    """Of this year when none is given; ready, with nothing in its file."""
    archive = InvoiceArchive(member=member, year=year or timezone.localdate().year)
    archive.ask(by=None)
    archive.hold(ContentFile(b"PK\x05\x06" + bytes(18)), archive.papers)
    archive.refresh_from_db()
    return archive


def a_reminded_invoice(member: Member) -> tuple[Invoice, DunningHold]:
    """Twenty days late, reminded once today; another one of the member is held. No dues: attestations are given."""
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "kind": Invoice.Kind.ABSENCE,
        "on": today - timedelta(days=50),
        "due_on": today - timedelta(days=20),
    }
    late, held = (an_invoice(member, **facts) for _ in range(2))
    hold = DunningHold(member=member, invoice=held, reason="Délai accordé")
    hold.place(by=None)
    send_now(late, today, by=None)
    return late, hold


def a_room(centre: Centre, name: str = "Salle 1", **facts: Any) -> Room:
    room = Room(centre=centre)
    room.describe(by=None, name=name, **facts)
    return room


def a_range(
    physician: Physician, weekday: int = 0, opens: str = "09:00", closes: str = "12:00", **facts: Any
) -> OpeningRange:
    """A weekly range at the centre of `physician`, for years, unless said otherwise."""
    values = {
        "centre": physician.centre,
        "weekday": weekday,
        "opens_at": time.fromisoformat(opens),
        "closes_at": time.fromisoformat(closes),
        "first_day": date(2020, 1, 6),
    }
    opening = OpeningRange(physician=physician)
    opening.set_up(by=None, **(values | facts))
    return opening


def an_absence(of: Physician | Centre, starts_at: datetime, ends_at: datetime) -> Absence:
    absence = Absence(physician=of) if isinstance(of, Physician) else Absence(centre=of)
    absence.declare(by=None, starts_at=starts_at, ends_at=ends_at, cause="leave")
    return absence


def a_bank_line(amount: str = "100.00", **facts: Any) -> BankLine:
    """A credit of today, brought by a statement of its own."""
    known: dict[str, Any] = {"account": "", "booked_on": timezone.localdate(), "text": f"VIR {next(numbers)}"} | facts
    return take_in("releve.xml", Content("", keyed([Fact(amount=Decimal(amount), **known)])), by=None).lines.get()


def a_dues_call(member: Member, *, year: int = 2026) -> DuesCall:
    """Issued: the workers of the moment at 104 € each, in the run of the year."""
    run = DuesRun.objects.filter(year=year).first() or _a_dues_run(year)
    headcount = Headcount({str(key): 1 for key in member.employees.values_list("pk", flat=True).order_by("pk")})
    call = DuesCall(run=run, member=member, counted=headcount.counted)
    call.net = headcount.amount(run.per_head.amount, run.entry_fee)
    DuesCall.objects.bulk_create([call])
    call.issue(by=None)
    return call


def a_tariff(amount: str, applies_from: date, kind: str = Tariff.Kind.YEARLY) -> Tariff:
    tariff = Tariff(kind=kind)
    tariff.decide(by=None, amount=Decimal(amount), applies_from=applies_from)
    return tariff


def _a_dues_run(year: int) -> DuesRun:
    first = date(year, 1, 1)
    a_tariff("104.00", first)
    run = DuesRun(year=year, counted_on=first)
    run.open(by=None)
    return run


def a_campaign(year: int = 2026, *, opened: bool = True, **facts: Any) -> DeclarationCampaign:
    """Open for three weeks already and for three more, the workforce of the first day, unless said otherwise."""
    today = timezone.localdate()
    opens_on = today - timedelta(days=21)
    days = {"counted_on": opens_on, "opens_on": opens_on, "closes_on": today + timedelta(days=21)}
    campaign = DeclarationCampaign(year=year)
    campaign.describe(by=None, **(days | facts))
    if opened:
        campaign.open(by=None)
    return campaign


def a_declaration(member: Member, campaign: DeclarationCampaign | None = None, *, ready: bool = False) -> Declaration:
    """That of this member in the campaign; `ready`: each step done, nothing but the attestation is left."""
    campaign = campaign or DeclarationCampaign.objects.first() or a_campaign()
    campaign.declarations.enlist(campaign)
    declaration = member.declarations.get(campaign=campaign)
    if ready:
        declaration.take_up(by=None)
        declaration.fill(by=None, correspondent="Martine Aubert", correspondent_phone="03 53 01 02 03")
        for step in BEFORE_ATTESTING:
            declaration.step(step).complete(by=None)
    return declaration


def a_filing(member: Member, campaign: DeclarationCampaign | None = None) -> Filing:
    declaration = a_declaration(member, campaign, ready=True)
    declaration.file(by=None, name="Martine Aubert", capacity="Gérante", seen="")
    return declaration.filings.get()
