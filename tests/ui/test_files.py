"""A file that came with a form to mend is asked for by its name: no browser sends it again by itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from egide.members.models import Member

GOOD = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.mark.parametrize("address", ["mes-documents/depot/", "mon-entreprise/demandes/ajout/"])
def test_a_good_file_is_asked_for_again_by_its_name(address: str, as_martine: Client, ours: Member) -> None:
    field = "upload" if "depot" in address else "proof"
    answer = as_martine.post(f"/adherents/10042/{address}", {field: SimpleUploadedFile("duerp<2026>.pdf", GOOD)})
    page = answer.content.decode()
    assert "Choisissez de nouveau duerp&lt;2026&gt;.pdf." in page
    assert f'aria-describedby="id_{field}-aide id_{field}-erreur"' in page


def test_a_bad_file_is_told_what_is_wrong_and_nothing_else(as_martine: Client, ours: Member) -> None:
    sent = {"upload": SimpleUploadedFile("duerp.exe", b"MZ")}
    page = as_martine.post("/adherents/10042/mes-documents/depot/", sent).content.decode()
    assert "Ce type de fichier n’est pas accepté" in page
    assert "Choisissez de nouveau" not in page
