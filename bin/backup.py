"""Saves and restores one installation: the database, the files and the keys, checked by their digests.

The settings are those of DJANGO_SETTINGS_MODULE (the demo's by default).
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
MANIFEST, FOLDERS = "manifeste.json", ("fichiers", "secrets")


def save(target: Path) -> Path:
    """One archive: the database as it stands at one moment, then the files."""
    from django.conf import settings

    target.mkdir(parents=True, exist_ok=True)
    name = target / f"egide-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar.gz"
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "base"
        dump_database(settings.DATABASES["default"], dump)
        sources = [("base", dump)]
        for kept in FOLDERS:
            root = Path(settings.DATA_DIR) / kept
            sources += [(f"{kept}/{p.relative_to(root)}", p) for p in sorted(root.rglob("*")) if p.is_file()]
        digests = {inside: digest(path) for inside, path in sources}
        with tarfile.open(name, "w:gz") as archive:
            for inside, path in sources:
                archive.add(path, inside)
            text = json.dumps(digests).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
    name.chmod(0o600)
    print(f"Sauvegarde écrite : {name}")
    return name


def unpack(archive: Path, folder: Path) -> None:
    """Plain files only, and inside the folder: what Python 3.11.2 cannot yet ask of `extractall`."""
    with tarfile.open(archive) as opened:
        for entry in opened:
            target = (folder / entry.name).resolve()
            content = opened.extractfile(entry)
            if content is None or not entry.isfile() or not target.is_relative_to(folder.resolve()):
                raise SystemExit(f"Archive refusée : « {entry.name} » n’est pas un fichier ordinaire.")
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                shutil.copyfileobj(content, file)


def restore(archive: Path) -> None:
    """Into an empty data folder only; an archive that was touched is refused before anything is written."""
    from django.conf import settings

    data = Path(settings.DATA_DIR)
    with tempfile.TemporaryDirectory() as folder:
        unpack(archive, Path(folder))
        unpacked = Path(folder)
        refuse_what_was_touched(unpacked)
        if (data / "egide.sqlite3").exists() or (data / "fichiers").exists():
            raise SystemExit(f"{data} contient déjà des données : choisissez un dossier vide (EGIDE_DATA).")
        refuse_a_base_in_use(settings.DATABASES["default"])
        data.mkdir(parents=True, exist_ok=True)
        for kept in FOLDERS:
            if (unpacked / kept).exists():
                shutil.copytree(unpacked / kept, data / kept, dirs_exist_ok=True)
        load_database(settings.DATABASES["default"], unpacked / "base")
    print(f"Restauration faite dans {data}.")


def refuse_what_was_touched(unpacked: Path) -> None:
    """Every file is in the manifest with its digest, and nothing else is in the archive."""
    known = json.loads((unpacked / MANIFEST).read_text())
    found = {
        str(path.relative_to(unpacked)): digest(path)
        for path in unpacked.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    wrong = sorted(name for name in known.keys() | found.keys() if known.get(name) != found.get(name))
    if wrong:
        raise SystemExit(f"Archive altérée : {', '.join(wrong[:3])}. Rien n’a été restauré.")


def refuse_a_base_in_use(database: dict[str, Any]) -> None:
    """PostgreSQL restores into an empty database only: half of one over half of another helps nobody."""
    if "sqlite" in database["ENGINE"]:
        return
    question = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    command = ["psql", "-XAt", "-c", question, *pg(database), database["NAME"]]
    answer = subprocess.run(command, check=True, env=password(database), capture_output=True, text=True)
    if answer.stdout.strip() != "0":
        raise SystemExit(f"La base « {database['NAME']} » contient déjà des tables : créez-en une vide.")


def dump_database(database: dict[str, Any], target: Path) -> None:
    if "sqlite" in database["ENGINE"]:
        with sqlite3.connect(database["NAME"]) as source, sqlite3.connect(target) as copy:
            source.backup(copy)
    else:
        subprocess.run(
            ["pg_dump", "-Fc", "-f", str(target), *pg(database), database["NAME"]], check=True, env=password(database)
        )


def load_database(database: dict[str, Any], dump: Path) -> None:
    if "sqlite" in database["ENGINE"]:
        shutil.copy(dump, database["NAME"])
    else:
        command = ["pg_restore", "--exit-on-error", "-d", database["NAME"], *pg(database), str(dump)]
        subprocess.run(command, check=True, env=password(database))


def pg(database: dict[str, Any]) -> list[str]:
    options = (("-h", database["HOST"]), ("-p", database["PORT"]), ("-U", database["USER"]))
    return [part for option, value in options if value for part in (option, str(value))]


def password(database: dict[str, Any]) -> dict[str, str]:
    return os.environ | {"PGPASSWORD": database["PASSWORD"]} if database["PASSWORD"] else dict(os.environ)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    if sys.argv[1:2] == ["save"]:
        save(Path(os.environ.get("SAUVEGARDES", "sauvegardes")))
    elif sys.argv[1:2] == ["restore"] and len(sys.argv) == 3 and sys.argv[2]:
        restore(Path(sys.argv[2]))
    else:
        raise SystemExit("Usage : make backup, ou make restore FILE=sauvegardes/egide-….tar.gz")
