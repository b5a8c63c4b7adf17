"""Each file that people send is read by ClamAV first, where EGIDE_CLAMD names its daemon (security.md, V5.4.3).

The protocol is clamd's INSTREAM (clamd(8)): blocks of the file, each after its length in four bytes, the highest
first; an empty block ends it, and one line answers. No answer is no proof: the file is refused, never taken as clean.
"""

import socket
import struct
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

# Seconds without a sign of the daemon: on an upload, less than a web server gives; on a page that only asks how it is.
PATIENCE, GLANCE = 20, 2
BLOCK = 64 * 1024
LONGEST = 4096  # an answer is one line: what is longer is none
CLEAN, FOUND, TOO_LARGE = "stream: OK", " FOUND", "INSTREAM size limit exceeded"
INFECTED = "L’antivirus a reconnu un programme malveillant ({}) : ce fichier n’est pas gardé. Vérifiez votre poste."
NO_ANSWER = "L’antivirus ne répond pas, ce fichier n’est pas gardé. Réessayez dans quelques minutes."
UNREADABLE = "Ce fichier est trop gros pour être lu par l’antivirus : envoyez-le en plusieurs parties."


class NoAnswer(Exception):
    """The daemon is down, too busy or too slow."""


def is_configured() -> bool:
    return bool(settings.CLAMD)


def ask(file: "UploadedFile[Any]") -> None:
    """Have `file` read once, and keep the answer on it: `refused_because`, or `scanned_at`, the moment of proof."""
    if not is_configured() or "refused_because" in vars(file):
        return
    vars(file)["refused_because"] = _objection(file)
    vars(file)["scanned_at"] = timezone.now()


def ask_for_all(files: "Iterable[UploadedFile[Any]]") -> None:
    """The files of one request: a daemon that does not answer for one is not waited for again for the next."""
    answers = True
    for file in files:
        if not answers:
            vars(file)["refused_because"] = NO_ANSWER
        ask(file)
        answers = vars(file).get("refused_because") != NO_ANSWER


def check(file: "UploadedFile[Any]") -> None:
    """Refuse `file` when it is infected, or when nobody can tell; without an antivirus, nothing is said of it."""
    ask(file)
    if objection := vars(file).get("refused_because"):
        raise ValidationError(objection)


def state() -> str:
    """How it is, in one word: "none", "ready" or "down"."""
    if not is_configured():
        return "none"
    try:
        with _daemon(GLANCE) as link:
            link.sendall(b"zPING\0")
            return "ready" if _answer(link) == "PONG" else "down"
    except NoAnswer:
        return "down"


def _objection(file: "UploadedFile[Any]") -> str:
    """Why this file is not kept; "" when it is clean."""
    try:
        said = _read(file)
    except NoAnswer:
        return NO_ANSWER
    if said.endswith(FOUND):
        return INFECTED.format(said.removeprefix("stream: ").removesuffix(FOUND))
    if said.startswith(TOO_LARGE):
        return UNREADABLE
    return "" if said == CLEAN else NO_ANSWER


def _read(file: "UploadedFile[Any]") -> str:
    file.seek(0)
    try:
        with _daemon(PATIENCE) as link:
            link.sendall(b"zINSTREAM\0")
            whole = _stream(link, file)
            said = _answer(link)
    finally:
        file.seek(0)
    if said == CLEAN and not whole:
        raise NoAnswer("called clean before its end")
    return said


def _stream(link: socket.socket, file: "UploadedFile[Any]") -> bool:
    """Whether all of it went: a file too large is answered, and cut off, before its end; the answer is to be read."""
    try:
        for block in file.chunks(BLOCK):
            content = block if isinstance(block, bytes) else block.encode()
            link.sendall(struct.pack("!I", len(content)) + content)
        link.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _answer(link: socket.socket) -> str:
    """Up to the null sign or the end of the link, whichever comes first; sent by drops, it is not awaited for ever."""
    said, until = b"", time.monotonic() + (link.gettimeout() or PATIENCE)
    while not said.endswith(b"\0") and len(said) < LONGEST and (piece := link.recv(LONGEST)):
        if time.monotonic() > until:
            raise NoAnswer("too slow")
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace")


@contextmanager
def _daemon(patience: int) -> Iterator[socket.socket]:
    """A connection to the daemon; whatever breaks it is no answer."""
    try:
        with _connected(settings.CLAMD, patience) as link:
            yield link
    except OSError as down:
        raise NoAnswer(str(down)) from down


def _connected(where: str, patience: int) -> socket.socket:
    if not where.startswith("/"):
        host, _, port = where.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=patience)
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(patience)
    try:
        link.connect(where)
    except OSError:
        link.close()
        raise
    return link
