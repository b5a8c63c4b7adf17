"""How a file becomes lines: read by its kind, kept once."""

from django.db import transaction

from egide.banking import camt, tables
from egide.banking.models import BankStatement, CsvLayout
from egide.banking.reading import Balances, Content, Unreadable, content_of
from egide.common.events import Actor

NOTHING = "Ce relevé ne contient aucun mouvement comptabilisé en euros : il n’y a rien à rapprocher."


def content_in(content: bytes, *, is_xml: bool) -> Content:
    """What the file holds to keep; Unreadable says how to mend."""
    facts = camt.movements_of(content) if is_xml else tables.movements_of(content, CsvLayout.current())
    found = content_of(content, facts, camt.balances_of(content) if is_xml else Balances())
    if not found.lines:
        raise Unreadable(NOTHING)
    return found


def take_in(name: str, content: Content, *, by: Actor) -> BankStatement:
    """Keeps the lines that no statement has brought yet. Refused when there is none, or when the file is known."""
    with transaction.atomic():
        statement = BankStatement(file_name=name[-200:], fingerprint=content.fingerprint)
        statement.register(by=by, content=content)
        statement.keep(by=by, content=content)
    return statement
