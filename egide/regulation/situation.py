"""The person: age (computed), regulated work of the young, and health data that workers declare themselves."""

from egide.regulation.rows import Determinant, Hire, Who, reinforced
from egide.regulation.terms import Category, Group

G = Group.SITUATION

ROWS: tuple[Determinant, ...] = (
    reinforced(
        "moins_18_travaux_reglementes",
        "Jeune de 15 à 18 ans affecté à des travaux réglementés",
        G,
        "R.4153-40, R.4624-23 II",
        "Jeune en formation, affecté par dérogation à des travaux interdits aux mineurs : examen chaque année.",
        examples="Apprenti qui utilise une scie circulaire, monte sur un toit ou manipule des produits CMR.",
        years=1,
        intermediate=None,
    ),
    reinforced(
        "moins_18_aptitude_constatee",
        "Mineur diplômé ou manutention de plus de 20 % de son poids",
        G,
        "R.4153-49, R.4153-52, R.4624-23 II",
        "Mineur affecté à des travaux réglementés après son diplôme, ou portant plus de 20 % de son poids.",
    ),
    Determinant(
        "moins_18",
        "Moins de 18 ans",
        G,
        Category.SIA,
        "R.4624-18, R.4624-16",
        "Calculé par la date de naissance.",
        hire=Hire.BEFORE,
        years_parameter="sia_mineur_ans",
        who=Who.COMPUTED,
    ),
    Determinant(
        "rqth",
        "Travailleur handicapé",
        G,
        Category.SIA,
        "L.4624-1, R.4624-17, R.4624-20",
        "Déclaré par le salarié, seulement s’il le souhaite.",
        years=3,
        who=Who.HEALTH,
    ),
    Determinant(
        "invalidite",
        "Pension d’invalidité",
        G,
        Category.SIA,
        "L.4624-1, R.4624-17, R.4624-20",
        "Déclarée par le salarié, seulement s’il le souhaite.",
        years=3,
        who=Who.HEALTH,
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
)
