"""The form of a case: facts, parameters of the service, and what is answered."""

from typing import Any

from egide.regulation.determinants import TABLE
from egide.regulation.exchange.shapes import Malformed, day, every, flag, one_of, or_null, record, text, whole
from egide.regulation.terms import Basis, Category, Obligation, Severity, When

STATUSES = (
    "CDI", "CDD", "apprenti", "professionnalisation", "interimaire", "saisonnier", "association_intermediaire",
)  # fmt: skip
VISITS = (
    "VIP", "EMA", "INTERMEDIAIRE", "MI_CARRIERE", "REPRISE", "PREREPRISE", "POST_EXPOSITION", "EXAMEN_ATTESTATION",
    "A_LA_DEMANDE",
)  # fmt: skip
CAUSES = ("maladie", "accident_non_professionnel", "accident_travail", "maladie_professionnelle", "maternite")
PAPERS = ("attestation_suivi", "avis_aptitude", "avis_inaptitude", "attestation_contre_indication")
MATERNITY = "enceinte_accouchee_allaitante"
code = one_of(*sorted({row.code for row in TABLE}))
perhaps_a_day = or_null(day)

params = record(
    {
        "sia_mineur_ans": one_of(3, 5),
        "sia_agents_bio2_ans": one_of(3, 5),
        "sia_cem_ans": one_of(3, 5),
        "attestation_categorie": one_of("SI", "SIA"),
        "vip_prealable_rqth_invalidite": flag,
        "interim_vip": one_of("delai_3_mois", "avant_mission"),
        "plomb_sous_seuil_cmr": flag,
        "apprenti_majeur_ema": one_of("avant", "2_mois"),
    },
    optional=(
        "sia_mineur_ans", "sia_agents_bio2_ans", "sia_cem_ans", "attestation_categorie",
        "vip_prealable_rqth_invalidite", "interim_vip", "plomb_sous_seuil_cmr", "apprenti_majeur_ema",
    ),
)  # fmt: skip


def _maternity_is_said(value: dict[str, Any], where: str) -> None:
    if value["code"] == MATERNITY and value["detail"] is None:
        raise Malformed(f"{where}.detail", "enceinte, accouchee ou allaitante attendu")


def _contract_is_whole(value: dict[str, Any], where: str) -> None:
    if value["status"] == "saisonnier" and value["effective_work_days"] is None:
        raise Malformed(f"{where}.effective_work_days", "nombre de jours attendu pour un saisonnier")
    if value["status"] == "association_intermediaire" and value["first_placement_on"] is None:
        raise Malformed(f"{where}.first_placement_on", "date attendue pour une association intermédiaire")


determinant = record(
    {
        "code": code,
        "from": perhaps_a_day,
        "to": perhaps_a_day,
        "detail": or_null(one_of("enceinte", "accouchee", "allaitante")),
    },
    then=_maternity_is_said,
)
visit = record(
    {
        "type": one_of(*VISITS),
        "date": day,
        "by": one_of("medecin", "infirmier", "autre", None),
        "employer": one_of("current", "former"),
        "same_job": or_null(flag),
        "document": or_null(record({"kind": one_of(*PAPERS), "issued_on": day})),
        "document_held_by_service": or_null(flag),
        "measures_or_inaptitude": or_null(flag),
        "issued_for": every(code),
    }
)
absence = record(
    {
        "cause": one_of(*CAUSES),
        "first_day": day,
        "last_day": day,
        "return_on": perhaps_a_day,
        "stop_issued_on": perhaps_a_day,
    }
)
contract = record(
    {
        "status": one_of(*STATUSES),
        "hired_on": day,
        "post_started_on": day,
        "ends_on": perhaps_a_day,
        "effective_work_days": or_null(whole(1)),
        "first_placement_on": perhaps_a_day,
        "minor_derogation_declared_on": perhaps_a_day,
    },
    then=_contract_is_whole,
)
facts = record(
    {
        "as_of": day,
        "worker": record({"birth_date": day, "sex": one_of("F", "M", None)}),
        "contract": contract,
        "determinants": every(determinant),
        "visits": every(visit),
        "absences": every(absence),
    }
)

obligation = one_of(*(found.value for found in Obligation))
category = one_of(*(found.value for found in Category))


def _date_goes_with_when(value: dict[str, Any], where: str) -> None:
    if (value["when"] == When.BY_DATE) != (value["due"] is not None):
        raise Malformed(f"{where}.due", "une date va avec by_date, et avec lui seul")


deadline = record(
    {
        "type": obligation,
        "due": perhaps_a_day,
        "when": one_of(*(found.value for found in When)),
        "basis": one_of(*(found.value for found in Basis)),
        "ref": text(),
        "overdue_days": whole(0),
    },
    optional=("overdue_days",),
    then=_date_goes_with_when,
)
waiver = record(
    {
        "visit": one_of("VIP", "EMA", "REPRISE"),
        "ref": text(),
        "status": one_of("possible", "applies", "refused"),
        "confirmed_by": one_of("service"),
        "reason": text(),
        "unless": every(text()),
        "if_confirmed": every(deadline),
        "if_refused": every(deadline),
    },
    optional=("confirmed_by", "reason", "unless", "if_confirmed", "if_refused"),
)
attestation = record(
    {
        "kind": one_of("conduite", "electricite"),
        "status": one_of("required", "valid", "expired"),
        "ref": text(),
        "due": day,
        "valid_until": day,
        "source": text(),
    },
    optional=("due", "valid_until", "source"),
)
ANSWER = {
    "category": category,
    "category_timeline": every(record({"from": day, "category": category})),
    "deadlines": every(deadline),
    "not_due": every(obligation),
    "waivers": every(waiver),
    "attestations": every(attestation),
    "cancelled": every(record({"type": obligation, "due": day})),
    "windows": every(record({"type": text(), "from": day, "to": day, "ref": text()})),
    "alerts": every(
        record({"code": text("[a-z0-9_]+"), "ref": text(), "severity": one_of(*(found.value for found in Severity))})
    ),
    "recompute_on": every(record({"date": day, "reason": text()})),
    "to_check": every(text()),
}
answer = record(ANSWER, optional=ANSWER)


def _expects_something(value: Any, where: str) -> None:
    answer(value, where)
    if not value:
        raise Malformed(where, "au moins une clé attendue")


case = record(
    {
        "id": text("[A-Z][0-9]{2}"),
        "title": text(),
        "input": facts,
        "expected": _expects_something,
        "variants": every(record({"params": params, "expected": answer}, optional=("expected",))),
        "certainty": record({"mark": one_of("C", "C2", "U", "I", "?"), "detail": text()}),
        "why": text(),
        "note": text(),
    },
    optional=("title", "expected", "variants", "certainty", "why", "note"),
)


def check_cases(value: Any) -> list[dict[str, Any]]:
    """The cases of one case or a list of them; Malformed on the first that breaks the form."""
    cases = value if isinstance(value, list) else [value]
    for rank, found in enumerate(cases):
        case(found, f"[{rank}]" if isinstance(value, list) else "")
    return cases
