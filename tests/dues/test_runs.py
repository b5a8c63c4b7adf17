"""A run counts everybody, is looked at, then issues one invoice per member, whatever happens on the way."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from egide.centres.models import Service, Tariff
from egide.common.errors import Refused
from egide.dues.models import DuesCall, DuesRun
from egide.dues.runs import carry_on, count
from egide.invoicing.models import Invoice
from egide.members.models import Member
from tests import factories
from tests.dues.hands import a_run
from tests.factories import a_tariff

NEW_YEAR = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def tariff(service: Service) -> Tariff:
    return a_tariff("104.00", NEW_YEAR)


def issued(run: DuesRun) -> list[Invoice]:
    run.confirm(by=None)
    carry_on(run)
    run.refresh_from_db()
    return list(Invoice.objects.filter(dues_call__run=run).order_by("number"))


def call_of(run: DuesRun, member: Member) -> DuesCall:
    return run.calls.get(member=member)


def test_each_worker_counts_for_one(ours: Member, theirs: Member) -> None:
    """L.4622-6; present on the day of the count, by one contract or another."""
    factories.an_employee(ours, "Présent")
    factories.an_employee(ours, "Parti").leave(by=None, on=date(2025, 12, 31), reason="resignation")
    factories.an_employee(ours, "Reste").leave(by=None, on=NEW_YEAR, reason="resignation")
    factories.an_employee(ours, "Vient", hired_on=date(2026, 1, 2), post_since=date(2026, 1, 2))
    factories.an_employee(theirs, "Canari")
    run = a_run(year=2026)
    assert run.state == DuesRun.State.COUNTED
    assert [(call.member, len(call.counted), call.net) for call in run.calls.order_by("member__number")] == [
        (ours, 2, Decimal("208.00")),
        (theirs, 1, Decimal("104.00")),
    ]


def test_a_worker_hired_again_since_is_counted_by_the_contract_of_that_day(ours: Member) -> None:
    back = factories.an_employee(ours, "Revient")
    back.leave(by=None, on=date(2026, 2, 1), reason="resignation")
    back.rehire(by=None, hired_on=date(2026, 5, 4), post_since=date(2026, 5, 4), contract_kind="CDI")
    assert call_of(a_run(year=2026), ours).counted == {str(back.pk): 1}


def test_workers_of_several_employers_are_split_in_equal_parts(ours: Member) -> None:
    """D.4624-65."""
    for name, employers in (("Un", 1), ("Deux", 1), ("Partagé", 2), ("Tiers", 3)):
        factories.an_employee(ours, name, employers=employers)
    (invoice,) = issued(a_run(year=2026))
    assert [(line.quantity, line.unit_price) for line in invoice.lines.all()] == [
        (Decimal(2), Decimal("104.00")),
        (Decimal(1), Decimal("52.00")),
        (Decimal(1), Decimal("34.67")),
    ]
    assert "partagée entre 2 employeurs (D. 4624-65)" in invoice.lines.all()[1].label
    assert invoice.net == Decimal("294.67")


def test_what_was_looked_at_is_what_is_issued(ours: Member) -> None:
    """Martine takes somebody out between the count and the confirmation."""
    employee = factories.an_employee(ours)
    run = a_run(year=2026)
    employee.leave(by=None, on=date(2025, 11, 2), reason="resignation")
    (invoice,) = issued(run)
    assert (invoice.net, invoice.period, invoice.kind) == (Decimal("104.00"), "Année 2026", Invoice.Kind.DUES)
    assert run.state == DuesRun.State.DONE
    assert call_of(run, ours).invoice == invoice


def test_a_period_is_called_once(ours: Member) -> None:
    factories.an_employee(ours)
    run = a_run(year=2026)
    with pytest.raises(Refused, match="déjà appelée"):
        a_run(year=2026)
    run.abandon(by=None)
    again = a_run(year=2026)
    assert again.calls.count() == 1
    issued(again)
    with pytest.raises(Refused, match="ouvrez une régularisation"):
        a_run(year=2026)


def test_an_issued_run_is_not_abandoned(ours: Member) -> None:
    factories.an_employee(ours)
    run = a_run(year=2026)
    issued(run)
    with pytest.raises(Refused, match="Abandonner la campagne\N{NO-BREAK SPACE}: impossible"):
        run.abandon(by=None)


def test_who_cannot_be_billed_is_set_aside_with_the_reason_then_tried_again(ours: Member, theirs: Member) -> None:
    for member in (ours, theirs):
        factories.an_employee(member)
    address = theirs.addresses.get()
    theirs.addresses.all().delete()
    run = a_run(year=2026)
    assert len(issued(run)) == 1
    call = call_of(run, theirs)
    assert (call.state, call.invoice) == (DuesCall.State.SET_ASIDE, None)
    assert "l’adresse de l’adhérent 10077" in call.set_aside_because
    assert not Invoice.objects.filter(member=theirs).exists(), "no half of an invoice"
    address.pk = None
    address._state.adding = True
    address.change(by=None)
    run.take_up_again(by=None)
    carry_on(run)
    run.refresh_from_db()
    assert run.state == DuesRun.State.DONE
    assert [invoice.number for invoice in Invoice.objects.order_by("number")] == ["2026-00001", "2026-00002"]


def test_counting_again_adds_nothing(ours: Member) -> None:
    """A worker killed while it counted goes on with the members that have no call yet."""
    factories.an_employee(ours)
    run = DuesRun(year=2026, counted_on=NEW_YEAR)
    run.open(by=None)
    count(run)
    DuesRun.objects.filter(pk=run.pk).update(state=DuesRun.State.COUNTING)
    run.refresh_from_db()
    count(run)
    assert run.calls.count() == 1


def test_an_adjustment_bills_those_that_came_since_and_nobody_twice(ours: Member) -> None:
    a_tariff("20.00", NEW_YEAR, "entry")
    factories.an_employee(ours, "Ancien")
    issued(a_run(year=2026))
    came = factories.an_employee(ours, "Venu", hired_on=date(2026, 3, 2), post_since=date(2026, 3, 2))
    passed = factories.an_employee(ours, "Passé", hired_on=date(2026, 4, 1), post_since=date(2026, 4, 1))
    passed.leave(by=None, on=date(2026, 4, 30), reason="trial")
    run = a_run(kind=DuesRun.Kind.ADJUSTMENT, year=2026, counted_on=date(2026, 6, 30))
    (invoice,) = issued(run)
    call = call_of(run, ours)
    assert set(call.counted) == {str(came.pk), str(passed.pk)}
    assert (call.entering, call.net, invoice.kind) == (2, Decimal("248.00"), Invoice.Kind.ADJUSTMENT)
    assert (len(call.arrived), call.gone) == (2, [])
    again = a_run(kind=DuesRun.Kind.ADJUSTMENT, year=2026, counted_on=date(2026, 9, 30))
    assert not again.calls.exists()
    with pytest.raises(Refused, match="rien à émettre"):
        again.confirm(by=None)


def test_a_call_says_who_came_and_who_went_since_the_last(ours: Member) -> None:
    a_tariff("27.00", NEW_YEAR, "quarterly")
    stays, goes = factories.an_employee(ours, "Reste"), factories.an_employee(ours, "Part")
    issued(a_run(year=2026, quarter=1))
    goes.leave(by=None, on=date(2026, 2, 1), reason="resignation")
    comes = factories.an_employee(ours, "Vient", hired_on=date(2026, 3, 2), post_since=date(2026, 3, 2))
    call = call_of(a_run(year=2026, quarter=2), ours)
    assert (call.arrived, call.gone) == ([comes.pk], [goes.pk])
    assert set(call.counted) == {str(stays.pk), str(comes.pk)}


def test_a_call_is_compared_with_the_last_call_and_not_with_an_adjustment(ours: Member) -> None:
    a_tariff("27.00", NEW_YEAR, "quarterly")
    stays = factories.an_employee(ours, "Reste")
    issued(a_run(year=2026, quarter=1))
    comes = factories.an_employee(ours, "Vient", hired_on=date(2026, 2, 2), post_since=date(2026, 2, 2))
    issued(a_run(kind=DuesRun.Kind.ADJUSTMENT, year=2026, quarter=1, counted_on=date(2026, 3, 31)))
    call = call_of(a_run(year=2026, quarter=2), ours)
    assert (call.arrived, call.gone) == ([comes.pk], [])
    assert str(stays.pk) in call.counted


def test_only_a_member_that_joins_pays_entry_for_all(ours: Member) -> None:
    a_tariff("20.00", NEW_YEAR, "entry")
    joins = factories.a_member(10200, joined_on=date(2026, 1, 5))
    for member in (ours, joins):
        factories.an_employee(member)
    run = a_run(year=2026, counted_on=date(2026, 1, 10))
    assert {call.member: call.entering for call in run.calls.all()} == {ours: 0, joins: 1}


def test_a_member_struck_off_before_the_count_is_not_called(ours: Member) -> None:
    factories.an_employee(ours)
    ours.strike_off(by=None, on=date(2025, 12, 31), reason="Cessation d’activité")
    assert not a_run(year=2026).calls.exists()


def test_without_a_tariff_nothing_opens() -> None:
    with pytest.raises(Refused, match="Aucun tarif «\N{NO-BREAK SPACE}Cotisation annuelle, par salarié"):
        a_run(year=2025)


def test_periods_are_named_as_on_the_invoices() -> None:
    names = {quarter: str(DuesRun(year=2026, quarter=quarter).period) for quarter in (0, 1, 4)}
    assert names == {0: "Année 2026", 1: "1er trimestre 2026", 4: "4ème trimestre 2026"}
    last = {quarter: DuesRun(year=2028, quarter=quarter).period.last_day for quarter in (0, 1, 4)}
    assert last == {0: date(2028, 12, 31), 1: date(2028, 3, 31), 4: date(2028, 12, 31)}


def test_a_worker_takes_breath_and_goes_on_where_it_stood(ours: Member, theirs: Member) -> None:
    """Mails do not wait for the end of twenty thousand invoices."""
    for member in (ours, theirs):
        factories.an_employee(member)
    run = a_run(year=2026)
    run.confirm(by=None)
    assert carry_on(run, breath=timedelta(microseconds=1)) == 1
    run.refresh_from_db()
    assert (run.state, run.calls.waiting().count()) == (DuesRun.State.CONFIRMED, 1)
    assert carry_on(run) == 1
    run.refresh_from_db()
    assert run.state == DuesRun.State.DONE
