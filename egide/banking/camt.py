"""camt.053: the statement in XML, read without fetching or expanding anything that it names."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from egide.banking.reading import Balances, Fact, Unreadable, one_line

CREDIT, DEBIT, BOOKED, EURO = "CRDT", "DBIT", "BOOK", "EUR"
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)
DEBTOR_NAME = ("RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm", "RltdPties/UltmtDbtr/Nm")
DEBTOR_IBAN = ("RltdPties/DbtrAcct/Id/IBAN",)
WORDS = ("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "Refs/EndToEndId")
AMOUNT = re.compile(r"\d{1,9}(\.\d{1,5})?")
RETURN = ("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry")
NOT_PROVIDED = "NOTPROVIDED"
NO_STATEMENT = "Ce fichier XML n’est pas un relevé camt.053 : demandez à la banque un relevé « camt.053 » ou un CSV."


def movements_of(content: bytes) -> Iterator[Fact]:
    """Booked movements in euros, one for each transfer, those of a batch too."""
    for statement in _statements(content):
        account = _account(statement)
        for entry in _all(statement, "Ntry"):
            booked = _text(entry, "Sts/Cd", "Sts") == BOOKED
            if booked and _text(entry, "CdtDbtInd") in {CREDIT, DEBIT}:
                yield from _transfers(account, entry)


def balances_of(content: bytes) -> Balances:
    """Before the first statement of the file and after its last one; none when they are of several accounts."""
    statements = _statements(content)
    if len({_account(statement) for statement in statements}) > 1:
        return Balances()
    return Balances(_balance(statements[0], OPENING), _balance(statements[-1], CLOSING))


def _statements(content: bytes) -> list[Any]:
    return _all(_root(content), "BkToCstmrStmt/Stmt")


def _account(statement: Any) -> str:
    return _text(statement, "Acct/Id/IBAN", "Acct/Id/Othr/Id")


def _balance(statement: Any, codes: tuple[str, ...]) -> Decimal | None:
    """Under zero when the account owes."""
    for balance in _all(statement, "Bal"):
        if _text(balance, "Tp/CdOrPrtry/Cd") in codes and (amount := _amount(balance, "Amt")) is not None:
            return -amount if _text(balance, "CdtDbtInd") == DEBIT else amount
    return None


def _root(content: bytes) -> Any:
    """No entity is expanded, no file or address opened, and a document that declares any is refused (XXE, bombs)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as broken:
        raise Unreadable("Ce fichier XML est abîmé : téléchargez-le de nouveau depuis la banque.") from broken
    if root.getroottree().docinfo.internalDTD is not None or etree.QName(root).localname != "Document":
        raise Unreadable(NO_STATEMENT)
    if not _all(root, "BkToCstmrStmt/Stmt"):
        raise Unreadable(NO_STATEMENT)
    return root


def _transfers(account: str, entry: Any) -> Iterator[Fact]:
    """A batch gives its transfers when the bank says what each is worth; else the entry is one."""
    details = _all(entry, "NtryDtls/TxDtls")
    worth = [_amount(one, "Amt", "AmtDtls/TxAmt/Amt") for one in details]
    if len(details) > 1 and all(worth):
        for one, amount in zip(details, worth, strict=True):
            yield from _fact(account, entry, [one], amount)
    else:
        yield from _fact(account, entry, details, _amount(entry, "Amt"))


def _fact(account: str, entry: Any, details: list[Any], amount: Decimal | None) -> Iterator[Fact]:
    """Of money that goes out, neither the name nor the account of who is paid: none of the portal's business."""
    if not amount:
        return
    words = [word for one in details for path in WORDS for word in _texts(one, path) if word != NOT_PROVIDED]
    own = [_text(one, "Refs/AcctSvcrRef") for one in details[:1]]
    outgoing = _text(entry, "CdtDbtInd") == DEBIT
    yield Fact(
        account=account,
        booked_on=_day(_text(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")),
        amount=amount,
        reference="/".join(word for word in (_text(entry, "AcctSvcrRef"), *own) if word),
        name="" if outgoing or not details else _text(details[0], *DEBTOR_NAME),
        iban="" if outgoing or not details else _text(details[0], *DEBTOR_IBAN).replace(" ", ""),
        text=one_line(" ".join(dict.fromkeys(words))) or _text(entry, "AddtlNtryInf"),
        is_outgoing=outgoing,
        return_code=_text(details[0], *RETURN) if outgoing and details else "",
        end_to_end=_text(details[0], "Refs/EndToEndId") if outgoing and details else "",
    )


def _amount(row: Any, *paths: str) -> Decimal | None:
    """In euros; none when the bank says nothing there, or another currency."""
    for path in paths:
        for found in _all(row, path):
            if found.get("Ccy") != EURO:
                return None
            typed = (found.text or "").strip()
            if not AMOUNT.fullmatch(typed):
                raise Unreadable(f"Le montant « {typed[:30]} » de ce relevé n’en est pas un.")
            return Decimal(typed).quantize(Decimal("0.01"))
    return None


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed[:10])
    except ValueError as wrong:
        raise Unreadable("Une ligne de ce relevé n’a pas de date.") from wrong


def _all(row: Any, path: str) -> list[Any]:
    """By local names: each version of the standard has its own namespace."""
    return list(row.findall("/".join(f"{{*}}{step}" for step in path.split("/"))))


def _texts(row: Any, path: str) -> list[str]:
    return [one_line(found.text or "") for found in _all(row, path)]


def _text(row: Any, *paths: str) -> str:
    """The first of `paths` that says something."""
    return next((text for path in paths for text in _texts(row, path) if text), "")
