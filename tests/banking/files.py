"""Statements as banks write them; every name and account is invented."""

from collections.abc import Sequence

OURS = "FR7630001007941234567890185"
THEIRS = "FR7610107001011234567890129"


def entry(
    amount: str = "1200.00", text: Sequence[str] = ("FACTURE 2026-00001",), *, day: str = "2026-11-20", **facts: str
) -> str:
    """`facts`: `side`, `status`, `currency`, `name`, `iban`, `reference`, `end_to_end`, `returned` (a reason)."""
    words = "".join(f"<Ustrd>{one}</Ustrd>" for one in text)
    back = f"<RtrInf><Rsn><Cd>{facts['returned']}</Cd></Rsn></RtrInf>" if "returned" in facts else ""
    name, iban = facts.get("name", "CHARPENTES AUBERT"), facts.get("iban", THEIRS)
    return f"""<Ntry><Amt Ccy="{facts.get("currency", "EUR")}">{amount}</Amt>
      <CdtDbtInd>{facts.get("side", "CRDT")}</CdtDbtInd><Sts>{facts.get("status", "BOOK")}</Sts>
      <BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{facts.get("reference", "REF1")}</AcctSvcrRef>
      <NtryDtls><TxDtls><Refs><EndToEndId>{facts.get("end_to_end", "NOTPROVIDED")}</EndToEndId></Refs>
      <RltdPties><Dbtr><Nm>{name}</Nm></Dbtr><DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct></RltdPties>
      <RmtInf>{words}</RmtInf>{back}</TxDtls></NtryDtls></Ntry>"""


def balance(code: str, amount: str, side: str = "CRDT") -> str:
    return f"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt>
      <CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>"""


def camt(*entries: str, version: str = "02", head: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>
    <Stmt><Acct><Id><IBAN>{OURS}</IBAN></Id></Acct>{"".join(entries)}</Stmt>
    </BkToCstmrStmt></Document>""".encode()


def table(*rows: str, head: str = "Date;Libellé;Montant", encoding: str = "utf-8") -> bytes:
    return "\r\n".join([head, *rows]).encode(encoding)
