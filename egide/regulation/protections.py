"""Work that the law forbids or restricts to some people: minors, pregnancy, temporary contracts, loads."""

from dataclasses import dataclass
from datetime import date

from egide.regulation.terms import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What to look at when somebody is exposed to one of `codes` and answers every other condition given.

    `under`: an age not reached; `details`: of maternity; `allowed_by_derogation`: a declaration in force
    (R.4153-41, three years by R.4153-44) answers it; `health`: tells something of the person's health.
    """

    code: str
    codes: frozenset[str]
    article: str
    sentence: str
    severity: Severity
    under: int = 0
    sex: str = ""
    details: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    allowed_by_derogation: bool = False
    since: date = date.min
    until: date = date.max

    @property
    def health(self) -> bool:
        return bool(self.details) or MATERNITY_CODE in self.codes


F, D, C, INFO = Severity.FORBIDDEN, Severity.FORBIDDEN_UNLESS_DEROGATION, Severity.TO_CHECK, Severity.INFO
MATERNITY_CODE = "enceinte_accouchee_allaitante"
DEROGATION_YEARS, DEROGATION_ARTICLE = 3, "R.4153-41, R.4153-44"
LEAD = frozenset({"plomb", "plomb_seuil"})
IONISING = frozenset({"rayonnements_ionisants_a", "rayonnements_ionisants_b", "radon_suivi_individuel"})
CARCINOGENIC = frozenset(
    {
        "cmr_1a_1b",
        "silice_cristalline",
        "poussieres_bois",
        "formaldehyde_travaux",
        "hap_suie_goudron",
        "diesel_echappement",
        "huiles_moteur_usagees",
        "procede_cancerogene_autre",
    }
)
CHEMICAL = frozenset({"agents_chimiques_dangereux"}) | CARCINOGENIC | LEAD
LIVE_PARTS = frozenset({"habilitation_electrique", "habilitation_electrique_voisinage"})
CATEGORY_A = frozenset({"rayonnements_ionisants_a", "urgence_radiologique"})
PREGNANT, NURSING = frozenset({"enceinte"}), frozenset({"allaitante"})
PRECARIOUS = frozenset({"CDD", "interimaire", "saisonnier"})


def minor(code: str, codes: set[str] | frozenset[str], article: str, work: str, severity: Severity = D) -> Protection:
    """A row of D.4153-15 to -37: forbidden before 18, save by derogation where the article lets it."""
    end = "sauf dérogation" if severity is D else "sans dérogation possible"
    sentence = f"{work} : interdit avant 18 ans, {end}."
    return Protection(
        code=code,
        codes=frozenset(codes),
        article=article,
        sentence=sentence,
        severity=severity,
        under=18,
        allowed_by_derogation=severity is D,
    )


MINORS = (
    Protection(
        code="mineur_travaux_reglementes_derogation",
        codes=frozenset({"moins_18_travaux_reglementes"}),
        article="R.4153-40, R.4153-41",
        sentence="Travaux réglementés avant 18 ans : la déclaration de dérogation à l’inspection est à faire.",
        severity=C,
        under=18,
        allowed_by_derogation=True,
    ),
    Protection(
        code="mineur_nuit",
        codes=frozenset({"travail_nuit"}),
        article="L.3163-1, L.3163-2",
        sentence="Le travail de nuit est interdit avant 18 ans, sauf dérogation.",
        severity=D,
        under=18,
    ),
    minor("mineur_agents_chimiques", CHEMICAL, "D.4153-17", "Agents chimiques dangereux ou CMR"),
    minor("mineur_amiante", {"amiante"}, "D.4153-18", "Amiante (niveau 1 seulement)"),
    minor("mineur_agents_biologiques_3_4", {"agents_biologiques_3_4"}, "D.4153-19", "Agents biologiques 3 et 4", F),
    Protection(
        code="mineur_vibrations",
        codes=frozenset({"vibrations"}),
        article="D.4153-20",
        sentence="Vibrations : interdites avant 18 ans au-dessus des valeurs de R.4443-2, sans dérogation.",
        severity=C,
        under=18,
    ),
    minor("mineur_categorie_a", CATEGORY_A, "D.4153-21", "Rayonnements ionisants, catégorie A", F),
    minor("mineur_categorie_b", {"rayonnements_ionisants_b"}, "D.4153-21", "Rayonnements ionisants, catégorie B"),
    minor("mineur_rayonnements_optiques", {"rayonnements_optiques"}, "D.4153-22", "Rayonnements optiques artificiels"),
    minor("mineur_hyperbare", {"hyperbare"}, "D.4153-23", "Travail hyperbare"),
    minor("mineur_conduite", {"autorisation_conduite"}, "D.4153-27, R.4153-51", "Conduite d’équipements mobiles"),
    minor("mineur_electricite", LIVE_PARTS, "D.4153-24, R.4153-50", "Accès à des pièces nues sous tension", C),
    minor("mineur_travail_hauteur", {"travail_hauteur"}, "D.4153-30", "Travail en hauteur"),
    minor("mineur_echafaudage", {"echafaudage_montage"}, "D.4153-31", "Montage et démontage d’échafaudages"),
)

MATERNITY = (
    Protection(
        code="enceinte_categorie_a",
        codes=frozenset({"rayonnements_ionisants_a"}),
        article="D.4152-6",
        sentence="Une femme enceinte ne peut pas être affectée à un poste de catégorie A.",
        severity=F,
        details=PREGNANT,
    ),
    Protection(
        code="allaitante_exposition_interne",
        codes=IONISING,
        article="D.4152-7",
        sentence="Allaitement : aucun poste avec un risque d’exposition interne aux rayonnements ionisants.",
        severity=C,
        details=NURSING,
    ),
    Protection(
        code="enceinte_hyperbare",
        codes=frozenset({"hyperbare"}),
        article="D.4152-29",
        sentence="Une femme enceinte ne peut pas travailler au-dessus de 100 hPa.",
        severity=F,
        details=PREGNANT,
    ),
    Protection(
        code="enceinte_allaitante_repro_1a_1b",
        codes=LEAD,
        article="D.4152-10",
        sentence="Le plomb est toxique pour la reproduction : interdit pendant la grossesse et l’allaitement.",
        severity=F,
        details=PREGNANT | NURSING,
    ),
    Protection(
        code="enceinte_allaitante_repro_1a_1b",
        codes=frozenset({"cmr_1a_1b"}),
        article="D.4152-10",
        sentence="Reprotoxiques 1A ou 1B, effets sur l’allaitement, benzène : interdits pendant la grossesse "
        "et l’allaitement.",
        severity=C,
        details=PREGNANT | NURSING,
    ),
    Protection(
        code="enceinte_agents_biologiques",
        codes=frozenset({"agents_biologiques_2", "agents_biologiques_3_4"}),
        article="D.4152-3",
        sentence="Grossesse : aucune exposition à la rubéole ou à la toxoplasmose sans immunité.",
        severity=C,
        details=PREGNANT,
    ),
    Protection(
        code="grossesse_orientation_medecin",
        codes=frozenset({MATERNITY_CODE}),
        article="R.4624-19",
        sentence="À tout moment, si elle le souhaite, la salariée est orientée sans délai vers le médecin.",
        severity=INFO,
    ),
    Protection(
        code="champs_electromagnetiques_grossesse",
        codes=frozenset({"champs_electromagnetiques"}),
        article="R.4453-8 7°",
        sentence="Champs électromagnétiques pendant la grossesse : orientation vers le médecin du travail.",
        severity=C,
        details=PREGNANT,
    ),
)

OTHERS = (
    Protection(
        code="champs_electromagnetiques_mineur",
        codes=frozenset({"champs_electromagnetiques"}),
        article="R.4453-8 7°",
        sentence="Champs électromagnétiques avant 18 ans : orientation vers le médecin du travail.",
        severity=C,
        under=18,
    ),
    Protection(
        code="femme_charges_25kg",
        codes=frozenset({"port_charges_55kg", "charges_25_55kg"}),
        article="R.4541-9",
        sentence="Une femme ne peut pas porter plus de 25 kg (40 kg avec une brouette).",
        severity=F,
        sex="F",
    ),
    Protection(
        code="cdd_interim_travaux_interdits",
        codes=frozenset({"amiante"}),
        article="L.4154-1, D.4154-1, D.4154-3",
        sentence="Certains travaux de l’amiante sont interdits en CDD et en intérim, sauf autorisation.",
        severity=D,
        statuses=PRECARIOUS,
    ),
    Protection(
        code="cdd_interim_urgence_radiologique",
        codes=frozenset({"urgence_radiologique"}),
        article="R.4451-100",
        sentence="Le premier groupe d’urgence radiologique est fermé aux CDD et aux intérimaires.",
        severity=F,
        statuses=PRECARIOUS,
    ),
    Protection(
        code="interim_zone_controlee",
        codes=frozenset({"rayonnements_ionisants_a", "rayonnements_ionisants_b"}),
        article="R.4451-57 III, R.4451-88",
        sentence="Intérim en zone contrôlée : catégorie B au moins, suivi par l’entreprise utilisatrice.",
        severity=INFO,
        statuses=frozenset({"interimaire"}),
    ),
    Protection(
        code="ecran_examen_yeux",
        codes=frozenset({"travail_ecran"}),
        article="R.4542-17",
        sentence="La vue est vérifiée pendant la visite ; à la lettre, avant le travail sur écran.",
        severity=INFO,
    ),
)

PROTECTIONS: tuple[Protection, ...] = (*MINORS, *MATERNITY, *OTHERS)
