"""Files that people send: a few kinds, the content agreeing with the name, kept under our own names."""

import hashlib
import struct
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

import magic
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models

MAX_BYTES = 10 * 1024 * 1024
# What the content must look like to libmagic, for each ending that is accepted.
KINDS: dict[str, tuple[str, ...]] = {
    ".pdf": ("application/pdf",),
    ".png": ("image/png",),
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/zip"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"),
    ".odt": ("application/vnd.oasis.opendocument.text",),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet",),
}
MEDIA_TYPES = {ending: types[0] for ending, types in KINDS.items()}
# The part that makes an office file what it says; the others are read by their first bytes alone.
INSIDES = {".docx": "word/", ".xlsx": "xl/", ".odt": "content.xml", ".ods": "content.xml"}
MAX_UNPACKED, MAX_RATIO, MAX_ENTRIES = 100 * 1024 * 1024, 100, 2000
# What the library lets through of a directory written wrong: a name that is no text, an offset before the beginning.
BROKEN_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error, EOFError)
ENCRYPTED = 0x1  # the flag of the zip format (APPNOTE, 4.4.4)
DISGUISED = "Le contenu de ce fichier n’est pas celui d’un fichier {} : enregistrez-le de nouveau."
ACCEPTED = "PDF, image (PNG, JPEG), Word, Excel ou OpenDocument, 10 Mo au plus"


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower()


def check_upload(file: "UploadedFile[Any]") -> None:
    """Refuse, with a sentence that says how to mend, what is too big, of another kind, or disguised."""
    ending = ending_of(file.name or "")
    if ending not in KINDS:
        raise ValidationError(f"Ce type de fichier n’est pas accepté. Envoyez un fichier {ACCEPTED}.")
    if not file.size:
        raise ValidationError("Ce fichier est vide.")
    if file.size > MAX_BYTES:
        raise ValidationError("Ce fichier dépasse 10 Mo : réduisez-le ou envoyez-le en plusieurs parties.")
    head = file.read(8192)
    file.seek(0)
    if magic.from_buffer(head, mime=True) not in KINDS[ending]:
        raise ValidationError(DISGUISED.format(ending))
    if ending in INSIDES:
        _check_archive(file, ending)


def _check_archive(file: "UploadedFile[Any]", ending: str) -> None:
    """Office files are zips: weigh them by their directory, without unpacking anything (security.md, 3.1)."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except BROKEN_ZIP as broken:
        raise ValidationError(DISGUISED.format(ending)) from broken
    finally:
        file.seek(0)
    names, unpacked = [entry.filename for entry in entries], sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise ValidationError("Ce fichier est protégé par un mot de passe : enregistrez-le sans protection.")
    if not any(name.startswith(INSIDES[ending]) for name in names):
        raise ValidationError(DISGUISED.format(ending))
    if any(PurePath(name).name == "vbaProject.bin" for name in names):
        raise ValidationError("Ce fichier contient une macro : enregistrez-le sans macro.")
    climbs = any(".." in PurePath(name).parts or name.startswith("/") for name in names)
    if climbs or len(names) > MAX_ENTRIES or unpacked > min(MAX_UNPACKED, MAX_RATIO * (file.size or 0)):
        raise ValidationError("Ce fichier se déplie en trop de données : envoyez-le en PDF.")


def digest_of(file: "UploadedFile[Any]") -> str:
    """SHA-256 of the whole file, read by pieces."""
    digest = hashlib.sha256()
    for piece in _pieces(file):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _pieces(file: "UploadedFile[Any]") -> Iterator[bytes]:
    for piece in file.chunks():
        yield piece if isinstance(piece, bytes) else piece.encode()


class StoredFile(models.Model):
    """A file under a name of ours; the sender's name is only ever shown."""

    file = models.FileField("fichier", upload_to="pieces/%Y/%m/", max_length=200)
    file_name = models.CharField("nom du fichier", max_length=200, editable=False)
    size = models.PositiveIntegerField("taille, en octets", editable=False)
    sha256 = models.CharField("empreinte", max_length=64, editable=False)
    scanned_at = models.DateTimeField("lu par l’antivirus le", null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[ending_of(self.file_name)]

    def hold(self, upload: Any) -> None:
        """Keep this upload, checked by its form, under a name that owes nothing to its sender."""
        self.file_name = PurePath(upload.name).name[-200:]
        self.size, self.sha256 = upload.size, digest_of(upload)
        self.scanned_at = getattr(upload, "scanned_at", None)  # left by the form's antivirus, where there is one
        upload.name = f"{uuid.uuid4().hex}{ending_of(self.file_name)}"
        self.file = upload


def renamed(upload: Any) -> Any:
    """The same upload under a name that owes nothing to its sender."""
    upload.name = f"{uuid.uuid4().hex}{ending_of(upload.name)}"
    return upload
