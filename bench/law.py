"""How many whole follow-ups one core answers in a second: facts of all kinds, without the timeline."""

import statistics
import time
from datetime import date

from bench.report import write_section
from egide.regulation import Declared, Facts, Paper, PastVisit, Stop, StopCause, VisitKind, follow_up, holding

GOAL, ROUNDS, TIMES = 10_000, 9, 1_500
TODAY = date(2026, 11, 24)
ADULT, YOUNG, MATURE = date(1990, 5, 12), date(2009, 3, 14), date(1981, 6, 2)
HIRED, RECENT = date(2019, 1, 7), date(2026, 11, 2)


def employees() -> list[Facts]:
    """From the office worker to the apprentice on a roof: each table of the law is read by somebody."""
    exam = PastVisit(VisitKind.EMA, date(2024, 3, 4), "medecin")
    visit = PastVisit(VisitKind.VIP, date(2023, 6, 5))
    paper = PastVisit(
        VisitKind.ATTESTATION,
        date(2025, 11, 4),
        "medecin",
        paper=Paper.NO_CONTRAINDICATION,
        issued_for=("autorisation_conduite",),
    )
    elsewhere = PastVisit(VisitKind.EMA, date(2025, 9, 8), "medecin", former=True, same_job=True, held_by_service=True)
    ill = Stop(StopCause.ILLNESS, date(2026, 8, 3), date(2026, 11, 13))
    ended = (Declared("amiante", None, date(2026, 10, 30)), Declared("bruit"))
    return [
        Facts(ADULT, HIRED, visits=(visit,)),
        Facts(ADULT, RECENT, "CDD", holding(["travail_ecran"])),
        Facts(ADULT, HIRED, "CDI", holding(["silice_cristalline", "bruit", "vibrations", "charges_25_55kg"]), (exam,)),
        Facts(ADULT, HIRED, "CDI", holding(["autorisation_conduite", "travail_hauteur"]), (visit, paper)),
        Facts(ADULT, HIRED, "CDI", holding(["plomb", "agents_chimiques_dangereux"]), (visit,)),
        Facts(MATURE, HIRED, "CDI", holding(["travail_nuit"]), (visit,), (ill,)),
        Facts(YOUNG, date(2026, 9, 1), "apprenti", holding(["moins_18_travaux_reglementes", "travail_hauteur"])),
        Facts(ADULT, RECENT, "interimaire", holding(["echafaudage_montage", "bruit"]), (elsewhere,)),
        Facts(ADULT, HIRED, "CDI", ended, (exam,)),
        Facts(ADULT, HIRED, "CDI", holding(["rayonnements_ionisants_a", "cmr_1a_1b"]), (exam,)),
    ]


def evaluations_per_second() -> int:
    """The median over the rounds, in seconds of CPU of this process: what else the machine does counts little."""
    people, rates = employees(), []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(TIMES):
            for facts in people:
                follow_up(facts, on=TODAY)
        rates.append(TIMES * len(people) / (time.process_time() - start))
    return round(statistics.median(rates))


def write() -> None:
    rate = evaluations_per_second()
    held = "held" if rate >= GOAL else "missed"
    write_section(
        "The follow-up",
        f"Written by `make bench` on {date.today()}. `follow_up` answers **{rate:,} whole evaluations a second**\n"
        f"on one core (goal: {GOAL:,}, {held}): the median of {ROUNDS} rounds over {len(employees())} kinds of\n"
        "employees (`bench/law.py`), category, reasons, dates, waivers, attestations and alerts, no timeline.\n",
    )
