"""What is issued stays as it is, invoice, line, series, attestation: not even a console of the database changes it.

Raw SQL, as somebody who holds the password of the database would type it, on both databases.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from egide.common import kept
from egide.common.errors import Refused
from egide.invoicing.models import Invoice, InvoiceLine, InvoicePaper, InvoiceSeries
from egide.members.models import Member
from egide.proofs.models import Certificate
from tests import factories
from tests.attacks.hands import together

pytestmark = pytest.mark.django_db
ISSUED = {
    "number = '2026-99999'", "gross = 1", "net = 1", "vat = 0", "issued_on = '2020-01-01'", "due_on = '2099-01-01'",
    "period = 'Jamais'", "issuer = '{}'", "client = '{}'",
    "kind = 'other'", "nature = 'credit_note'", "corrects_id = id", "reason = 'Autre'",
    "is_history = NOT is_history", "member_id = {other}", "state = 'draft'", "id = id + 1000",
}  # fmt: skip


def sql(statement: str, *values: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def refused(statement: str, *values: Any) -> str:
    with pytest.raises(IntegrityError) as told:
        sql(statement, *values)
    return str(told.value)


@pytest.fixture
def invoice(ours: Member) -> Invoice:
    return factories.an_invoice(ours)


@pytest.mark.parametrize("change", sorted(ISSUED))
def test_no_column_of_an_issued_invoice_is_written(change: str, invoice: Invoice, theirs: Member) -> None:
    change = change.replace("{other}", str(theirs.pk))
    assert "seul un avoir la corrige" in refused(f"UPDATE invoicing_invoice SET {change} WHERE id = %s", invoice.pk)


def test_every_column_but_three_is_tried_above() -> None:
    tried = {change.split(" ", 1)[0] for change in ISSUED}
    assert tried | {"settled", "credited"} == {field.column for field in Invoice._meta.concrete_fields}


def test_its_life_goes_on(invoice: Invoice) -> None:
    payment = factories.a_payment(invoice.member, str(invoice.gross))
    payment.allocate(by=None, invoice=invoice, amount=Decimal(200))
    assert sql("UPDATE invoicing_invoice SET settled = settled, state = state WHERE id = %s", invoice.pk) == 1
    invoice.refresh_from_db()
    invoice.credit(by=None, reason="Erreur")
    assert Invoice.objects.get(corrects=invoice).gross == invoice.gross


def test_no_invoice_is_deleted_draft_or_issued(invoice: Invoice, ours: Member) -> None:
    draft = factories.an_invoice(ours, issue=False)
    sql("DELETE FROM invoicing_invoiceline WHERE invoice_id = %s", draft.pk)
    for one in (invoice, draft):
        assert "ne se supprime pas" in refused("DELETE FROM invoicing_invoice WHERE id = %s", one.pk)


def test_lines_are_closed_once_their_invoice_is_issued(invoice: Invoice, ours: Member) -> None:
    line = invoice.lines.get()
    draft = factories.an_invoice(ours, issue=False)
    own = draft.lines.get()
    copied = "member_id, invoice_id, label, quantity, unit_price, vat_rate, net"
    for statement, values in (
        ("UPDATE invoicing_invoiceline SET net = 1 WHERE id = %s", [line.pk]),
        ("DELETE FROM invoicing_invoiceline WHERE id = %s", [line.pk]),
        (f"INSERT INTO invoicing_invoiceline ({copied}) SELECT {copied} FROM invoicing_invoiceline WHERE id = %s",
         [line.pk]),
        ("UPDATE invoicing_invoiceline SET invoice_id = %s WHERE id = %s", [invoice.pk, own.pk]),
        ("UPDATE invoicing_invoiceline SET invoice_id = %s WHERE id = %s", [draft.pk, line.pk]),
    ):  # fmt: skip
        assert "seul un avoir la corrige" in refused(statement, *values)
    assert sql("UPDATE invoicing_invoiceline SET label = 'Brouillon' WHERE id = %s", own.pk) == 1
    assert sql("DELETE FROM invoicing_invoiceline WHERE id = %s", own.pk) == 1


def test_the_series_goes_one_by_one_and_never_back(invoice: Invoice) -> None:
    for change in ("last = last - 1", "last = 0", "last = last + 2", "year = year + 1"):
        assert "ne revient jamais" in refused(f"UPDATE invoicing_invoiceseries SET {change}")
    assert "ne revient jamais" in refused("DELETE FROM invoicing_invoiceseries")
    series = InvoiceSeries.objects.get()
    assert InvoiceSeries.take(series.year) == f"{series.year}-{series.last + 1:05d}"


def test_an_attestation_keeps_what_it_says(ours: Member) -> None:
    certificate = factories.a_certificate(ours)
    for change in ("content = '{}'", "code = 'AAAAA'", "issued_on = '2020-01-01'", "valid_until = '2099-01-01'"):
        assert "ne change plus" in refused(f"UPDATE proofs_certificate SET {change}")
    assert "ne change plus" in refused("DELETE FROM proofs_certificate")
    certificate.revoke(by=None, reason="Erreur")
    refused("UPDATE proofs_certificate SET revoked_at = NULL, revoked_because = ''")
    assert Certificate.objects.get().is_revoked


def test_a_paper_once_drawn_is_not_written_and_none_is_deleted(invoice: Invoice) -> None:
    assert sql("UPDATE invoicing_invoicepaper SET locked_until = locked_until") == 1, "its lease moves until then"
    assert "ne se remplace" in refused("DELETE FROM invoicing_invoicepaper")
    InvoicePaper.objects.get().keep(b"%PDF-1.7")
    for change in ("sha256 = 'x'", "file = 'autre.pdf'", "size = 1", "made_at = NULL, file = '', sha256 = ''"):
        assert "ne se remplace" in refused(f"UPDATE invoicing_invoicepaper SET {change}")
    assert "ne se remplace" in refused("DELETE FROM invoicing_invoicepaper")


def test_the_doors_of_the_orm_that_its_managers_leave_open(invoice: Invoice) -> None:
    """`bulk_update`, the plain manager, a cascade that a shell would ask for."""
    invoice.gross = Decimal(1)
    plain: Any = QuerySet(Invoice)
    lines: Any = QuerySet(InvoiceLine)
    acts = (
        lambda: Invoice._base_manager.bulk_update([invoice], ["gross"]),
        lambda: plain.filter(pk=invoice.pk).update(period="Jamais"),
        lambda: lines.all().delete(),
        lambda: plain.filter(pk=invoice.pk)._raw_delete("default"),
    )
    for act in acts:
        with pytest.raises((IntegrityError, Refused)), transaction.atomic():
            act()
    assert Invoice.objects.get().gross == Decimal(1200)


def test_every_guard_stands_and_its_absence_is_told() -> None:
    assert kept.missing(connection) == []
    try:
        kept.step_aside(connection)
        (told,) = kept.check_they_stand(databases=["default"])
        assert "kept_invoicing_invoice_update" in told.msg
    finally:
        kept.stand(connection)
    assert kept.check_they_stand(databases=["default"]) == []
    kept.stand(connection)  # as often as one migrates


def test_a_migration_finds_no_guard_and_leaves_them_behind() -> None:
    kept.around_migrations(before=True)(using="default", plan=[])
    assert kept.missing(connection) == [], "nothing to migrate: nothing steps aside"
    kept.around_migrations(before=True)(using="default", plan=["something"])
    assert kept.missing(connection)
    kept.around_migrations(before=False)(using="default")
    assert kept.missing(connection) == []
    call_command("migrate", verbosity=0)
    assert kept.missing(connection) == []


@pytest.fixture
def emptied() -> Iterator[None]:
    yield
    kept.stand(connection)


def test_a_saved_database_comes_back_with_its_rows_and_its_guards(
    tmp_path: Path, invoice: Invoice, emptied: None
) -> None:
    """The rows first, then what guards them, as `make restore` and every dump do."""
    rows = list(InvoiceLine.objects.values()), list(Invoice.objects.values())
    path = tmp_path / "base.json"
    call_command("dumpdata", "invoicing", output=str(path), verbosity=0)
    kept.step_aside(connection)
    sql("DELETE FROM invoicing_invoiceline")
    sql("DELETE FROM invoicing_invoice")
    call_command("loaddata", str(path), verbosity=0)
    kept.stand(connection)
    assert (list(InvoiceLine.objects.values()), list(Invoice.objects.values())) == rows
    refused("DELETE FROM invoicing_invoice")


class TestRaces:
    pytestmark = pytest.mark.django_db(transaction=True)

    def test_no_line_slips_in_while_its_invoice_is_issued(self, ours: Member) -> None:
        """Past the verbs: the trigger waits for whoever issues, then refuses; or was first, and is counted."""
        for _ in range(5):
            draft = factories.an_invoice(ours, issue=False)
            facts = {"label": "Glissée", "quantity": 1, "unit_price": 1, "vat_rate": 20, "net": 1}
            slip = partial(InvoiceLine.objects.create, member=ours, invoice_id=draft.pk, **facts)
            together(lambda draft=draft: Invoice.objects.get(pk=draft.pk).issue(by=None), slip)  # type: ignore[misc]
            draft.refresh_from_db()
            assert draft.state == Invoice.State.ISSUED
            assert sum(draft.lines.values_list("net", flat=True)) == draft.net, "the paper and its lines say one sum"
