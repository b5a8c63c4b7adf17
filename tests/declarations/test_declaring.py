"""What is declared is what Mes salariés holds at the attestation: counted once, copied once, changed by nobody."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from egide.accounts.models import User
from egide.centres.models import Service
from egide.common.errors import Refused
from egide.declarations.models import Declaration, DeclarationCampaign, Step
from egide.declarations.preparing import prepared
from egide.declarations.workforce import lines_of
from egide.members.models import Member
from tests import factories
from tests.dues.hands import a_run
from tests.factories import a_tariff

DAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def campaign(service: Service) -> DeclarationCampaign:
    a_tariff("104.00", DAY)
    return factories.a_campaign(2026, counted_on=DAY)


def filed(declaration: Declaration, by: User | None = None) -> None:
    declaration.file(by=by, name="Martine Aubert", capacity="Gérante", seen=prepared(declaration).mark)


def test_only_those_present_on_the_day_are_declared(ours: Member, theirs: Member) -> None:
    factories.a_complete_employee(ours, "Présent")
    factories.an_employee(ours, "Parti").leave(by=None, on=date(2025, 12, 30), reason="resignation")
    factories.an_employee(ours, "Vient", hired_on=date(2026, 1, 2), post_since=date(2026, 1, 2))
    factories.an_employee(theirs, "Canari")
    declaration = factories.a_declaration(ours, ready=True)
    assert [line.name for line in prepared(declaration).lines] == ["Présent Paul"]
    assert [str(one) for one in prepared(declaration).movements.exits] == ["Parti Paul"]


def test_what_is_mended_in_mes_salaries_shows_at_once(ours: Member) -> None:
    employee = factories.an_employee(ours)
    declaration = factories.a_declaration(ours)
    assert prepared(declaration).summary["incomplete"] == 1
    employee.declare_risks(by=None, codes=["amiante"])
    seen = prepared(declaration)
    assert (seen.summary["incomplete"], seen.summary["exposures"]) == (0, {"amiante": 1})
    assert seen.summary["categories"] == {"SI": 0, "SIA": 0, "SIR": 1}


def test_the_copy_does_not_follow_mes_salaries_any_more(ours: Member) -> None:
    employee = factories.a_complete_employee(ours, codes=("amiante",))
    filing = factories.a_filing(ours)
    employee.correct(by=None, last_name="Autre", post="Couvreur")
    employee.declare_risks(by=None, codes=[])
    kept = filing.workers_declared.get()
    assert (kept.name, kept.post, kept.category, kept.codes) == ("Girard Paul", "Maçon", "SIR", ["amiante"])
    filing.refresh_from_db()
    assert filing.summary["categories"]["SIR"] == 1


def test_an_erased_sheet_takes_its_name_out_of_the_copy_and_leaves_the_counts(ours: Member) -> None:
    employee = factories.a_complete_employee(ours)
    filing = factories.a_filing(ours)
    employee.delete()
    filing.refresh_from_db()
    assert (filing.workers, filing.workers_declared.count()) == (1, 0)


def test_the_estimate_is_what_the_run_calls(ours: Member) -> None:
    """To the cent, shared workers (D.4624-65) and entry fees included."""
    a_tariff("20.00", DAY, "entry")
    for name, employers in (("Un", 1), ("Deux", 1), ("Partagé", 2), ("Tiers", 3)):
        factories.an_employee(ours, name, employers=employers)
    estimate = factories.a_filing(ours).estimated
    assert estimate is not None
    call = a_run(year=2026).calls.get(member=ours)
    assert estimate.net == call.net == Decimal("294.67")
    assert estimate.gross == Decimal("353.60")
    assert [line.quantity for line in estimate.lines] == [2, 1, 1]


def test_a_member_that_joins_sees_its_entry_fees(service: Service) -> None:
    a_tariff("20.00", DAY, "entry")
    joins = factories.a_member(10200, joined_on=date(2026, 1, 5))
    factories.an_employee(joins, hired_on=date(2025, 1, 6), post_since=date(2025, 1, 6))
    estimate = prepared(factories.a_declaration(joins)).estimate
    assert estimate is not None
    assert estimate.net == Decimal("124.00")


def test_without_a_price_there_is_no_estimate(ours: Member) -> None:
    assert prepared(factories.a_declaration(ours, factories.a_campaign(2025, counted_on=DAY))).estimate is None


def test_each_step_is_asked_before_the_attestation(ours: Member) -> None:
    declaration = factories.a_declaration(ours)
    declaration.take_up(by=None)
    with pytest.raises(Refused, match="À terminer d’abord : Coordonnées, Effectif, Expositions, Récapitulatif"):
        filed(declaration)
    for step in (Step.SUMMARY, Step.RISKS, Step.WORKFORCE, Step.CONTACTS):  # in any order
        declaration.step(step).complete(by=None)
    filed(declaration)
    assert declaration.is_filed


def test_what_was_read_is_what_is_attested(ours: Member) -> None:
    """Karim takes somebody out while Martine reads the last page."""
    employee = factories.a_complete_employee(ours)
    declaration = factories.a_declaration(ours, ready=True)
    seen = prepared(declaration).mark
    employee.leave(by=None, on=date(2025, 12, 31), reason="resignation")
    with pytest.raises(Refused, match="L’effectif a changé"):
        declaration.file(by=None, name="Martine", capacity="Gérante", seen=seen)
    assert not declaration.filings.exists()
    filed(declaration)
    assert declaration.filings.get().workers == 0


def test_a_declaration_is_attested_once(ours: Member) -> None:
    declaration = factories.a_declaration(ours, ready=True)
    filed(declaration)
    with pytest.raises(Refused, match="Attester : impossible quand l’état est « Attestée »"):
        filed(ours.declarations.get())
    with pytest.raises(Refused, match="attestée ou close"):
        declaration.step(Step.RISKS).complete(by=None)


def test_the_service_reopens_with_a_reason_and_the_summary_is_read_again(ours: Member) -> None:
    declaration = factories.a_filing(ours).declaration
    declaration.reopen(by=None, reason="Deux salariés manquent.")
    assert [step.value for step in declaration.steps_to_do()] == ["summary"]
    declaration.step(Step.SUMMARY).complete(by=None)
    filed(declaration)
    assert [filing.reference for filing in declaration.filings.all()] == ["DA-2026-10042-2", "DA-2026-10042-1"]


def test_the_service_corrects_in_the_member_s_place_and_both_copies_stay(ours: Member) -> None:
    filing = factories.a_filing(ours)
    factories.an_employee(ours)
    declaration = filing.declaration
    declaration.correct(by=None, reason="Salarié ajouté à votre demande.")
    last = declaration.filings.first()
    assert last is not None
    assert (last.workers, last.because, last.attested_by) == (1, "Salarié ajouté à votre demande.", "")
    filing.refresh_from_db()
    assert filing.workers == 0


def test_a_closed_campaign_takes_nothing_but_from_whom_more_time_was_given(ours: Member, theirs: Member) -> None:
    campaign = DeclarationCampaign.objects.get()
    late = [factories.a_declaration(member, ready=True) for member in (ours, theirs)]
    campaign.close(by=None)
    with pytest.raises(Refused, match="déjà le"):
        late[0].extend(by=None, until=campaign.closes_on, reason="Absence")
    late[0].extend(by=None, until=campaign.closes_on + timedelta(days=7), reason="Absence de la comptable")
    filed(late[0])
    with pytest.raises(Refused, match="close"):
        filed(late[1])


def test_one_campaign_a_year_and_days_in_their_order() -> None:
    with pytest.raises(Refused, match="Cette année a déjà sa campagne"):
        factories.a_campaign(2026)
    today = timezone.localdate()
    with pytest.raises(Refused, match="au plus tard celui de l’ouverture"):
        factories.a_campaign(2027, counted_on=today)
    with pytest.raises(Refused, match="doit suivre l’ouverture"):
        factories.a_campaign(2027, closes_on=today - timedelta(days=21))


def test_the_day_of_the_workforce_stays_once_somebody_has_attested(ours: Member) -> None:
    campaign = factories.a_filing(ours).declaration.campaign
    with pytest.raises(Refused, match="elle ne change plus"):
        campaign.describe(by=None, counted_on=date(2025, 12, 1))
    campaign.describe(by=None, text="Merci de votre aide.")


def test_every_member_present_is_enlisted_once(ours: Member, theirs: Member) -> None:
    theirs.strike_off(by=None, on=date(2025, 12, 31), reason="Cessation")
    campaign = factories.a_campaign(2027)
    assert [one.member for one in campaign.declarations.all()] == [ours]
    assert campaign.declarations.enlist(campaign) == 0


def test_somebody_hired_again_is_declared_by_the_contract_of_that_day(ours: Member) -> None:
    back = factories.an_employee(ours, "Revient", post="Plâtrier")
    back.leave(by=None, on=date(2026, 2, 1), reason="resignation")
    back.rehire(
        by=None, hired_on=date(2026, 5, 4), post_since=date(2026, 5, 4), contract_kind="CDI", post="Chef de chantier"
    )
    (line,) = lines_of(ours, DAY)
    assert (line.post, line.hired_on) == ("Plâtrier", date(2020, 9, 1))
