"""Employees drawn at random: any post, any determinants, any visits and stops."""

from datetime import date, timedelta

from hypothesis import strategies as st

from egide.regulation import Declared, Facts, Parameters, PastVisit, Stop, StopCause, VisitKind
from egide.regulation.contracts import RULES
from egide.regulation.determinants import TABLE
from tests.regulation.people import TODAY

CODES = sorted({row.code for row in TABLE})
STATUSES = sorted({rule.status for rule in RULES} | {""})
days = st.dates(date(2017, 1, 1), TODAY + timedelta(days=400))
birth_dates = st.dates(date(1960, 1, 1), date(2010, 12, 31))
parameters = st.builds(
    Parameters,
    sia_mineur_ans=st.sampled_from([3, 5]),
    sia_agents_bio2_ans=st.sampled_from([3, 5]),
    sia_cem_ans=st.sampled_from([3, 5]),
    attestation_categorie=st.sampled_from(["SI", "SIA"]),
    vip_prealable_rqth_invalidite=st.booleans(),
    interim_vip=st.sampled_from(["delai_3_mois", "avant_mission"]),
    plomb_sous_seuil_cmr=st.booleans(),
    apprenti_majeur_ema=st.sampled_from(["avant", "2_mois"]),
    reprise_prolongations=st.booleans(),
    saisonnier_sia_vip=st.booleans(),
)
visits = st.builds(
    PastVisit,
    st.sampled_from(list(VisitKind)),
    days,
    st.sampled_from(["", "medecin", "infirmier", "autre"]),
    former=st.booleans(),
    same_job=st.sampled_from([True, False, None]),
    held_by_service=st.sampled_from([True, False, None]),
    measures=st.sampled_from([True, False, None]),
)


@st.composite
def declared(draw: st.DrawFn) -> Declared:
    since = draw(st.none() | days)
    lasting = draw(st.none() | st.integers(0, 3000))
    until = None if lasting is None else (since or date(2020, 1, 6)) + timedelta(days=lasting)
    code = draw(st.sampled_from(CODES))
    detail = draw(st.sampled_from(["enceinte", "accouchee", "allaitante"]))
    return Declared(code, since, until, detail if code == "enceinte_accouchee_allaitante" else "")


@st.composite
def stops(draw: st.DrawFn) -> Stop:
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 200)))
    return Stop(draw(st.sampled_from(list(StopCause))), first, last)


@st.composite
def employees(draw: st.DrawFn) -> Facts:
    hired = draw(days)
    return Facts(
        birth_date=draw(birth_dates),
        post_since=hired + timedelta(days=draw(st.sampled_from([0, 0, 30, 400]))),
        status=draw(st.sampled_from(STATUSES)),
        determinants=tuple(draw(st.lists(declared(), max_size=5))),
        visits=tuple(draw(st.lists(visits, max_size=5))),
        stops=tuple(draw(st.lists(stops(), max_size=2))),
        sex=draw(st.sampled_from(["F", "M", ""])),
        hired_on=hired,
        ends_on=draw(st.none() | st.just(hired + timedelta(days=500))),
        work_days=draw(st.none() | st.integers(1, 200)),
        first_placement_on=draw(st.none() | st.just(hired)),
        derogation_on=draw(st.none() | days),
    )
