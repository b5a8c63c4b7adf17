"""How a file becomes lines: read by its kind, kept once."""

from egide.banking import camt, tables
from egide.banking.models import BankStatement, CsvLayout
from egide.banking.reading import Read, Unreadable, keyed
from egide.common.events import Actor

NO_CREDIT = "Ce relevé ne contient aucun crédit comptabilisé en euros : il n’y a rien à rapprocher."


def credits_in(content: bytes, *, is_xml: bool) -> list[Read]:
    """What the file holds to keep; Unreadable says how to mend."""
    facts = camt.credits_of(content) if is_xml else tables.credits_of(content, CsvLayout.current())
    found = keyed(facts)
    if not found:
        raise Unreadable(NO_CREDIT)
    return found


def take_in(name: str, credits: list[Read], *, by: Actor) -> int:
    """Keeps the lines that no statement has brought yet; how many. Refused when there is none."""
    statement = BankStatement(file_name=name[-200:])
    statement.register(by=by)
    statement.keep(by=by, credits=credits)
    return statement.lines.count()
