"""Whole answers for whole people: everything that is said, and nothing else."""

from datetime import date

import pytest

from egide.regulation import Declared, Facts, StopCause, VisitKind, follow_up
from tests.regulation.people import TODAY, adult, attestation, elsewhere, ema, minor, stop, told, vip

D = date
CASES: dict[str, tuple[Facts, set[str]]] = {
    "an office worker seen two years ago": (
        adult("travail_ecran", visits=(vip(D(2024, 9, 16)),)),
        {"catégorie SI", "VIP 2029-09-16 R.4624-16", "alerte ecran_examen_yeux info R.4542-17"},
    ),
    "a mason just hired, examined last year by a former employer’s médecin": (
        adult("silice_cristalline", "bruit", since=D(2026, 11, 2),
              visits=(elsewhere(VisitKind.EMA, D(2025, 9, 8)),)),
        {"catégorie SIR", "EMA 2026-11-02 R.4624-24", "dispense EMA possible R.4624-27"},
    ),
    "a mason examined for the hire, who then drives a crane and has his attestation": (
        adult("silice_cristalline", "autorisation_conduite",
              visits=(ema(D(2025, 3, 3)), attestation("autorisation_conduite", D(2025, 11, 4)))),
        {"catégorie SIR", "INTERMEDIAIRE 2027-03-03 R.4624-28", "EMA 2029-03-03 R.4624-28",
         "conduite valid 2030-11-04 R.4323-56"},
    ),
    "a night worker of 45, off sick for seven weeks": (
        adult("travail_nuit", birth_date=D(1981, 6, 2), visits=(vip(D(2024, 2, 5)),),
              stops=(stop(StopCause.ILLNESS, D(2026, 9, 28), D(2026, 11, 20)),)),
        {"catégorie SIA", "VIP 2027-02-05 R.4624-17", "MI_CARRIERE 2026-12-31 L.4624-2-2",
         "fenêtre MI_CARRIERE_ANTICIPEE 2024-01-01 2026-12-31",
         "alerte informer_medecin_arret_travail_nuit info R.3122-12",
         "alerte informer_salarie_prereprise info R.4624-29, L.4624-2-4",
         "alerte rendez_vous_de_liaison_possible info L.1226-1-3, D.1226-8-1"},
    ),
    "a roofer who has left asbestos in October and stays": (
        adult("travail_hauteur", determinants=(Declared("travail_hauteur"), Declared("amiante", None, D(2026, 10, 30))),
              visits=(ema(D(2025, 3, 3)),)),
        {"catégorie SI", "VIP 2030-03-03 R.4624-16", "annulé INTERMEDIAIRE 2027-03-03", "annulé EMA 2029-03-03",
         "POST_EXPOSITION asap L.4624-2-1, R.4624-28-2",
         "fenêtre DEMANDE_TRAVAILLEUR_POST_EXPOSITION 2026-09-30 2027-04-30"},
    ),
    "an apprentice of seventeen on regulated work, not declared to the inspection": (
        minor("moins_18_travaux_reglementes", "travail_hauteur"),
        {"catégorie SIR", "EMA 2026-09-01 R.4153-40 5°, R.4624-24",
         "alerte mineur_travaux_reglementes_derogation to_check R.4153-40, R.4153-41",
         "alerte mineur_travail_hauteur forbidden_unless_derogation D.4153-30"},
    ),
    "a painter on lead, seen in 2025, reached by the decree of April 2026": (
        adult("plomb", visits=(vip(D(2025, 3, 3)),)),
        {"catégorie SIR", "EMA asap R.4624-21, R.4624-24", "annulé VIP 2030-03-03"},
    ),
    "somebody who left last summer, never exposed": (
        adult("bruit", visits=(vip(D(2019, 3, 4)),), ends_on=D(2026, 7, 31)),
        {"catégorie SI"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_whole_answer(case: str) -> None:
    facts, expected = CASES[case]
    assert told(follow_up(facts, on=TODAY)) == expected
