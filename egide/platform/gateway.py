"""How the service talks with its platform: an interface, and the one that needs no platform, two folders.

A connector of the platform, or a person, takes what stands in `depot/` and leaves what it hears in `statuts/`. A file
is whole as soon as it has its name; a parcel is complete once its `.json` is there, since that one is written last.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings


@dataclass(frozen=True)
class Parcel:
    """A paper to hand over: `route` is the electronic address of the client, `kind` 380 or 381 (UNTDID 1001)."""

    number: str
    kind: str
    route: str
    issued_on: str
    gross: str
    pdf: bytes


@dataclass(frozen=True)
class Collected:
    """Status 212 of an invoice: the whole sum, in euros, and the day of the last payment."""

    number: str
    identifier: str
    amount: str
    on: str


@dataclass(frozen=True)
class Told:
    """A status heard of: `code` of the life cycle; `source` is what `heard` takes away."""

    number: str
    code: int
    identifier: str
    reason_code: str
    reason: str
    source: str


class Platform(Protocol):
    """Each call may be made twice with the same content, and does then nothing more."""

    def deposit(self, parcel: Parcel) -> None: ...

    def tell(self, collected: Collected) -> None: ...

    def statuses(self) -> Iterator[Told | Path]:
        """Those that wait, the oldest first; a path is a file that says nothing one can read."""
        ...

    def heard(self, source: str, *, understood: bool) -> None: ...


class Folders:
    """`depot/`, `encaissements/` for the platform; `statuts/` from it, emptied into `lus/` or `illisibles/`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def deposit(self, parcel: Parcel) -> None:
        facts = asdict(parcel) | {"sha256": hashlib.sha256(parcel.pdf).hexdigest()}
        del facts["pdf"]
        self._put(f"depot/{parcel.number}.pdf", parcel.pdf)
        self._put(f"depot/{parcel.number}.json", _as_json(facts))

    def tell(self, collected: Collected) -> None:
        self._put(f"encaissements/{collected.number}.json", _as_json(asdict(collected) | {"code": 212}))

    def statuses(self) -> Iterator[Told | Path]:
        inbox = self.root / "statuts"
        for path in sorted(inbox.glob("*.json")):
            try:
                yield _told(json.loads(path.read_bytes()), str(path))
            except (ValueError, TypeError, KeyError):
                yield path

    def heard(self, source: str, *, understood: bool) -> None:
        path = Path(source)
        drawer = path.parent / ("lus" if understood else "illisibles")
        drawer.mkdir(exist_ok=True)
        path.replace(drawer / path.name)

    def _put(self, name: str, content: bytes) -> None:
        """Under its name at once and whole, or not at all, whatever dies."""
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)  # what a full disk stopped half-way


def folders() -> Folders:
    """Those of this installation."""
    return Folders(Path(settings.DATA_DIR) / "plateforme")


def _as_json(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=2).encode()


def _told(facts: Any, source: str) -> Told:
    """`number` and `code` must be there; the rest may lack."""
    if not isinstance(facts, dict):
        raise TypeError(source)
    words = {name: str(facts.get(name, ""))[:limit] for name, limit in LIMITS.items()}
    return Told(number=str(facts["number"]), code=int(facts["code"]), source=source, **words)


LIMITS = {"identifier": 100, "reason_code": 40, "reason": 500}
