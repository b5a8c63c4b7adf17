"""The texts of the demo's library: the real mode d'emploi of this product, model statutes, prevention sheets."""

GUIDE = (
    ("Se connecter", (
        "À l’adresse du portail, saisissez le code utilisateur et le mot de passe de votre courrier. Les cabinets comptables passent par « J’utilise une connexion mandataire / cabinet comptable ».",
        "La première fois, choisissez un mot de passe de {minimum} caractères au moins : une phrase de quelques mots convient. Indiquez ensuite une adresse de récupération, deux fois, et suivez le lien que vous y recevez.",
        "Mot de passe perdu : « J’ai oublié mon mot de passe » envoie un lien valable une heure à votre adresse de récupération.",
    )),
    ("Accueil", ("« À faire » montre d’abord ce qui presse : factures, visites en retard, embauches sans rendez-vous, fiches à compléter. Chaque ligne mène à la liste concernée.",)),
    ("Mon entreprise", (
        "Chaque bloc s’ouvre par son crayon et se termine par Valider ou Fermer. Les champs grisés se modifient sur demande, avec un justificatif : la réponse du service s’affiche au même endroit.",
        "L’administrateur invite d’autres utilisateurs, leur donne un rôle et accorde ou révoque les mandats des cabinets.",
    )),
    ("Mes salariés", (
        "Blanc : la fiche est complète. Vert : le salarié vient d’être ajouté. Rouge : il est sorti. Orange : il manque quelque chose, la ligne dit quoi.",
        "Cliquez sur un nom pour ouvrir la fiche. En cochant les déterminants de suivi individuel, la catégorie déclarée (SI, SIA ou SIR) s’adapte, avec l’article du code du travail.",
        "Après une embauche, demandez le rendez-vous : la fiche donne la date limite.",
    )),
    ("Mes factures", ("L’œil ouvre l’aperçu, à enregistrer ou imprimer. L’euro donne la date, le mode, le montant et la référence du règlement. La croix ferme.",)),
    ("Mes contacts", ("Le siège, votre centre de visite et son accès, votre médecin référent ; l’œil montre les coordonnées de sa secrétaire. L’affichage obligatoire s’imprime depuis cette page.",)),
    ("Mes rendez-vous", (
        "« Demander un rendez-vous » envoie la demande à l’assistante médicale, qui la valide, demande une précision ou dit pourquoi elle refuse. Seuls les rendez-vous validés sont dans « À venir ».",
        "L’annulation est gratuite jusqu’à {notice} jours ouvrés avant l’heure du rendez-vous ; ensuite, {fee} hors taxes sont dus. L’écran donne le dernier moment gratuit.",
        "La convocation de chaque rendez-vous confirmé se télécharge en PDF, et s’ajoute à l’agenda.",
    )),
    ("Mes documents", ("La bibliothèque du service, par thème. « Déposer un document » remet au service votre document unique.",)),
    ("Besoin d’aide", ("{assistance}. Munissez-vous de votre numéro d’adhérent.",)),
)  # fmt: skip
STATUTES = (
    ("Article 1 – Objet", ("L’association gère un service de prévention et de santé au travail interentreprises. Ce texte est un modèle de démonstration, sans valeur juridique.",)),
    ("Article 2 – Adhésion", ("Tout employeur du ressort peut adhérer. L’adhésion prend effet à la date indiquée sur le bulletin et se renouvelle chaque année civile.",)),
    ("Article 3 – Obligations de l’adhérent", ("Déclarer ses salariés et leurs risques, tenir sa liste à jour, libérer les salariés convoqués et régler les cotisations à l’échéance.",)),
    ("Article 4 – Cotisations", ("La cotisation est due pour chaque salarié suivi, chacun comptant pour un. Le barème est voté par l’assemblée générale.",)),
    ("Règlement intérieur – Rendez-vous", ("Un rendez-vous s’annule sans frais jusqu’à {notice} jours ouvrés avant son heure. Au-delà, et en cas d’absence, {fee} hors taxes sont facturés à l’entreprise, sauf remise accordée par le service.",)),
    ("Règlement intérieur – Secret médical", ("L’employeur reçoit les attestations et avis que la loi prévoit, et aucune donnée médicale.",)),
)  # fmt: skip
SILICA = (
    ("Pourquoi", ("La poussière de silice s’inhale en coupant, ponçant ou perçant béton, brique et pierre. Elle provoque la silicose et des cancers.",)),
    ("Que faire", ("Travailler à l’humide, aspirer à la source, porter un masque P3 ajusté, ne jamais balayer à sec.",)),
)  # fmt: skip
HEIGHT = (
    ("Avant de monter", ("Vérifier le plancher, les garde-corps et l’ancrage. Un échafaudage se monte par des personnes formées.",)),
    ("En cas de chute", ("Ne pas déplacer la victime, appeler le 15 ou le 112, sécuriser la zone.",)),
)  # fmt: skip
DOCUMENTS = (
    (0, "Mode d’emploi du portail adhérent", "Tout ce que le portail permet, menu par menu.", GUIDE),
    (1, "Statuts et règlement intérieur", "Texte modèle de démonstration.", STATUTES),
    (2, "Silice : les bons gestes", "Une page à afficher sur le chantier.", SILICA),
    (2, "Travail en hauteur : l’essentiel", "Une page à afficher sur le chantier.", HEIGHT),
)
