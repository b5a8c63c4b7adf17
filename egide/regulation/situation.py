"""The person: age (computed), regulated work of the young, and health data that workers declare themselves."""

from egide.regulation.rows import Determinant, Hire, Restriction, Who, choice, reinforced
from egide.regulation.terms import Category, Group

# R.4624-18 names night work and minors only: the prior visit is a choice of the service
PRIOR_VISIT = choice(
    "vip_prealable_rqth_invalidite", True, hire=Hire.BEFORE, hire_article="R.4624-18, par extension du service"
)
G = Group.SITUATION

ROWS: tuple[Determinant, ...] = (
    reinforced(
        "moins_18_travaux_reglementes",
        "Jeune de 15 à 18 ans affecté à des travaux réglementés",
        G,
        "R.4153-40, R.4624-23 II",
        "Jeune en formation, affecté par dérogation à des travaux interdits aux mineurs : examen chaque année.",
        "Apprenti qui utilise une scie circulaire, monte sur un toit ou manipule des produits CMR.",
        years=1,  # R.4153-40 5°
        intermediate=None,
        minors_only=True,
        before_18=Restriction("R.4153-41, R.4153-44", "une déclaration de dérogation est à faire, valable 3 ans"),
    ),
    reinforced(
        "moins_18_aptitude_constatee",
        "Mineur diplômé ou manutention de plus de 20 % de son poids",
        G,
        "R.4153-49, R.4153-52, R.4624-23 II",
        "Mineur affecté à des travaux réglementés après son diplôme, ou portant plus de 20 % de son poids.",
        "Jeune titulaire d’un CAP de maçon embauché à 17 ans, port de sacs ou de parpaings.",
        minors_only=True,
    ),
    Determinant(
        "moins_18",
        "Moins de 18 ans",
        G,
        Category.SIA,
        "R.4624-18, R.4624-16",
        "Calculé par la date de naissance.",
        hire=Hire.BEFORE,
        hire_article="R.4624-18",
        who=Who.COMPUTED,
        minors_only=True,
        choices=(choice("sia_mineur_ans", 3, years=3, article="R.4624-18, R.4624-17"),),
    ),
    Determinant(
        "rqth",
        "Travailleur handicapé",
        G,
        Category.SIA,
        "L.4624-1, R.4624-17, R.4624-20",
        "Déclaré par le salarié, seulement s’il le souhaite.",
        years=3,  # R.4624-17
        who=Who.HEALTH,
        choices=(PRIOR_VISIT,),
    ),
    Determinant(
        "invalidite",
        "Pension d’invalidité",
        G,
        Category.SIA,
        "L.4624-1, R.4624-17, R.4624-20",
        "Déclarée par le salarié, seulement s’il le souhaite.",
        years=3,  # R.4624-17
        who=Who.HEALTH,
        choices=(PRIOR_VISIT,),
    ),
    Determinant(
        "enceinte_accouchee_allaitante",
        "Femme enceinte, venant d’accoucher ou allaitante",
        G,
        Category.SIA,
        "R.4624-19",
        "Déclaré par la salariée, seulement si elle le souhaite.",
        who=Who.HEALTH,
    ),
    Determinant(
        "cas_general",
        "Aucun déterminant",
        G,
        Category.SI,
        "L.4624-1, R.4624-10, R.4624-16",
        "Aucun risque ni situation qui renforce ou adapte le suivi.",
        who=Who.COMPUTED,
    ),
)
