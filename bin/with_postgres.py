"""Runs a command against a PostgreSQL of its own: a cluster in a temporary folder, gone at the end.

usage: with_postgres.py [--durable] command…  The tests want it fast; `--durable` writes to disk as production does.
"""

import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HASTY = "-c fsync=off -c full_page_writes=off -c max_connections=200"
DURABLE = "-c shared_buffers=512MB -c effective_cache_size=2GB -c random_page_cost=1.1 -c max_wal_size=4GB"


def binaries() -> Path:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return Path(sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))[-1]).parent


def main(arguments: list[str]) -> int:
    durable = arguments[:1] == ["--durable"]
    command = arguments[1:] if durable else arguments
    folder = Path(tempfile.mkdtemp(prefix="egide-pg-"))
    root = os.geteuid() == 0
    user = "postgres" if root else pwd.getpwuid(os.geteuid()).pw_name
    if root:
        shutil.chown(folder, "postgres", "postgres")
    prefix = ["runuser", "-u", "postgres", "--"] if root else []
    tools, data = binaries(), folder / "data"
    options = f"-k {folder} -c listen_addresses='' {DURABLE if durable else HASTY}"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # stopped from outside, it still tidies up below
    try:
        run([*prefix, tools / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"])
        run([*prefix, tools / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
        if durable:
            run([*prefix, tools / "createdb", "-h", folder, "egide"])
        environment = os.environ | {"EGIDE_POSTGRES": "egide", "PGHOST": str(folder), "PGUSER": user, "PGPORT": ""}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        subprocess.run(
            [*prefix, tools / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            check=False,
            capture_output=True,
            cwd="/",
        )
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[object]) -> None:
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, cwd="/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
