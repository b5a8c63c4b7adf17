"""The product as other processes of this machine, on the database of the test that runs."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from django.db import connection


def this_database() -> dict[str, str]:
    """What the environment of another process says, for it to work on the same database."""
    name = str(connection.settings_dict["NAME"])
    there = {"EGIDE_POSTGRES": name} if connection.vendor == "postgresql" else {"EGIDE_DATA": os.path.dirname(name)}
    return there | {"DJANGO_SETTINGS_MODULE": "config.settings.test"}


class Server:
    """gunicorn on this very test database; a worker is started again each time it dies."""

    def __init__(self, workers: int = 1, threads: int = 1) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        environment = os.environ | this_database()
        hands = ["--workers", str(workers), "--threads", str(threads), "--backlog", "2048"]
        options = ["--bind", f"127.0.0.1:{self.port}", *hands, "--preload", "--no-control-socket"]
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", *options, "--log-level", "critical"]
        self.master = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

    def workers(self) -> list[int]:
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.master.pid)], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in found.stdout.split()]

    def ask(self, method: str, page: str, session: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, destination and text of the answer."""
        secret = "s" * 32
        headers = {"Cookie": f"egide={session}; csrftoken={secret}", "Host": "127.0.0.1",
                   "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
        body = urlencode(form | {"csrfmiddlewaretoken": secret}) if form else None
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as link:
            link.request(method, page, body, headers)
            answer = link.getresponse()
            return answer.status, answer.getheader("Location") or "", answer.read().decode()

    def wait(self, session: str, page: str) -> None:
        for _ in range(300):
            assert self.master.poll() is None, "gunicorn did not start"
            try:
                if self.ask("GET", page, session)[0] == 200:
                    return
            except (OSError, HTTPException):
                pass
            time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def stop(self) -> None:
        self.master.terminate()
        self.master.wait(timeout=20)
