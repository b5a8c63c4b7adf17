"""Rows 44, 47, 48 and 49, and the kit of hostile files: refused with a sentence, or kept as a file that never runs."""

import io
import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from egide.appointments import papers
from egide.appointments.models import Appointment
from egide.common.uploads import MAX_BYTES
from egide.invoicing.papers import invoice_pdf
from egide.library.models import Deposit
from tests import factories
from tests.attacks.world import World

DEPOSIT = "/adherents/10042/mes-documents/depot/"
FORM = {"kind": "duerp", "title": "DUERP 2026", "dated_on": "2026-01-05"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"


def book(parts: dict[str, bytes | str], *, compress: bool = True) -> bytes:
    """A workbook as a zip of these parts, with the two that make it look like one."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED) as archive:
        for name, content in ({TYPES: "<Types/>", "xl/workbook.xml": "<workbook/>"} | parts).items():
            archive.writestr(name, content)
    return whole.getvalue()


def encrypted(content: bytes) -> bytes:
    """The flag « encrypted » on each entry of the directory."""
    return re.sub(rb"(PK\x01\x02.{4})\x00", lambda found: found[1] + b"\x01", content, flags=re.S)


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "bomb": ("bombe.xlsx", lambda: book({SHEET: b"A" * 150_000_000}), "se déplie"),
    "ratio": ("dense.xlsx", lambda: book({SHEET: b"A" * 40_000_000}), "se déplie"),
    "many entries": ("mille.xlsx", lambda: book({f"xl/{n}.xml": "" for n in range(3000)}), "se déplie"),
    "path": ("chemin.xlsx", lambda: book({"../../../../etc/cron.d/x": "x"}), "se déplie"),
    "macro": ("macro.xlsx", lambda: book({"xl/vbaProject.bin": b"x"}), "macro"),
    "locked": ("ferme.xlsx", lambda: encrypted(book({SHEET: "<worksheet/>"})), "mot de passe"),
    "truncated": ("coupe.xlsx", lambda: book({SHEET: "<worksheet/>"})[:-30], "n’est pas celui"),
    "no text": (
        "nom.xlsx",
        lambda: book({"xl/é.xml": "x"}).replace("xl/é".encode(), b"xl/\xff\xfe"),
        "n’est pas celui",
    ),
    "any zip": ("archive.docx", lambda: book({"readme.txt": "x"}), "n’est pas celui"),
    "xlsm": ("a.xlsm", lambda: book({}), "pas accepté"),
    "html": ("page.pdf", lambda: b"<html><script>alert(1)</script>", "n’est pas celui"),
    "polyglot name": ("x.pdf.html", lambda: PDF, "pas accepté"),
    "svg": ("dessin.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "n’est pas celui"),
    "program": ("a.exe", lambda: b"MZ\x90\x00", "pas accepté"),
    "empty": ("vide.pdf", lambda: b"", "vide"),
    "too big": ("gros.pdf", lambda: PDF + b"0" * MAX_BYTES, "10 Mo"),
    "no ending": ("duerp", lambda: PDF, "pas accepté"),
}


def hand_in(client: Client, name: str, content: bytes) -> str:
    answer = client.post(DEPOSIT, FORM | {"upload": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", list(HOSTILE))
def test_row_47_row_48_a_hostile_file_is_refused_beside_its_field(kind: str, world: World) -> None:
    name, make, sentence = HOSTILE[kind]
    before = Deposit.objects.count()
    page = hand_in(world.browser_of("administrateur"), name, make())
    told = re.search(r'id="id_upload-erreur"[^>]*>(.*?)</span>', page, re.S)
    assert told, page[:200]
    assert sentence in told[1]
    assert 'value="DUERP 2026"' in page  # nothing typed is lost
    assert Deposit.objects.count() == before


@pytest.mark.parametrize("content", ["&lt;!ENTITY e SYSTEM 'file:///etc/passwd'&gt;", "<!DOCTYPE x [<!ENTITY a 'A'>]>"])
def test_row_47_what_a_workbook_says_is_never_read_by_us(content: str, world: World) -> None:
    """No parser runs on what is deposited: it is weighed by its directory, and given back as it came."""
    sent = book({"xl/sharedStrings.xml": content, SHEET: "<worksheet/>"})
    hand_in(world.browser_of("administrateur"), "propre.xlsx", sent)
    deposit = Deposit.objects.latest("pk")
    assert deposit.file.read() == sent
    assert "passwd" not in str(deposit.file.name)


NAMES = [
    "'><img src=x onerror=alert(1)>.pdf",
    'é"; filename=x.exe;.pdf',
    "a\r\nX-Mal: oui.pdf",
    "../../../etc/passwd.pdf",
    "C:\\windows\\con.pdf",
    "\u202efdp.exe.pdf",
    "é" * 180 + ".pdf",
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_row_44_a_name_of_file_is_only_ever_a_name(name: str, world: World) -> None:
    """OrangeHRM #1044: the name ran in the page. One clean header, a path of ours, escaped where it is shown."""
    client = world.browser_of("administrateur")
    hand_in(client, name, PDF)  # the parser of requests refuses some of them already
    hand_in(client, "duerp.pdf", PDF)
    deposit = world.ours.member.deposits.latest("pk")
    Deposit.objects.filter(pk=deposit.pk).update(file_name=name)  # …so the worst is written as if it had passed
    assert re.fullmatch(r"pieces/\d{4}/\d\d/[0-9a-f]{32}(_\w+)?\.pdf", str(deposit.file.name))
    answer = client.get(f"/adherents/10042/mes-documents/depot/{deposit.pk}/fichier/")
    shown = answer.headers["Content-Disposition"]
    assert shown.startswith("attachment")
    assert "\n" not in shown
    assert "X-Mal" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert "<img src=x" not in client.get("/adherents/10042/mes-documents/").content.decode()
    staff = world.browser_of("administrateur-du-service")
    assert "<img src=x" not in staff.get("/service/documents/depots/").content.decode()


XSS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{7*7}}", "</title><b>"]


