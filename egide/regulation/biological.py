"""Biological agents, by group of danger (R.4421-3)."""

from egide.regulation.rows import Determinant, Hire, adapted, general, reinforced
from egide.regulation.terms import Group

G = Group.BIOLOGICAL

ROWS: tuple[Determinant, ...] = (
    reinforced(
        "agents_biologiques_3_4",
        "Agents biologiques des groupes 3 et 4",
        G,
        "R.4624-23 I 4°, R.4421-3, R.4426-7",
        "Germes pouvant provoquer une maladie grave.",
        examples="Travaux en laboratoire ou en service de soins à risque, certaines stations d’épuration.",
    ),
    adapted(
        "agents_biologiques_2",
        "Agents biologiques du groupe 2",
        G,
        "R.4426-7 al. 2 et 3, R.4421-3 2°",
        "Germes pouvant provoquer une maladie, contre laquelle il existe un traitement efficace.",
        examples="Égouts, assainissement, leptospirose au bord de l’eau, désinfection après nuisibles.",
        hire=Hire.BEFORE,
        hire_article="R.4426-7 al. 3",
        years_parameter="sia_agents_bio2_ans",
        parameter_article="R.4624-17 (protocole)",
    ),
    general(
        "agents_biologiques_1",
        "Agents biologiques du groupe 1",
        G,
        "R.4426-7 al. 2",
        "Germes qui ne provoquent pas de maladie chez l’homme.",
        examples="Levures et moisissures sans danger, compost de végétaux.",
    ),
)
