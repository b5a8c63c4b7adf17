"""Work that the law forbids or restricts: each protection with somebody it stops, and somebody it does not."""

from datetime import date

import pytest

from egide.regulation import Facts, StopCause, follow_up
from egide.regulation.protections import PROTECTIONS
from egide.regulation.stops import NOTICES
from tests.regulation.people import TODAY, adult, minor, mother, stop

SICK, ACCIDENT = StopCause.ILLNESS, StopCause.WORK_ACCIDENT
LONG = stop(SICK, date(2026, 10, 12), date(2026, 11, 22))
SHORT = stop(SICK, date(2026, 11, 16), date(2026, 11, 20))
F, D, C, INFO = "forbidden", "forbidden_unless_derogation", "to_check", "info"
DECLARED = {"derogation_on": date(2026, 8, 1)}  # R.4153-41, three years by R.4153-44
LAPSED = {"derogation_on": date(2023, 8, 1)}
PREGNANT, NURSING = "enceinte", "allaitante"

TABLE: list[tuple[str, str, str, Facts, Facts]] = [
    # code, severity, article, somebody it concerns, somebody it does not
    ("mineur_travaux_reglementes_derogation", C, "R.4153-40, R.4153-41",
     minor("moins_18_travaux_reglementes"), minor("moins_18_travaux_reglementes", **DECLARED)),
    ("mineur_nuit", D, "L.3163-1, L.3163-2", minor("travail_nuit"), adult("travail_nuit")),
    ("mineur_agents_chimiques", D, "D.4153-17", minor("silice_cristalline"), minor("silice_cristalline", **DECLARED)),
    ("mineur_agents_chimiques", D, "D.4153-17", minor("plomb", **LAPSED), adult("plomb")),
    ("mineur_amiante", D, "D.4153-18", minor("amiante"), minor("amiante", **DECLARED)),
    ("mineur_agents_biologiques_3_4", F, "D.4153-19",
     minor("agents_biologiques_3_4", **DECLARED), minor("agents_biologiques_2")),
    ("mineur_vibrations", C, "D.4153-20", minor("vibrations", **DECLARED), adult("vibrations")),
    ("mineur_categorie_a", F, "D.4153-21", minor("rayonnements_ionisants_a", **DECLARED),
     minor("rayonnements_ionisants_b", **DECLARED)),
    ("mineur_categorie_b", D, "D.4153-21", minor("rayonnements_ionisants_b"),
     minor("rayonnements_ionisants_b", **DECLARED)),
    ("mineur_rayonnements_optiques", D, "D.4153-22", minor("rayonnements_optiques"), adult("rayonnements_optiques")),
    ("mineur_hyperbare", D, "D.4153-23", minor("hyperbare"), adult("hyperbare")),
    ("mineur_conduite", D, "D.4153-27, R.4153-51", minor("autorisation_conduite"), adult("autorisation_conduite")),
    ("mineur_electricite", C, "D.4153-24, R.4153-50", minor("habilitation_electrique_voisinage"),
     minor("habilitation_electrique_autre")),
    ("mineur_travail_hauteur", D, "D.4153-30", minor("travail_hauteur"), adult("travail_hauteur")),
    ("mineur_echafaudage", D, "D.4153-31", minor("echafaudage_montage"), minor("echafaudage_montage", **DECLARED)),
    ("enceinte_categorie_a", F, "D.4152-6", mother("rayonnements_ionisants_a", detail=PREGNANT),
     mother("rayonnements_ionisants_a", detail=NURSING)),
    ("allaitante_exposition_interne", C, "D.4152-7", mother("rayonnements_ionisants_b", detail=NURSING),
     mother("rayonnements_ionisants_b", detail=PREGNANT)),
    ("enceinte_hyperbare", F, "D.4152-29", mother("hyperbare", detail=PREGNANT), mother("hyperbare", detail=NURSING)),
    ("enceinte_allaitante_repro_1a_1b", F, "D.4152-10", mother("plomb", detail=NURSING),
     mother("plomb", detail="accouchee")),
    ("enceinte_allaitante_repro_1a_1b", C, "D.4152-10", mother("cmr_1a_1b", detail=PREGNANT), adult("cmr_1a_1b")),
    ("enceinte_agents_biologiques", C, "D.4152-3", mother("agents_biologiques_2", detail=PREGNANT),
     mother("agents_biologiques_1", detail=PREGNANT)),
    ("grossesse_orientation_medecin", INFO, "R.4624-19", mother(detail="accouchee"), adult(sex="F")),
    ("champs_electromagnetiques_grossesse", C, "R.4453-8 7°", mother("champs_electromagnetiques", detail=PREGNANT),
     adult("champs_electromagnetiques")),
    ("champs_electromagnetiques_mineur", C, "R.4453-8 7°", minor("champs_electromagnetiques"),
     adult("champs_electromagnetiques")),
    ("femme_charges_25kg", F, "R.4541-9", adult("port_charges_55kg", sex="F"), adult("port_charges_55kg")),
    ("cdd_interim_travaux_interdits", D, "L.4154-1, D.4154-1, D.4154-3", adult("amiante", status="CDD"),
     adult("amiante")),
    ("cdd_interim_urgence_radiologique", F, "R.4451-100", adult("urgence_radiologique", status="interimaire"),
     adult("urgence_radiologique")),
    ("interim_zone_controlee", INFO, "R.4451-57 III, R.4451-88",
     adult("rayonnements_ionisants_b", status="interimaire"), adult("rayonnements_ionisants_b", status="CDD")),
    ("ecran_examen_yeux", INFO, "R.4542-17", adult("travail_ecran"), adult("bruit")),
    # what is told of a stop
    ("informer_medecin_at_moins_30j", INFO, "R.4624-33",
     adult(stops=(stop(ACCIDENT, date(2026, 11, 16), date(2026, 11, 20)),)),
     adult(stops=(stop(ACCIDENT, date(2026, 10, 12), date(2026, 11, 20)),))),
    ("informer_medecin_arret_travail_nuit", INFO, "R.3122-12", adult("travail_nuit", stops=(SHORT,)),
     adult("bruit", stops=(SHORT,))),
    ("informer_medecin_arret_agents_chimiques", INFO, "R.4412-50", adult("agents_chimiques_dangereux", stops=(LONG,)),
     adult("agents_chimiques_dangereux", stops=(SHORT,))),
    ("informer_salarie_prereprise", INFO, "R.4624-29, L.4624-2-4", adult(stops=(LONG,)), adult(stops=(SHORT,))),
    ("rendez_vous_de_liaison_possible", INFO, "L.1226-1-3, D.1226-8-1", adult(stops=(LONG,)), adult(stops=(SHORT,))),
]  # fmt: skip


