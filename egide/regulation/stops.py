"""Coming back after a stop: which stops call for a « visite de reprise », until when, and what spares it."""

from dataclasses import dataclass
from datetime import date, timedelta

from egide.regulation.answers import Alert, Deadline, Waiver
from egide.regulation.facts import Facts, PastVisit, Stop, StopCause
from egide.regulation.history import History
from egide.regulation.parameters import DEFAULTS, Parameters
from egide.regulation.terms import Basis, Obligation, Severity, VisitKind, When

AFTER_THE_RETURN = timedelta(days=8)  # R.4624-31: « au plus tard dans un délai de huit jours »
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The least length, in days, of a stop of this cause, for stops that begin from `since` to `until`."""

    cause: StopCause
    least_days: int
    article: str
    since: date = date.min
    until: date = date.max


REFORM = date(2022, 4, 1)  # décret 2022-372: stops that begin after 31 March 2022
THRESHOLDS = (
    Threshold(StopCause.MATERNITY, 0, "R.4624-31 1°"),
    Threshold(StopCause.OCCUPATIONAL_DISEASE, 0, "R.4624-31 2°"),
    Threshold(StopCause.WORK_ACCIDENT, 30, "R.4624-31 3°"),
    Threshold(StopCause.ILLNESS, 30, "R.4624-31 3° (avant décret 2022-372)", until=REFORM - DAY),
    Threshold(StopCause.ILLNESS, 60, "R.4624-31 4°", since=REFORM),
)


@dataclass(frozen=True, slots=True)
class PreReturn:
    """A préreprise spares the reprise: at most `within` before it, for stops issued from `since`."""

    within: timedelta
    article: str
    refused_article: str
    before_article: str
    since: date
    until: date = date.max


PRE_RETURN = PreReturn(
    within=timedelta(days=30),
    article="R.4624-31 (décret 2026-503)",
    refused_article="R.4624-31",
    before_article="R.4624-31 (avant décret 2026-503, art. 5)",
    since=date(2026, 6, 15),
)
UNLESS = ("demande_medecin", "demande_employeur", "demande_travailleur")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the employer tells the service, or the worker, of a stop; `codes`: for these exposures alone."""

    code: str
    article: str
    sentence: str
    causes: frozenset[StopCause]
    from_days: int = 0
    under_days: int = 100_000
    codes: frozenset[str] = frozenset()


SICK = frozenset({StopCause.ILLNESS, StopCause.OCCUPATIONAL_DISEASE, StopCause.WORK_ACCIDENT})
NOTICES = (
    Notice(
        "informer_medecin_at_moins_30j",
        "R.4624-33",
        "Accident du travail de moins de 30 jours : dites-le au médecin du travail.",
        frozenset({StopCause.WORK_ACCIDENT}),
        under_days=30,
    ),
    Notice(
        "informer_medecin_arret_travail_nuit",
        "R.3122-12",
        "Travail de nuit : signalez cet arrêt au médecin du travail.",
        SICK,
        codes=frozenset({"travail_nuit"}),
    ),
    Notice(
        "informer_medecin_arret_agents_chimiques",
        "R.4412-50",
        "Agents chimiques dangereux : signalez au médecin du travail un arrêt de plus de 10 jours.",
        SICK,
        from_days=11,
        codes=frozenset({"agents_chimiques_dangereux", "cmr_1a_1b", "plomb", "plomb_seuil", "amiante"}),
    ),
    Notice(
        "informer_salarie_prereprise",
        "R.4624-29, L.4624-2-4",
        "Arrêt de plus de 30 jours : informez le salarié qu’il peut demander une visite de préreprise.",
        frozenset(StopCause),
        from_days=31,
    ),
    Notice(
        "rendez_vous_de_liaison_possible",
        "L.1226-1-3, D.1226-8-1",
        "Arrêt d’au moins 30 jours : un rendez-vous de liaison est possible, le salarié peut le refuser.",
        frozenset(StopCause),
        from_days=30,
    ),
)


def threshold_of(cause: StopCause, first_day: date) -> Threshold:
    return next(row for row in THRESHOLDS if row.cause == cause and row.since <= first_day <= row.until)


