"""The texts of the demo's library: prevention sheets, the sheet of one company."""

Sections = tuple[tuple[str, tuple[str, ...]], ...]

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
    ("Silice : les bons gestes", "Une page à afficher sur le chantier.", SILICA),
    ("Travail en hauteur : l’essentiel", "Une page à afficher sur le chantier.", HEIGHT),
)