def said(facts: Facts) -> set[tuple[str, str, str]]:
    alerts = follow_up(facts, on=TODAY).alerts
    assert all(alert.sentence.endswith(".") for alert in alerts)
    return {(alert.code, alert.severity.value, alert.article) for alert in alerts}


@pytest.mark.parametrize(("code", "severity", "article", "concerned", "free"), TABLE, ids=lambda found: str(found)[:40])
def test_somebody_is_stopped_and_somebody_is_not(
    code: str, severity: str, article: str, concerned: Facts, free: Facts
) -> None:
    assert (code, severity, article) in said(concerned)
    assert (code, severity, article) not in said(free)


def test_each_protection_has_its_row_above() -> None:
    covered = {(code, article) for code, _, article, _, _ in TABLE}
    known = {(row.code, row.article) for row in PROTECTIONS} | {(row.code, row.article) for row in NOTICES}
    assert known == covered


def test_what_tells_of_a_pregnancy_is_marked_as_health() -> None:
    for alert in follow_up(mother("plomb", "rayonnements_ionisants_a", detail=PREGNANT), on=TODAY).alerts:
        assert alert.health, alert


def test_vibrations_are_forbidden_above_a_value() -> None:
    """D.4153-20 speaks of the limit values of R.4443-2: below them the work is allowed."""
    (alert,) = [one for one in follow_up(minor("vibrations"), on=TODAY).alerts if one.article == "D.4153-20"]
    assert "R.4443-2" in alert.sentence
