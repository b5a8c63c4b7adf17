"""Files that people send: refused with a sentence when they are not what they say."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from egide.common.uploads import MAX_BYTES, check_upload

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_a_real_pdf_is_taken() -> None:
    check_upload(SimpleUploadedFile("statuts.pdf", PDF))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.exe", b"MZ", "pas accepté"),
        ("page.html", b"<script>", "pas accepté"),
        ("x.pdf.html", PDF, "pas accepté"),
        ("faux.pdf", b"<html><script>alert(1)</script></html>", "pas celui d’un fichier .pdf"),
        ("dessin.png", b"<svg onload='x'/>", "pas celui d’un fichier .png"),
        ("vide.pdf", b"", "vide"),
        ("gros.pdf", PDF + b"0" * MAX_BYTES, "10 Mo"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        check_upload(SimpleUploadedFile(name, content))
