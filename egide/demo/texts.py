"""The texts of the demo's library: model statutes, prevention sheets."""

Sections = tuple[tuple[str, tuple[str, ...]], ...]

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
COMPANY = "Fiche d’entreprise"
COMPANY_SHEET = (
    ("Activité et effectif", ("Charpente et couverture, atelier et chantiers. Texte de démonstration.",)),
    ("Risques relevés", ("Travail en hauteur, poussières de bois à l’atelier, bruit, port de charges.",)),
    ("Actions conseillées", ("Aspiration à la source, protections collectives avant les individuelles.",)),
)
DOCUMENTS = (
    (1, "Statuts et règlement intérieur", "Texte modèle de démonstration.", STATUTES),
    (2, "Silice : les bons gestes", "Une page à afficher sur le chantier.", SILICA),
    (2, "Travail en hauteur : l’essentiel", "Une page à afficher sur le chantier.", HEIGHT),
)
