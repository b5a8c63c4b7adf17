"""`make bench`: fill, serve, measure, write; PostgreSQL is started by bin/with_postgres.py around it."""

import os
import sys
import tempfile
import time
from collections.abc import Callable

import django
from django.core.management import call_command

SMALL, BIG, MEMBERS = 1_000, 500_000, 20_000
QUICK = 4


def main(arguments: list[str]) -> int:
    """`--rapide` measures the small size alone, in a few rounds, and writes nothing: to try a change.

    `--suivi` measures the regulation and the night alone, `--creneaux` the search for free slots alone,
    `--convocations` the convocations alone.
    """
    with tempfile.TemporaryDirectory(prefix="egide-bench-") as folder:
        os.environ |= {"EGIDE_DATA": folder, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        django.setup()
        if "--creneaux" in arguments:
            return run_slots()
        if "--convocations" in arguments:
            return run_notices()
        return run_night() if "--suivi" in arguments else run(quick="--rapide" in arguments)


def run_night() -> int:
    from bench import fill, law, night

    call_command("migrate", verbosity=0)
    _timed("Petite base", lambda: fill.fill_small(SMALL))
    _timed("Grande base", lambda: fill.grow(BIG, MEMBERS))
    law.write()
    night.write()
    return 0


def run_slots() -> int:
    from bench import fill, slots

    call_command("migrate", verbosity=0)
    _timed("Petite base", lambda: fill.fill_small(SMALL))
    slots.write()
    return 0


def run_notices() -> int:
    from bench import fill, notices

    call_command("migrate", verbosity=0)
    _timed("Petite base", lambda: fill.fill_small(SMALL))
    notices.write()
    return 0


def run(*, quick: bool) -> int:
    from bench import fill, law, night, notices, report, slots
    from bench.rounds import ROUNDS, TIMES, measure

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    _timed("Petite base", lambda: fill.fill_small(SMALL))
    small = measure(QUICK if quick else ROUNDS)
    if quick:
        print(report.table(small, small))
        return 0
    _timed("Grande base", lambda: fill.grow(BIG, MEMBERS))
    report.write(small, measure(ROUNDS), ROUNDS, TIMES)
    law.write()
    night.write()
    slots.write()
    notices.write()
    return 0


def _timed(label: str, act: Callable[[], None]) -> None:
    start = time.monotonic()
    act()
    print(f"{label} : remplie en {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