def returns(facts: Facts, history: History, parameters: Parameters) -> tuple[list[Deadline], list[Waiver]]:
    """R.4624-31 for each stop: held on the return day, at most eight days after, unless it was held or waived."""
    due: list[Deadline] = []
    waivers: list[Waiver] = []
    for stop in facts.stops:
        threshold = threshold_of(stop.cause, stop.first_day)
        if stop.days < threshold.least_days or history.held_since(VisitKind.RETURN, stop.last_day):
            continue
        waiver, article = _after_pre_return(stop, history, threshold.article, parameters)
        latest = stop.return_day + AFTER_THE_RETURN
        deadline = Deadline(Obligation.RETURN, latest, When.BY_DATE, Basis.RETURN, article, stop.return_day)
        if waiver is None or waiver.status != "applies":
            due.append(deadline)
        if waiver is not None:
            waivers.append(_with_date(waiver, deadline) if waiver.status == "possible" else waiver)
    return due, waivers


def notices(facts: Facts, codes: frozenset[str], on: date) -> list[Alert]:
    """What an employer has to tell of the stops that are not over, or just over."""
    return [
        alert for stop in facts.stops if on <= stop.return_day + AFTER_THE_RETURN for alert in notices_of(stop, codes)
    ]


def notices_of(stop: Stop, codes: frozenset[str]) -> list[Alert]:
    """What an employer has to tell of this stop, by its cause, its length and the exposures `codes`."""
    return [
        Alert(notice.article, notice.sentence, notice.code, Severity.INFO)
        for notice in NOTICES
        if stop.cause in notice.causes and notice.from_days <= stop.days < notice.under_days
        if not notice.codes or notice.codes & codes
    ]


def _after_pre_return(stop: Stop, history: History, article: str, parameters: Parameters) -> tuple[Waiver | None, str]:
    """The waiver that the last préreprise of the stop opens, and the article that the date then holds by."""
    held = [v for v in history.own if v.kind is VisitKind.PRE_RETURN and stop.first_day <= v.held_on <= stop.return_day]
    if not held:
        return None, article
    if not _is_recent(stop, parameters):
        refused = Waiver(Obligation.RETURN, PRE_RETURN.article, "refused", "arrêt délivré avant le 15/06/2026")
        return refused, PRE_RETURN.before_article
    if stop.return_day - held[-1].held_on > PRE_RETURN.within:
        refused = Waiver(Obligation.RETURN, PRE_RETURN.article, "refused", "préreprise > 30 jours avant la reprise")
        return refused, PRE_RETURN.refused_article
    return _concluded(held[-1]), PRE_RETURN.refused_article


def _is_recent(stop: Stop, parameters: Parameters) -> bool:
    """Whether the stop was issued under the rule that lets a préreprise spare the visit."""
    issued = stop.last_day if parameters.reprise_prolongations else stop.issued_on or stop.first_day
    return PRE_RETURN.since <= issued <= PRE_RETURN.until


def _concluded(visit: PastVisit) -> Waiver:
    """The médecin must have concluded that no measure is needed: the service alone knows it."""
    if visit.measures:
        return Waiver(Obligation.RETURN, PRE_RETURN.article, "refused", "mesures nécessaires")
    known = visit.measures is False and visit.may_be_by_physician
    return Waiver(Obligation.RETURN, PRE_RETURN.article, "applies" if known else "possible", unless=UNLESS)


def _with_date(waiver: Waiver, deadline: Deadline) -> Waiver:
    return Waiver(waiver.obligation, waiver.article, "possible", unless=UNLESS, if_refused=(deadline,))


@dataclass(frozen=True, slots=True)
class ReturnVisit:
    """What the law says of one return: whether the visit is due, by which article, its latest day; `waivable`: the
    médecin may have concluded that it need not be held, which the service alone knows."""

    days_stopped: int
    least_days: int
    article: str
    latest: date
    waivable: bool

    @property
    def is_due(self) -> bool:
        return self.days_stopped >= self.least_days


def return_visit(stop: Stop, parameters: Parameters = DEFAULTS) -> ReturnVisit:
    """R.4624-31 for one stop, before anything is known of its visits."""
    threshold = threshold_of(stop.cause, stop.first_day)
    latest = stop.return_day + AFTER_THE_RETURN
    return ReturnVisit(stop.days, threshold.least_days, threshold.article, latest, _is_recent(stop, parameters))