@pytest.mark.parametrize("text", XSS)
def test_row_44_what_is_typed_is_shown_as_text(text: str, world: World) -> None:
    client, member = world.browser_of("administrateur"), world.ours.member
    employee = factories.an_employee(member, text, first_name=text, post=text)
    pages = ("", "mes-salaries/", f"mes-salaries/{employee.pk}/", f"mes-salaries/{employee.pk}/sortie/",
             "mes-rendez-vous/demande/", f"mes-salaries/?q={text}")  # fmt: skip
    member.correct_identity(by=None, name=f"Société {text}")
    staff = world.browser_of("administrateur-du-service")
    shown = [client.get(f"/adherents/10042/{page}").content.decode() for page in pages]
    shown += [staff.get(page).content.decode() for page in ("/service/mouvements/", "/service/adherents/10042/")]
    for content in shown:
        assert "<script>alert" not in content
        assert "<img src=x" not in content
        assert "</title><b>" not in content
        assert 'href="javascript:' not in content


TYPST = ["#read(\"/etc/passwd\")", "#image(\"/etc/passwd\")", "$ x $ *gras* _i_ `c` \\ #let x", "<img src=file:///etc/passwd>",
         "<link rel=attachment href=file:///etc/passwd>", "#import \"@preview/x:1.0.0\""]  # fmt: skip


@pytest.mark.parametrize("text", TYPST)
def test_row_49_the_engine_of_papers_reads_no_file_and_runs_no_word(text: str, world: World) -> None:
    member = world.ours.member
    member.correct_identity(by=None, name=text)
    planned = Appointment.objects.get(pk=world.ours.ids["planned_id"])
    planned.employee.correct(by=None, last_name=text)
    planned = Appointment.objects.get(pk=planned.pk)
    invoice = factories.an_invoice(member, period=text[:40])
    for pdf in (invoice_pdf(invoice), papers.receipt(planned), papers.notices([planned])):
        told = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
        assert "root:" not in told
        flat = re.sub(r"\s", "", told)
        assert re.sub(r"\s", "", text)[:12] in flat, "the words are printed as they were typed"
