"""The exchange with the approved platform: each paper goes once and whole, each status is heard once, in any order."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.common.models import Event
from egide.invoicing import keeping
from egide.invoicing.keeping import draw_all, paper_of
from egide.invoicing.models import Invoice
from egide.members.models import Member
from egide.platform import exchange as rounds
from egide.platform.exchange import exchange
from egide.platform.gateway import Folders
from egide.platform.models import PlatformDeposit, State
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


@pytest.fixture
def sending(service: Service) -> Service:
    """The service deposits what it issues from today on."""
    service.configure(by=None, platform_name="Plateforme d’essai", platform_from=timezone.localdate())
    return service


@pytest.fixture
def invoice(sending: Service, ours: Member) -> Invoice:
    return factories.an_invoice(ours)


def hear(platform: Folders, invoice: Invoice, code: int, name: str = "1", **facts: Any) -> None:
    inbox = platform.root / "statuts"
    inbox.mkdir(exist_ok=True)
    (inbox / f"{name}.json").write_text(json.dumps({"number": invoice.number, "code": code} | facts))


def state_of(invoice: Invoice) -> str:
    return PlatformDeposit.objects.get(invoice=invoice).state


def settle(invoice: Invoice) -> None:
    invoice.refresh_from_db()
    payment = factories.a_payment(invoice.member, str(invoice.gross))
    payment.allocate(by=None, invoice=invoice, amount=invoice.gross)


def test_nothing_leaves_until_the_service_says_from_when(service: Service, ours: Member, platform: Folders) -> None:
    factories.an_invoice(ours)
    exchange(platform)
    assert not PlatformDeposit.objects.exists()
    assert list(platform.root.iterdir()) == []


def test_an_issued_paper_leaves_whole_with_its_facts(invoice: Invoice, ours: Member, platform: Folders) -> None:
    assert state_of(invoice) == State.WAITING
    exchange(platform)
    assert state_of(invoice) == State.HANDED
    pdf = (platform.root / f"depot/{invoice.number}.pdf").read_bytes()
    facts = json.loads((platform.root / f"depot/{invoice.number}.json").read_bytes())
    assert b"factur-x.xml" in pdf
    assert (facts["kind"], facts["route"], facts["gross"]) == ("380", ours.siren, "1200.00")
    assert {path.suffix for path in (platform.root / "depot").iterdir()} == {".pdf", ".json"}, "no draft is left"


def test_what_leaves_is_the_paper_that_was_kept(
    invoice: Invoice, platform: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn anew after a change of fonts, it would not be the file that the member holds."""
    draw_all()
    kept = paper_of(invoice)
    monkeypatch.setattr(keeping, "invoice_pdf", lambda invoice: b"drawn again")
    exchange(platform)
    assert (platform.root / f"depot/{invoice.number}.pdf").read_bytes() == kept


def test_a_paper_that_was_touched_does_not_leave_and_stops_no_other(
    invoice: Invoice, ours: Member, platform: Folders
) -> None:
    other = factories.an_invoice(ours)
    draw_all()
    place = str(invoice.paper.file.name)
    default_storage.delete(place)
    default_storage.save(place, ContentFile(b"touched"))
    exchange(platform)
    assert (state_of(invoice), state_of(other)) == (State.WAITING, State.HANDED)
    assert not (platform.root / f"depot/{invoice.number}.pdf").exists()


def test_a_credit_note_leaves_too(invoice: Invoice, platform: Folders) -> None:
    invoice.credit(by=None, reason="Erreur")
    exchange(platform)
    note = Invoice.objects.get(corrects=invoice)
    assert json.loads((platform.root / f"depot/{note.number}.json").read_bytes())["kind"] == "381"


def test_the_address_of_the_member_is_the_one_of_the_day(sending: Service, ours: Member, platform: Folders) -> None:
    ours.correct_identity(by=None, electronic_address=f"{ours.siren}_COMPTA")
    invoice = factories.an_invoice(ours)
    ours.correct_identity(by=None, electronic_address="")
    exchange(platform)
    facts = json.loads((platform.root / f"depot/{invoice.number}.json").read_bytes())
    assert facts["route"] == f"{ours.siren}_COMPTA"


