"""Physical agents: radiation, pressure, fields, noise, vibrations, light."""

from datetime import date

from egide.regulation.rows import Determinant, Hire, adapted, general, reinforced
from egide.regulation.terms import Group

IONISING = date(2018, 7, 1)  # décret 2018-437
G = Group.PHYSICAL

ROWS: tuple[Determinant, ...] = (
    reinforced(
        "rayonnements_ionisants_a",
        "Rayonnements ionisants, catégorie A",
        G,
        "R.4624-23 I 5°, R.4451-57 I 1°, R.4451-82",
        "Travailleur classé en catégorie A : examen chaque année, sans visite intermédiaire.",
        examples="Radiographie industrielle de soudures.",
        since=IONISING,
        years=1,
        intermediate=None,
        renewal_article="R.4451-82",
    ),
    reinforced(
        "rayonnements_ionisants_b",
        "Rayonnements ionisants, catégorie B",
        G,
        "R.4624-23 I 5°, R.4451-57 I 2°, R.4451-82",
        "Travailleur classé en catégorie B.",
        examples="Contrôle de densité par gammadensimètre, chantier en zone contrôlée.",
        since=IONISING,
    ),
    reinforced(
        "radon_suivi_individuel",
        "Radon avec suivi dosimétrique individuel",
        G,
        "R.4451-82 al. 1, R.4451-64 2°",
        "Travail en lieu souterrain ou confiné où le radon dépasse 6 mSv sur douze mois.",
        examples="Galeries, caves, stations souterraines.",
        since=IONISING,
    ),
    reinforced(
        "urgence_radiologique",
        "Intervention en urgence radiologique",
        G,
        "R.4451-109",
        "A pris part à une intervention d’urgence radiologique : examen chaque année, cinq ans au moins.",
        examples="Secours ou déblaiement après un accident dans une installation nucléaire.",
        since=IONISING,
        years=1,
        intermediate=None,
        renewal_article="R.4451-109",
        lasts_years=5,
    ),
    reinforced(
        "hyperbare",
        "Travail hyperbare",
        G,
        "R.4624-23 I 6°, R.4461-1",
        "Travail sous une pression de plus de 100 hPa au-dessus de la pression de l’air.",
        examples="Plongée de travaux, creusement en air comprimé.",
    ),
    adapted(
        "champs_electromagnetiques",
        "Champs électromagnétiques au-delà des valeurs limites",
        G,
        "R.4453-25 I, R.4453-19",
        "Exposition au-delà des valeurs limites d’exposition.",
        examples="Soudage par résistance, proximité d’antennes en service, chauffage par induction.",
        hire=Hire.BEFORE,
        hire_article="R.4453-25 I",
        years_parameter="sia_cem_ans",
        parameter_article="R.4624-17 (protocole)",
    ),
    general(
        "bruit",
        "Bruit",
        G,
        "R.4435-2, R.4431-2 3°",
        "Au-dessus de 80 dB(A) sur la journée, ou de 135 dB(C) en crête.",
        examples="Marteau-piqueur, scie, meuleuse, battage.",
    ),
    general(
        "vibrations",
        "Vibrations mécaniques",
        G,
        "R.4446-2 à R.4446-4",
        "Vibrations des mains et des bras, ou du corps entier.",
        examples="Brise-béton, plaque vibrante, conduite d’engins.",
    ),
    general(
        "rayonnements_optiques",
        "Rayonnements optiques artificiels",
        G,
        "R.4452-29 à R.4452-31",
        "Ultraviolets, infrarouges ou laser.",
        examples="Soudage à l’arc, niveau laser puissant.",
    ),
)
