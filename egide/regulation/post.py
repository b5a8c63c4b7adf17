"""The post itself: height, loads, driving, electricity, night, the employer's own list."""

from datetime import date

from egide.regulation.rows import Determinant, Hire, Who, adapted, general, reinforced
from egide.regulation.terms import Group

LEAVES_SIR = date(2025, 10, 1)  # décret 2025-355 and arrêtés of 26 September 2025
LAST_DAY_IN_SIR = date(2025, 9, 30)
LEAVING_TEXT = "décret 2025-355"
G = Group.POST

ROWS: tuple[Determinant, ...] = (
    reinforced(
        "echafaudage_montage",
        "Montage et démontage d’échafaudages",
        G,
        "R.4624-23 I 7°",
        "Risque de chute de hauteur en montant ou démontant un échafaudage, pas seulement en y travaillant.",
        examples="Monteur d’échafaudage, maçon qui monte son échafaudage de pied.",
    ),
    reinforced(
        "port_charges_55kg",
        "Port habituel de charges de plus de 55 kg",
        G,
        "R.4541-9, R.4624-23 II",
        "Charges de plus de 55 kg portées d’habitude, 105 kg au plus.",
        examples="Manutention de bordures, de portes coupe-feu, de sacs sans aide mécanique.",
        hire_article="R.4541-9, R.4624-23 II",
    ),
    reinforced(
        "poste_liste_employeur",
        "Poste inscrit sur la liste de l’employeur",
        G,
        "R.4624-23 III",
        "Poste à risques particuliers que l’employeur a listé, motif écrit, après avis du médecin et du CSE.",
    ),
    reinforced(
        "autorisation_conduite",
        "Autorisation de conduite (avant octobre 2025)",
        G,
        "R.4323-56 (version de 2017), R.4624-23 II",
        "Conduite d’un engin soumis à autorisation : suivi renforcé jusqu’au 30 septembre 2025.",
        until=LAST_DAY_IN_SIR,
        hire_article="R.4323-56 (2017), R.4624-24",
    ),
    general(
        "autorisation_conduite",
        "Autorisation de conduite d’engins",
        G,
        "R.4323-56 (décret 2025-355), arrêté du 26/09/2025",
        "Ne change plus la catégorie depuis le 1er octobre 2025 : une attestation du médecin, valable 5 ans, "
        "est demandée avant de conduire.",
        examples="Grue, chariot, nacelle (PEMP), pelle, mini-pelle, chargeuse.",
        since=LEAVES_SIR,
        brought_by=LEAVING_TEXT,
        announced="decret 2025-355",
        category_parameter="attestation_categorie",
        attestation="conduite",
        attestation_article="R.4323-56",
    ),
    reinforced(
        "habilitation_electrique",
        "Habilitation électrique (avant octobre 2025)",
        G,
        "R.4544-10 (version de 2017), R.4624-23 II",
        "Toute habilitation : suivi renforcé jusqu’au 30 septembre 2025, à préciser depuis.",
        until=LAST_DAY_IN_SIR,
        hire_article="R.4544-10 (2017), R.4624-24",
        replaced_by=("habilitation_electrique_voisinage", "habilitation_electrique_autre"),
    ),
    general(
        "habilitation_electrique_voisinage",
        "Habilitation électrique sous tension ou au voisinage",
        G,
        "R.4544-10, R.4544-11, R.4544-11-1, arrêté du 26/09/2025",
        "Travaux sous tension, ou au voisinage de pièces nues sous tension : une attestation du médecin, valable "
        "5 ans, est demandée avant l’habilitation.",
        examples="Raccordement sous tension, intervention au voisinage.",
        since=LEAVES_SIR,
        brought_by=LEAVING_TEXT,
        announced="decret 2025-355",
        category_parameter="attestation_categorie",
        attestation="electricite",
        attestation_article="R.4544-10",
    ),
    general(
        "habilitation_electrique_autre",
        "Autre habilitation électrique",
        G,
        "R.4544-9, R.4544-10",
        "Habilitation sans travail sous tension ni voisinage visé : pas d’attestation.",
        examples="H0, B0, BS.",
        since=LEAVES_SIR,
        brought_by=LEAVING_TEXT,
        announced="decret 2025-355",
    ),
    adapted(
        "travail_nuit",
        "Travail de nuit",
        G,
        "R.4624-18, R.4624-17, L.3122-5, L.3122-11",
        "Deux fois trois heures de nuit par semaine, ou 270 heures en douze mois à défaut d’accord.",
        examples="Travaux de voirie ou de voie ferrée la nuit.",
        hire=Hire.BEFORE,
        hire_article="R.4624-18",
        years=3,
        renewal_article="R.4624-17",
    ),
    general(
        "travail_ecran",
        "Travail sur écran",
        G,
        "R.4542-17, R.4542-18",
        "Travail habituel sur écran ; la vue est vérifiée pendant la visite.",
        examples="Bureau d’études, comptabilité, accueil.",
    ),
    general(
        "travail_hauteur",
        "Travail en hauteur",
        G,
        "R.4624-23 I 7° a contrario",
        "Travail en hauteur sans montage d’échafaudage.",
        examples="Toiture, nacelle, échelle, charpente.",
    ),
    general(
        "charges_25_55kg",
        "Port de charges jusqu’à 55 kg",
        G,
        "R.4541-9 a contrario",
        "Manutention manuelle, 55 kg au plus (25 kg pour une femme).",
        examples="Sacs de ciment, parpaings, plaques de plâtre.",
    ),
    reinforced(
        "sir_decision_medecin",
        "Suivi renforcé décidé par le médecin du travail",
        G,
        "R.4624-21",
        "Constaté par le médecin du travail.",
        hire=Hire.AT_ONCE,
        hire_article="R.4624-21, R.4624-24",
        who=Who.SERVICE,
    ),
    adapted(
        "sia_protocole_medecin",
        "Suivi adapté décidé par le médecin du travail",
        G,
        "R.4624-17",
        "Prévu par le protocole du médecin du travail.",
        years=3,
        renewal_article="R.4624-17",
        who=Who.SERVICE,
    ),
)
