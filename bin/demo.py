"""Starts the demo: database, demo service, server and worker in the foreground; Ctrl-C stops both.

With `--reload` the server is the one of developers: it starts again when a module or a template changes.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ACCOUNTS = """
  Comptes, mot de passe « chantier-bleu-matin » :
    martine   administratrice de l’adhérent 10042        karim    adhérent 10077
    claire    cabinet comptable (connexion mandataire)   sophie   assistante médicale
    armand    comptabilité du service                    nadia    administratrice du service
  Première connexion de l’adhérent 10099 : nouveau / « lettre-ardoise-vague »
"""


def main() -> int:
    port, data = int(os.environ.get("PORT", "8000")), Path(os.environ["EGIDE_DATA"])
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            print(f"Le port {port} est déjà pris : choisissez-en un autre, par exemple « make demo PORT={port + 1} ».")
            return 1
    data.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("EGIDE_URL", f"http://127.0.0.1:{port}")
    for command in (["migrate", "-v0"], ["demo"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], check=True)
    return serve(port)


def web_server(port: int) -> list[str]:
    if "--reload" in sys.argv[1:]:
        return [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}"]
    return [
        sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2",
        "--worker-class", "gthread", "--threads", "4", "--log-level", "warning", "--graceful-timeout", "3",
    ]  # fmt: skip


def serve(port: int) -> int:
    worker = [sys.executable, "manage.py", "run_huey", "--quiet"]
    # Both said aloud: a shell that starts us in the background has us ignore Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    children = [subprocess.Popen(web_server(port)), subprocess.Popen(worker)]
    print(f"\n  Égide, démonstration : http://127.0.0.1:{port}/   (Ctrl-C pour arrêter)\n{ACCOUNTS}", flush=True)
    stopped_by_hand = False
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
    except KeyboardInterrupt:
        stopped_by_hand = True
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=6)
        except subprocess.TimeoutExpired:
            child.kill()
    return 0 if stopped_by_hand else 1


if __name__ == "__main__":
    sys.exit(main())
