"""Drill R13: hostile files, and ordinary ones broken at random, each weighed by a child process that may hold little.

Each is refused with a sentence or kept, within two seconds of processor; the process stays under 256 MB.
"""

import json
import os
import random
import subprocess
import sys
import zlib
from pathlib import Path

from tests.attacks.hands import note_figures, rounds
from tests.attacks.test_uploads import HOSTILE, PDF, book

BROKEN = rounds(40, 4_000)  # of each sort
CHILD = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (512 * 2**20, 512 * 2**20))
resource.setrlimit(resource.RLIMIT_CPU, (600, 600))
from django.conf import settings
settings.configure()
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from egide.common.uploads import check_upload, digest_of
from egide.platform.gateway import Folders
def weigh(path):
    file = SimpleUploadedFile(path.name.split("-", 1)[1], path.read_bytes())
    try:
        check_upload(file)
        digest_of(file)
        return "kept"
    except ValidationError as told:
        return told.messages[0]
found, root = {}, Path(sys.argv[1])
for path in sorted((root / "files").iterdir()):
    start = time.process_time()
    verdict = weigh(path)
    found[path.name] = [verdict, time.process_time() - start]
start = time.process_time()
statuses = sum(1 for _ in Folders(root).statuses())
found["statuts"] = [str(statuses), time.process_time() - start]
told = Path("/proc/self/status").read_text()  # the rusage of a child remembers what its parent held
peak = int(told.split("VmHWM:")[1].split()[0]) // 1024
print(json.dumps({"peak": peak, "found": found}))
"""
STATUSES = ['{"number": "2026-00001", "code": 200}', '{"number": "2026-00001", "code": 213, "reason": "x"}']


def broken(content: bytes, draw: random.Random) -> bytes:
    """Cut, stretched, with some bytes changed: what a bad line or a bad disk makes of a file, and worse."""
    changed = bytearray(content)
    for _ in range(draw.randint(1, 12)):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    kind = draw.randrange(4)
    if kind == 1:
        return bytes(changed[: draw.randrange(1, len(changed))])
    if kind == 2:
        place = draw.randrange(len(changed))
        return bytes(changed[:place] + changed[place : place + 50] * draw.randint(2, 400) + changed[place:])
    return bytes(changed)


def test_r13_hostile_files_are_weighed_quickly_and_in_little_room(tmp_path: Path) -> None:
    files, inbox, draw = tmp_path / "files", tmp_path / "statuts", random.Random(13)
    files.mkdir()
    inbox.mkdir()
    for rank, (name, make, _) in enumerate(HOSTILE.values()):
        (files / f"hostile{rank}-{name}").write_bytes(make())
    sheet = book({"xl/worksheets/sheet1.xml": "<worksheet/>" + str(zlib.crc32(b"x")) * 200})
    for rank in range(BROKEN):
        (files / f"pdf{rank}-a.pdf").write_bytes(broken(PDF * 20, draw))
        (files / f"xlsx{rank}-a.xlsx").write_bytes(broken(sheet, draw))
        (inbox / f"{rank}.json").write_bytes(broken(draw.choice(STATUSES).encode(), draw))
    asked = [sys.executable, "-c", CHILD, str(tmp_path)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=900, cwd=os.getcwd())
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    slowest = max(seconds for _, seconds in told["found"].values())
    for rank, (name, (_, _, sentence)) in enumerate(HOSTILE.items()):
        file = next(key for key in told["found"] if key.startswith(f"hostile{rank}-"))
        assert sentence in told["found"][file][0], name
    assert told["peak"] <= 256
    assert all(seconds <= 2 for key, (_, seconds) in told["found"].items() if key != "statuts")
    assert int(told["found"]["statuts"][0]) == BROKEN, "each status is read or put aside"
    kept = sum(verdict == "kept" for verdict, _ in told["found"].values())
    note_figures(
        "R13", files=len(told["found"]) - 1 + BROKEN, kept=kept, slowest=f"{slowest:.3f} s", peak=f"{told['peak']} MB"
    )
