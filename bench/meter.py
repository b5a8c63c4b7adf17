"""Serves with gunicorn, and reads from the kernel the processor time that a worker spent on each request."""

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings

# Not config.wsgi, which rightly refuses to serve the accounts of the demo that fill the database.
APPLICATION = "django.core.wsgi:get_wsgi_application()"
SETTLED = 0.004  # seconds: what a worker still does once its answer has left (closing, accounting)


class Server:
    """One gunicorn of one worker, as deploy/ starts it; its client keeps one connection, as nginx does."""

    def __init__(self, port: int, worker: int) -> None:
        self.worker = worker
        self.client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def spent(self) -> int:
        """Nanoseconds of processor, user and system, of all the threads of the worker since its birth."""
        return sum(int(path.read_text().split()[0]) for path in Path(f"/proc/{self.worker}/task").glob("*/schedstat"))

    def ask(self, url: str, cookie: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {"Cookie": cookie, "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://127.0.0.1{url}"}
        body = None if form is None else urlencode(form)
        self.client.request("GET" if form is None else "POST", url, body, headers)
        answer = self.client.getresponse()
        return answer.status, answer.read().decode()

    def cost(self, url: str, cookie: str, times: int) -> float:
        """Milliseconds of processor of one GET, over `times` of them."""
        before = self.spent()
        for _ in range(times):
            status, _page = self.ask(url, cookie)
            if status != http.client.OK:
                raise RuntimeError(f"{url} : {status}")
        time.sleep(SETTLED)
        return (self.spent() - before) / times / 1e6

    def cost_of_saving(self, url: str, cookie: str, times: int) -> float:
        """The same for the POST of a form, opened outside the measure; one field changes each time."""
        total = 0
        for rank in range(times):
            _, page = self.ask(url, cookie)
            form = fields_of(page) | {"email": f"essai{time.monotonic_ns()}-{rank}@example.org"}
            secret = form["csrfmiddlewaretoken"]  # Django takes the masked token of the form as the cookie too
            time.sleep(SETTLED)
            before = self.spent()
            status, _ = self.ask(url, f"{cookie}; {settings.CSRF_COOKIE_NAME}={secret}", form)
            if status != http.client.FOUND:
                raise RuntimeError(f"{url} : {status}")
            time.sleep(SETTLED)
            total += self.spent() - before
        return total / times / 1e6


@contextmanager
def serving(port: int, module: str, environment: dict[str, str]) -> Iterator[Server]:
    """gunicorn as in deploy/egide-web.service, with a single worker so that each request is its own."""
    options = [
        "--workers",
        "1",
        "--worker-class",
        "gthread",
        "--threads",
        "4",
        "--keep-alive",
        "60",
        "--log-level",
        "warning",
    ]
    command = [sys.executable, "-m", "gunicorn", APPLICATION, "--bind", f"127.0.0.1:{port}", *options]
    master = subprocess.Popen(command, env=environment | {"DJANGO_SETTINGS_MODULE": module})
    try:
        yield Server(port, _worker_of(master, port))
    finally:
        master.terminate()
        master.wait(timeout=20)


def _worker_of(master: "subprocess.Popen[bytes]", port: int) -> int:
    for _ in range(300):
        children = Path(f"/proc/{master.pid}/task/{master.pid}/children").read_text().split()
        if children and _listens(port):
            return int(children[0])
        time.sleep(0.1)
    raise RuntimeError("gunicorn n’a pas démarré.")


def _listens(port: int) -> bool:
    probe = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        probe.request("GET", "/sante/", headers={"X-Forwarded-Proto": "https"})
        probe.getresponse().read()
    except OSError:
        return False
    finally:
        probe.close()
    return True


class _Fields(HTMLParser):
    """What a browser would send of the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        facts = dict(attributes)
        name, value = facts.get("name") or "", facts.get("value") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in facts:
            self.found[self.select] = value
        elif tag == "input" and name and (facts.get("type") not in {"checkbox", "radio"} or "checked" in facts):
            self.found[name] = value


def fields_of(page: str) -> dict[str, str]:
    """The fields of the form of the content: the menu's own forms stand before `<main`."""
    reader = _Fields()
    reader.feed(re.split(r"<main", page, maxsplit=1)[-1])
    return reader.found
