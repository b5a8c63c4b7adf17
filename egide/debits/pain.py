"""The file that a bank takes: pain.008.001.08, built by sepaxml and looked at against its schema."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from lxml import etree
from sepaxml import SepaDD

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.debits.models import DebitBatch, DebitOrder

SCHEMA = "pain.008.001.08"  # the version of ISO 20022 (2019) in the EPC implementation guidelines in force


def file_of(batch: DebitBatch, orders: Iterable[DebitOrder]) -> str:
    """`orders` come with their `mandate` and their `invoice`, amount and sequence decided."""
    service = Service.current()
    config = {
        "name": service.name,
        "IBAN": _compact(service.iban),
        "batch": True,
        "creditor_id": _compact(service.creditor_identifier),
        "currency": "EUR",
        "instrument": batch.scheme,
    }
    if service.bic:
        config["BIC"] = _compact(service.bic)
    built = SepaDD(config, schema=SCHEMA, clean=True)
    for order in orders:
        built.add_payment(_payment(batch, order))
    # its own validation reads the schema anew and takes a minute for twenty thousand orders: lxml does it below
    xml = built.export(validate=False)
    if not _schema().validate(etree.fromstring(xml)):
        raise Refused(f"Le fichier ne suit pas le format de la banque : {_schema().error_log.last_error.message}"[:300])
    return bytes(xml).decode()


def _payment(batch: DebitBatch, order: DebitOrder) -> dict[str, object]:
    mandate = order.mandate
    payment = {
        "name": mandate.debtor,
        "IBAN": mandate.iban,
        "amount": int(order.amount * 100),
        "type": order.sequence,
        "collection_date": batch.collect_on,
        "mandate_id": mandate.rum,
        "mandate_date": mandate.signed_at.date(),
        "description": f"Facture {order.invoice.number}",
        "endtoend_id": order.invoice.number,
    }
    return payment | ({"BIC": mandate.bic} if mandate.bic else {})


def _compact(value: str) -> str:
    return value.replace(" ", "").upper()


@cache
def _schema() -> etree.XMLSchema:
    path = files("sepaxml") / "schemas" / f"{SCHEMA}.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))
