"""An invoice in the words of EN 16931 (BT: a business term, BG: a group of them), from the copies that it keeps."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from facturx.generate_xml import generate_cii_xml

from egide.invoicing.mentions import DISCOUNT, RECOVERY, late_penalty

if TYPE_CHECKING:
    from egide.invoicing.models import Invoice, InvoiceLine

PROFILE = "en16931"
INVOICE, CREDIT_NOTE = "380", "381"  # UNTDID 1001
SERVICES = "S1"  # « cadre de facturation » of BR-FR-08: services, sent by who sells them
CREDIT_TRANSFER = "30"  # UNTDID 4461
PIECES = "C62"  # UN/ECE Rec 20: units counted one by one
SIREN, BY_SIREN = "0002", "0225"  # ISO 6523: the identifier; the electronic address built on it
STANDARD_RATE, EXEMPT = "S", "E"  # UNTDID 5305
PLACE = re.compile(r"^(?P<postcode>\d{5}) (?P<city>.+)$")


def as_xml(invoice: "Invoice", *, number: str = "") -> bytes:
    """The Cross Industry Invoice of `invoice`, checked against the XSD of the profile (ValueError when it breaks it).

    `number`: a provisional one, while the invoice has none.
    """
    described = _described(invoice, number or invoice.number)
    xml: bytes = generate_cii_xml(described, level=PROFILE, check_xsd=True, check_schematron=False)
    return xml


def _described(invoice: "Invoice", number: str) -> dict[str, Any]:
    totals = invoice.totals
    owes = invoice.nature == invoice.Nature.INVOICE
    return {
        "BT-1": number,
        "BT-2": invoice.issued_on,
        "BT-3": INVOICE if owes else CREDIT_NOTE,
        "BT-5": "EUR",
        "BT-23": SERVICES,
        "BG-1": _notes(invoice),
        "BG-3": _corrected(invoice),
        "BG-4": _seller(invoice.issuer),
        "BG-7": _buyer(invoice.client),
        "BT-72": invoice.issued_on,
        **(_how_to_pay(invoice) if owes else {}),
        "BT-106": str(totals.net),
        "BT-109": str(totals.net),
        "BT-110": str(totals.vat),
        "BT-112": str(totals.gross),
        "BT-115": str(totals.gross),
        "BG-23": [
            {"BT-116": str(line.net), "BT-117": str(line.vat), "BT-118": _category(line.rate), "BT-119": str(line.rate)}
            | ({} if line.rate else {"BT-120": invoice.issuer.get("vat_exemption", "")})
            for line in totals.lines
        ],
        "BG-25": [_line(rank, line, invoice) for rank, line in enumerate(invoice.lines.all(), start=1)],
    }


def _notes(invoice: "Invoice") -> list[dict[str, str]]:
    """The three mentions of a delay of payment, that BR-FR-05 wants on credit notes too."""
    penalty = late_penalty(invoice.issuer)
    said = (("PMT", RECOVERY), ("PMD", penalty), ("AAB", DISCOUNT), ("AAI", invoice.reason))
    return [{"BT-21": subject, "BT-22": words} for subject, words in said if words]


def _corrected(invoice: "Invoice") -> list[dict[str, Any]]:
    corrected = invoice.corrects
    return [{"BT-25": corrected.number, "BT-26": corrected.issued_on}] if corrected else []


def _how_to_pay(invoice: "Invoice") -> dict[str, Any]:
    iban = str(invoice.issuer.get("iban", "")).replace(" ", "")
    account = {"BT-81": CREDIT_TRANSFER, "BT-83": invoice.number, "BT-84": iban} if iban else {}
    return {"BT-9": invoice.due_on, **account}


def _seller(issuer: dict[str, Any]) -> dict[str, Any]:
    return _party(issuer) | {"vat_identifier": issuer.get("vat_number", "")}


def _buyer(client: dict[str, Any]) -> dict[str, Any]:
    return _party(client) | {"identifiers": {"": str(client.get("number", ""))}}


def _party(copy: dict[str, Any]) -> dict[str, Any]:
    siren = str(copy.get("siren", ""))
    return {
        "name": " ".join(filter(None, (copy.get("name", ""), copy.get("legal_form", "")))),
        "legal_identifier": siren,
        "legal_identifier_schemeid": SIREN,
        "einvoicing_addr": copy.get("electronic_address") or siren,
        "einvoicing_addr_schemeid": BY_SIREN,
        "country_code": "FR",
        **postal(copy.get("address", [])),
    }


def postal(lines: list[str]) -> dict[str, str]:
    """The lines of a French address in its parts; the postcode and the city are the last line, or absent."""
    place = PLACE.match(lines[-1]) if lines else None
    streets = lines[:-1] if place else lines
    return {f"addr_l{rank}": street for rank, street in enumerate(streets[:3], start=1)} | (
        place.groupdict() if place else {}
    )


def _line(rank: int, line: "InvoiceLine", invoice: "Invoice") -> dict[str, Any]:
    return {
        "BT-126": str(rank),
        "BT-129": str(line.quantity),
        "BT-130": PIECES,
        "BT-131": str(line.net),
        "BT-146": str(line.unit_price),
        "BT-151": _category(line.vat_rate),
        "BT-152": str(line.vat_rate),
        "BT-153": line.label,
        "BT-154": invoice.period,
    }


def _category(rate: Decimal) -> str:
    return STANDARD_RATE if rate else EXEMPT