@pytest.mark.parametrize("address", ["COMPTA", "123456789_A", "81000001x", "{siren} A"])
def test_an_address_that_is_not_the_members_is_refused(ours: Member, address: str) -> None:
    with pytest.raises(Refused):
        ours.correct_identity(by=None, electronic_address=address.replace("{siren}", ours.siren))


def test_each_status_moves_the_paper_and_is_kept(invoice: Invoice, platform: Folders) -> None:
    exchange(platform)
    hear(platform, invoice, 200, identifier="PA-77")
    exchange(platform)
    deposit = PlatformDeposit.objects.get()
    assert (deposit.state, deposit.identifier) == (State.DEPOSITED, "PA-77")
    hear(platform, invoice, 213, "2", reason_code="ROUTING_ERR", reason="Adresse inconnue")
    exchange(platform)
    deposit.refresh_from_db()
    assert (deposit.state, deposit.reason_code) == (State.REJECTED, "ROUTING_ERR")
    assert sorted(path.name for path in (platform.root / "statuts/lus").iterdir()) == ["1.json", "2.json"]
    assert not list((platform.root / "statuts").glob("*.json"))


def test_a_status_heard_twice_or_too_late_changes_nothing(invoice: Invoice, platform: Folders) -> None:
    hear(platform, invoice, 200, identifier="PA-77")  # before the worker could say that it had handed it over
    exchange(platform)
    told = Event.objects.filter(name__startswith="platformdeposit").count()
    hear(platform, invoice, 200, identifier="PA-78")
    exchange(platform)
    assert PlatformDeposit.objects.get().identifier == "PA-77"
    hear(platform, invoice, 210, reason="Montant contesté")
    hear(platform, invoice, 200, "2", identifier="PA-79")
    exchange(platform)
    assert state_of(invoice) == State.REFUSED
    assert Event.objects.filter(name__startswith="platformdeposit").count() == told + 1


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"number": "2026-00001"}', '{"number": "x", "code": 200}', '{"number": "n", "code": "?"}'],
)
def test_what_nobody_can_read_is_put_aside_and_stops_nothing(content: str, invoice: Invoice, platform: Folders) -> None:
    exchange(platform)
    hear(platform, invoice, 200, "9")
    (platform.root / "statuts/0.json").write_text(content)
    exchange(platform)
    assert state_of(invoice) == State.DEPOSITED
    assert [path.name for path in (platform.root / "statuts/illisibles").iterdir()] == ["0.json"]


def test_a_paid_invoice_is_told_once_and_only_when_the_law_asks(
    invoice: Invoice, sending: Service, platform: Folders
) -> None:
    hear(platform, invoice, 200, identifier="PA-77")
    settle(invoice)
    sending.configure(by=None, platform_tells_payments=False)
    exchange(platform)
    assert state_of(invoice) == State.DEPOSITED
    sending.configure(by=None, platform_tells_payments=True)
    exchange(platform)
    assert state_of(invoice) == State.COLLECTED
    told = json.loads((platform.root / f"encaissements/{invoice.number}.json").read_bytes())
    assert (told["code"], told["identifier"], Decimal(told["amount"])) == (212, "PA-77", Decimal(1200))
    assert told["on"] == f"{timezone.localdate()}"


def test_a_worker_that_dies_between_the_file_and_the_state_does_it_again(
    invoice: Invoice, platform: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(PlatformDeposit, "hand_over", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            rounds.hand_over(platform)
    before = (platform.root / f"depot/{invoice.number}.pdf").read_bytes()
    assert state_of(invoice) == State.WAITING
    exchange(platform)
    assert state_of(invoice) == State.HANDED
    assert (platform.root / f"depot/{invoice.number}.pdf").read_bytes() == before


def test_a_paper_sent_again_is_the_same_paper(invoice: Invoice, platform: Folders) -> None:
    hear(platform, invoice, 213, reason_code="ROUTING_ERR")
    exchange(platform)
    deposit = PlatformDeposit.objects.get()
    before = (platform.root / f"depot/{invoice.number}.pdf").read_bytes()
    deposit.send_again(by=None)
    exchange(platform)
    assert state_of(invoice) == State.HANDED
    assert (platform.root / f"depot/{invoice.number}.pdf").read_bytes() == before
    assert PlatformDeposit.objects.get().reason_code == ""
