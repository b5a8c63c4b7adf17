"""The person: age (computed), regulated work of the young, and health data that workers declare themselves."""

from egide.regulation.rows import Determinant, Hire, Who, adapted, general, reinforced
from egide.regulation.terms import Group

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
        hire_article="R.4153-40 5°, R.4624-24",
        renewal_article="R.4153-40 5°",
        minors_only=True,
    ),
    reinforced(
        "moins_18_aptitude_constatee",
        "Mineur diplômé ou manutention de plus de 20 % de son poids",
        G,
        "R.4153-49, R.4153-52, R.4624-23 II",
        "Mineur affecté à des travaux réglementés après son diplôme, ou portant plus de 20 % de son poids.",
        minors_only=True,
    ),
    adapted(
        "moins_18",
        "Moins de 18 ans",
        G,
        "R.4624-18, R.4624-16",
        "Calculé par la date de naissance.",
        hire=Hire.BEFORE,
        hire_article="R.4624-18",
        years_parameter="sia_mineur_ans",
        parameter_article="R.4624-17",
        who=Who.COMPUTED,
    ),
    adapted(
        "rqth",
        "Travailleur handicapé",
        G,
        "L.4624-1, R.4624-17, R.4624-20",
        "Déclaré par le salarié, seulement s’il le souhaite.",
        hire=Hire.BEFORE_IF_ASKED,
        hire_article="usage",
        years=3,
        renewal_article="R.4624-17",
        referral_article="R.4624-20",
        who=Who.HEALTH,
    ),
    adapted(
        "invalidite",
        "Pension d’invalidité",
        G,
        "L.4624-1, R.4624-17, R.4624-20",
        "Déclarée par le salarié, seulement s’il le souhaite.",
        hire=Hire.BEFORE_IF_ASKED,
        hire_article="usage",
        years=3,
        renewal_article="R.4624-17",
        referral_article="R.4624-20",
        who=Who.HEALTH,
    ),
    adapted(
        "enceinte_accouchee_allaitante",
        "Femme enceinte, venant d’accoucher ou allaitante",
        G,
        "R.4624-19",
        "Déclaré par la salariée, seulement si elle le souhaite.",
        who=Who.HEALTH,
    ),
    general(
        "cas_general",
        "Aucun risque particulier",
        G,
        "L.4624-1, R.4624-10, R.4624-16",
        "Suivi général : visite d’information et de prévention, puis tous les cinq ans au plus.",
        who=Who.COMPUTED,
    ),
)
