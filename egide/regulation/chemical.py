"""Chemical agents: asbestos, lead, carcinogens, and the processes listed by the arrêté of 26 October 2020."""

from datetime import date

from egide.regulation.rows import Determinant, reinforced
from egide.regulation.terms import Category, Group

LISTED = "R.4624-23 I 3°, R.4412-60 2°, arrêté du 26/10/2020"
G = Group.CHEMICAL

ROWS: tuple[Determinant, ...] = (
    reinforced(
        "amiante",
        "Amiante",
        G,
        "R.4624-23 I 1°",
        "Retrait, encapsulage ou intervention sur des matériaux qui peuvent libérer des fibres d’amiante.",
        examples="Dépose de plaques de fibrociment, perçage d’anciens enduits, démolition avant travaux.",
    ),
    reinforced(
        "plomb",
        "Plomb et ses composés",
        G,
        "R.4624-23 I 2° (décret 2026-253)",
        "Toute exposition au plomb, sans seuil depuis le 10 avril 2026.",
        examples="Décapage de peintures anciennes, couverture en plomb, vitraux, soudure.",
        since=date(2026, 4, 10),
    ),
    reinforced(
        "plomb_seuil",
        "Plomb au-dessus des seuils",
        G,
        "R.4624-23 I 2°, R.4412-160 (abrogé)",
        "Exposition au plomb dépassant les valeurs d’air ou de plombémie, règle en vigueur jusqu’au 9 avril 2026.",
        until=date(2026, 4, 9),
        replaced_by="plomb",
    ),
    reinforced(
        "cmr_1a_1b",
        "Agents cancérogènes, mutagènes ou reprotoxiques (1A ou 1B)",
        G,
        "R.4624-23 I 3°, R.4412-60 1°",
        "Produit étiqueté H340, H350 ou H360 : cancérogène, mutagène ou toxique pour la reproduction.",
        examples="Certains durcisseurs, traitements du bois, carburants, chromates.",
    ),
    reinforced(
        "silice_cristalline",
        "Poussière de silice cristalline",
        G,
        LISTED,
        "Travaux qui dégagent de la poussière fine de silice : béton, pierre, brique, sable.",
        examples="Sciage et rainurage de béton, ponçage d’enduit, taille de pierre, démolition.",
        since=date(2021, 1, 1),
    ),
    reinforced(
        "poussieres_bois",
        "Poussières de bois",
        G,
        LISTED,
        "Travaux qui mettent en suspension des poussières de bois que l’on respire.",
        examples="Sciage, ponçage, pose de parquet, charpente en atelier.",
    ),
    reinforced(
        "formaldehyde_travaux",
        "Formaldéhyde",
        G,
        LISTED,
        "Travaux exposant au formaldéhyde, présent dans des colles, résines et isolants.",
        examples="Collage de panneaux, pose de laine isolante à liant, vernis.",
    ),
    reinforced(
        "hap_suie_goudron",
        "Suie, goudron, brai de houille (HAP)",
        G,
        LISTED,
        "Travaux exposant aux hydrocarbures polycycliques issus de la houille : suie, goudron, poix, fumées.",
        examples="Rabotage d’anciens enrobés au goudron, ramonage, étanchéité ancienne.",
    ),
    reinforced(
        "diesel_echappement",
        "Gaz d’échappement de moteurs diesel",
        G,
        f"{LISTED}, modifié le 03/05/2021",
        "Travaux où l’on respire les fumées de moteurs diesel.",
        examples="Conduite d’engins en tranchée ou en tunnel, groupe électrogène en lieu fermé, atelier.",
        since=date(2021, 7, 1),
    ),
    reinforced(
        "huiles_moteur_usagees",
        "Huiles de moteur usagées sur la peau",
        G,
        f"{LISTED}, modifié le 03/05/2021",
        "Contact de la peau avec des huiles ayant servi dans un moteur à combustion.",
        examples="Vidange d’engins, entretien du parc.",
        since=date(2021, 7, 1),
    ),
    reinforced(
        "procede_cancerogene_autre",
        "Autre procédé cancérogène listé",
        G,
        LISTED,
        "Auramine, grillage de mattes de nickel, procédé à l’acide fort et à l’alcool isopropylique.",
    ),
    Determinant(
        "agents_chimiques_dangereux",
        "Autres produits chimiques dangereux",
        G,
        Category.SI,
        "R.4412-44, R.4412-50",
        "Produits étiquetés dangereux qui ne sont pas des CMR 1A ou 1B.",
        "Colles, solvants, ciment, résines, peintures.",
    ),
)
