"""The demo service, started and stopped as `make demo` and Ctrl-C do, in an empty folder or a copy of what it made."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

PATIENCE = 240  # seconds: two minutes are promised, a busy machine may double them


def made_demo(shared: Path) -> Path:
    """The folder of a demo that has told its story, once for all the workers that share `shared`."""
    made = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with running_demo(shared / "demo-in-the-making"):
                pass
            (shared / "demo-in-the-making").rename(made)
    return made


def demo_of_ones_own(shared: Path, folder: Path) -> Path:
    """A copy for one worker, whose journeys nobody else disturbs."""
    return Path(shutil.copytree(made_demo(shared), folder / "demo"))


@contextmanager
def a_demo(folders: pytest.TempPathFactory) -> Iterator[str]:
    """One that runs, as its story left it; gives the address."""
    shared = folders.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    with running_demo(demo_of_ones_own(shared, folders.mktemp("own"))) as url:
        yield url


@contextmanager
def running_demo(folder: Path) -> Iterator[str]:
    """Server and worker on a free port; gives the address, and checks that Ctrl-C stops both."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "EGIDE_DATA": str(folder),
        "EGIDE_POSTGRES": "",
        "EGIDE_URL": url,
        "PORT": str(port),
    }
    demo = subprocess.Popen([sys.executable, "bin/demo.py"], env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"{url}/sante/", demo)  # the worker too: one that has not said hello yet is « silencieux »
        yield url
    finally:
        demo.send_signal(signal.SIGINT)
        assert demo.wait(timeout=20) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "the demo did not start"
        try:
            with urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"the demo took more than {PATIENCE} s to start")
