"""`make bench`: fill, serve, measure, write; PostgreSQL is started by bin/with_postgres.py around it."""

import importlib
import os
import sys
import tempfile
import time
from collections.abc import Callable

import django
from django.core.management import call_command

SMALL, BIG, MEMBERS = 1_000, 500_000, 20_000
QUICK = 4
# What one option measures alone: modules of this package, each with a `write()` of its section.
ALONE = {
    "--suivi": ("law", "night"),
    "--creneaux": ("slots",),
    "--convocations": ("notices",),
    "--factures": ("invoices",),
    "--documents": ("kept_papers",),
    "--liste-factures": ("invoice_list",),
    "--appel": ("dues_run",),
    "--remises": ("debits",),
    "--campagnes": ("campaign",),
}
NEEDS_MUCH = {"--suivi", "--appel"}
NEEDS_MEMBERS = {"--remises", "--campagnes"}
APART = {"--liste-factures", "--appel", "--documents", *NEEDS_MEMBERS}  # up to half an hour each: not among the others


def main(arguments: list[str]) -> int:
    """`--rapide` measures the small size alone, in a few rounds, and writes nothing: to try a change.

    Each other option measures one part alone: see ALONE.
    """
    with tempfile.TemporaryDirectory(prefix="egide-bench-") as folder:
        os.environ |= {"EGIDE_DATA": folder, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        django.setup()
        call_command("migrate", verbosity=0)
        alone = next((option for option in ALONE if option in arguments), None)
        return run_alone(alone) if alone else run(quick="--rapide" in arguments)


def run_alone(option: str) -> int:
    call_command("collectstatic", interactive=False, verbosity=0)
    _fill_small()
    if option in NEEDS_MUCH:
        _grow()
    if option in NEEDS_MEMBERS:
        _grow(SMALL)
    for part in ALONE[option]:
        importlib.import_module(f"bench.{part}").write()
    return 0


def run(*, quick: bool) -> int:
    from bench import report
    from bench.pages import pages
    from bench.rounds import ROUNDS, TIMES, measure

    call_command("collectstatic", interactive=False, verbosity=0)
    _fill_small()
    small = measure(QUICK if quick else ROUNDS, pages())
    if quick:
        print(report.table(small, small))
        return 0
    _grow()
    report.write(small, measure(ROUNDS, pages()), ROUNDS, TIMES)
    for option in [option for option in ALONE if option not in APART]:
        for part in ALONE[option]:
            importlib.import_module(f"bench.{part}").write()
    return 0


def _fill_small() -> None:
    from bench import fill

    _timed("Petite base", lambda: fill.fill_small(SMALL))


def _grow(employees: int = BIG) -> None:
    from bench import fill

    _timed("Grande base", lambda: fill.grow(employees, MEMBERS))


def _timed(label: str, act: Callable[[], None]) -> None:
    start = time.monotonic()
    act()
    print(f"{label} : remplie en {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
