"""The file that a bank takes: pain.008.001.08, built by sepaxml and looked at against its schema."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from django.utils import timezone
from lxml import etree
from sepaxml import SepaDD

from egide.centres.models import Service
from egide.common.errors import Refused
from egide.debits.models import DebitBatch, DebitOrder

SCHEMA = "pain.008.001.08"  # the version of ISO 20022 (2019) in the EPC implementation guidelines in force
# Signs that banks exchange (EPC217-08, 1.1), and the letters that do not come apart into them.
NOT_LATIN = re.compile(r"[^A-Za-z0-9/?:().,'+ -]+")
WHOLE = str.maketrans({"Œ": "OE", "œ": "oe", "Æ": "AE", "æ": "ae", "ß": "ss", "Ø": "O", "ø": "o", "’": "'", "&": "+"})


def file_of(batch: DebitBatch, orders: Iterable[DebitOrder]) -> str:
    """`orders` come with their `mandate`, `invoice` and `member`, amount and sequence decided."""
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
        # One name that no bank could read would have the file of all the others refused.
        "name": latin(mandate.debtor) or f"Adherent {order.member.number}",
        "IBAN": mandate.iban,
        "amount": int(order.amount * 100),
        "type": order.sequence,
        "collection_date": batch.collect_on,
        "mandate_id": mandate.rum,
        "mandate_date": timezone.localdate(mandate.signed_at),
        "description": f"Facture {order.invoice.number}",
        "endtoend_id": order.invoice.number,
    }
    return payment | ({"BIC": mandate.bic} if mandate.bic else {})


def latin(words: str) -> str:
    """« Menuiserie Lefèvre & Fils » as banks write it, « Menuiserie Lefevre + Fils »; "" when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", words.translate(WHOLE)).encode("ascii", "ignore").decode()
    return " ".join(NOT_LATIN.sub(" ", plain).split())[:70].strip()


def _compact(value: str) -> str:
    return value.replace(" ", "").upper()


@cache
def _schema() -> etree.XMLSchema:
    path = files("sepaxml") / "schemas" / f"{SCHEMA}.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))
