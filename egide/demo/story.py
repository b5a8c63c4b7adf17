"""The facts of the demo: the service, its places, twelve companies of the building trade; all invented."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from egide.centres.models import Tariff

SERVICE = {
    "name": "Santé Travail Démonstration",
    "short_name": "Service de démonstration",
    "address": "12 avenue des Compagnons\n51000 Châlons-en-Exemple",
    "legal_form": "Association loi de 1901",
    "siren": "552100554",
    "vat_number": "FR96552100554",
    "iban": "FR7630001007941234567890185",
    "bic": "BDFEFRPP",
    "creditor_identifier": "FR72ZZZ123456",
    "phone": "03 53 01 42 00",
    "opening_hours": "Du lundi au vendredi, de 8 h 30 à 12 h et de 13 h 30 à 17 h",
    "assistance_email": "assistance.portail@gasbtp.com",
    "assistance_phone": "03.26.48.42.13",
    "accounting_email": "comptabilite@service.example",
    "accounting_phone": "03 53 01 42 20",
    "relations_name": "Élise Carpentier",
    "relations_email": "adherents@service.example",
    "relations_phone": "03 53 01 42 30",
}
PRICES = {
    Tariff.Kind.ABSENCE: (Decimal("72.00"), date(2020, 1, 1)),
    Tariff.Kind.TEMPORARY: (Decimal("58.00"), date(2020, 1, 1)),
}
CENTRES = (
    ("Centre Nord", "4 rue des Maçons", "51100", "Reims", "Tramway B, arrêt Compagnons", "Parking gratuit"),
    ("Centre Sud", "27 boulevard du Plâtre", "51200", "Épernay", "Bus 3, arrêt Gare", "Parking de la gare"),
    ("Centre mobile", "Place de la Halle", "51300", "Vitry-le-François", "Camion devant la halle", "Place centrale"),
)
PHYSICIANS = (
    ("Dr", "Hélène", "Leroy", "physician", 0, "Sophie Marchand"),
    ("Dr", "Antoine", "Gallet", "physician", 0, "Inès Robin"),
    ("Dr", "Marion", "Perrin", "physician", 1, "Julie Lemaire"),
    ("Dr", "Thomas", "Petit", "physician", 2, "Nora Belkacem"),
    ("", "Camille", "Weber", "nurse", 0, "Agathe Colin"),
)
STAFF = (
    ("sophie", "Sophie", "Marchand", "assistant"),
    ("ines", "Inès", "Robin", "assistant"),
    ("julie", "Julie", "Lemaire", "assistant"),
    ("nora", "Nora", "Belkacem", "assistant"),
    ("agathe", "Agathe", "Colin", "assistant"),
    ("lea", "Léa", "Fabre", "assistant"),
    ("armand", "Armand", "Delaunay", "accounting"),
    ("elise", "Élise", "Carpentier", "relations"),
    ("nadia", "Nadia", "Ferhat", "administrator"),
)
PASSWORD = "chantier-bleu-matin"  # noqa: S105  shown to everybody: the demo has nothing to protect
FIRST_PASSWORD = "lettre-ardoise-vague"  # noqa: S105


@dataclass(frozen=True)
class Company:
    """A member of the demo: `posts` are the keys of POSTS that its people hold, the usual ones first; `sites` are
    its other establishments (name, address, postcode, city)."""

    number: int
    name: str
    form: str
    naf: str
    staff: int
    street: str
    city: str
    postcode: str
    manager: tuple[str, str]
    posts: tuple[str, ...]
    centre: int = 0
    physician: int = 0
    sites: tuple[tuple[str, str, str, str], ...] = ()

    @property
    def phone(self) -> str:
        return f"03 53 02 {self.number // 100 % 100:02d} {self.number % 100:02d}"


COMPANIES = (
    Company(10042, "Charpentes Aubert", "SARL", "43.91A", 24, "8 rue de l’Atelier", "Reims", "51100",
            ("Martine", "Aubert"), ("charpentier", "couvreur", "echafaudeur", "apprenti", "conducteur", "comptable"),
            sites=(("Atelier de levage", "14 route du Canal", "51350", "Cormontreuil"),)),
    Company(10077, "Toitures Benali", "SAS", "43.91B", 12, "31 rue des Ardoisiers", "Reims", "51100",
            ("Karim", "Benali"), ("couvreur", "manoeuvre", "secretaire")),
    Company(10099, "Peinture Nouvel", "EURL", "43.34Z", 5, "2 impasse du Lavoir", "Épernay", "51200",
            ("Nina", "Nouvel"), ("peintre", "secretaire"), 1, 2),
    Company(10113, "Maçonnerie Roussel", "SARL", "43.99C", 45, "60 avenue de Champagne", "Épernay", "51200",
            ("Didier", "Roussel"), ("macon", "manoeuvre", "engins", "apprenti", "conducteur", "comptable"), 1, 2,
            (("Dépôt", "5 rue de la Sablière", "51530", "Dizy"),)),
    Company(10120, "Électricité Delmas", "SARL", "43.21A", 18, "17 rue Ampère", "Reims", "51100",
            ("Sandrine", "Delmas"), ("electricien", "apprenti", "secretaire"), 0, 1),
    Company(10131, "Travaux publics Faure", "SA", "42.11Z", 180, "Zone des Vignes Basses", "Vitry-le-François",
            "51300", ("Laurent", "Faure"),
            ("engins", "route", "canalisateur", "conducteur", "mecanicien", "comptable", "secretaire"), 2, 3,
            (("Agence de Reims", "9 rue du Vieux Bassin", "51100", "Reims"),
             ("Centrale d’enrobage", "Chemin des Carrières", "51300", "Couvrot"))),
    Company(10145, "Plomberie Lenoir", "SARL", "43.22A", 8, "3 rue des Fontaines", "Reims", "51100",
            ("Pascal", "Lenoir"), ("plombier", "apprenti"), 0, 1),
    Company(10158, "Plâtrerie Vidal", "EI", "43.31Z", 3, "11 rue du Four à Chaux", "Épernay", "51200",
            ("Bruno", "Vidal"), ("plaquiste",), 1, 2),
    Company(10166, "Carrelage Masson", "SARL", "43.33Z", 6, "24 rue du Grès", "Reims", "51100",
            ("Céline", "Masson"), ("plaquiste", "manoeuvre")),
    Company(10174, "Menuiserie Colin", "SAS", "43.32A", 30, "45 rue du Chêne", "Reims", "51100",
            ("Vincent", "Colin"), ("menuisier", "apprenti", "dessinateur", "comptable"), 0, 1),
    Company(10189, "Étanchéité Haddad", "SAS", "43.99A", 60, "7 boulevard de la Marne", "Épernay", "51200",
            ("Samia", "Haddad"), ("couvreur", "manoeuvre", "conducteur", "secretaire"), 1, 2),
    Company(10195, "Grues et levage Morel", "SA", "43.99E", 95, "Quai des Mariniers", "Vitry-le-François", "51300",
            ("Philippe", "Morel"), ("grutier", "mecanicien", "chauffeur", "secretaire"), 2, 3),
)  # fmt: skip
# Their first users: the guide's, then whoever manages the company and waits for a letter.
USERS = {10042: "martine", 10077: "karim", 10099: "nouveau"}
WITHOUT_USER = {10189, 10195}  # joined on paper: nobody has asked for the portal yet


@dataclass(frozen=True)
class Post:
    title: str
    pcs: str
    codes: tuple[str, ...]


# What the employer has declared of stops: every so many people, the cause, days stopped, days until the return.
STOPS = (
    (9, "illness", 75, 6),
    (13, "work_accident", 34, -3),
    (17, "illness", 12, 2),
)
POSTS = {
    "charpentier": Post("Charpentier", "632C", ("poussieres_bois", "travail_hauteur", "bruit")),
    "couvreur": Post("Couvreur zingueur", "632E", ("travail_hauteur", "charges_25_55kg")),
    "echafaudeur": Post(
        "Monteur d’échafaudages", "624D", ("echafaudage_montage", "travail_hauteur", "autorisation_conduite")
    ),
    "apprenti": Post("Apprenti", "681B", ()),
    "conducteur": Post("Conducteur de travaux", "481A", ("travail_ecran",)),
    "comptable": Post("Comptable", "543B", ("travail_ecran",)),
    "secretaire": Post("Secrétaire", "542A", ("travail_ecran",)),
    "manoeuvre": Post("Manœuvre", "681A", ("charges_25_55kg", "bruit")),
    "peintre": Post("Peintre en bâtiment", "632G", ("agents_chimiques_dangereux", "travail_hauteur")),
    "macon": Post("Maçon", "632A", ("silice_cristalline", "charges_25_55kg", "bruit")),
    "engins": Post("Conducteur d’engins", "621C", ("autorisation_conduite", "vibrations")),
    "electricien": Post("Électricien", "633A", ("habilitation_electrique_voisinage",)),
    "route": Post("Ouvrier de route", "621E", ("hap_suie_goudron", "travail_nuit", "bruit")),
    "canalisateur": Post("Canalisateur", "621E", ("agents_biologiques_2", "vibrations")),
    "mecanicien": Post("Mécanicien d’engins", "634C", ("huiles_moteur_usagees",)),
    "plombier": Post("Plombier chauffagiste", "632F", ("agents_chimiques_dangereux", "charges_25_55kg")),
    "plaquiste": Post("Plaquiste", "632J", ("charges_25_55kg", "travail_hauteur")),
    "menuisier": Post("Menuisier", "632D", ("poussieres_bois", "bruit")),
    "dessinateur": Post("Dessinateur projeteur", "472A", ("travail_ecran",)),
    "grutier": Post("Grutier", "651A", ("autorisation_conduite", "travail_hauteur")),
    "chauffeur": Post("Chauffeur poids lourd", "641A", ("vibrations",)),
}
FIRST_NAMES = {
    "M": ("Paul", "Karim", "Lucas", "Mamadou", "Kévin", "Sébastien", "Hugo", "Yanis", "Denis", "Bruno", "Ibrahim",
          "Marc", "Julien", "Mehdi", "Antoine", "Loïc", "Nicolas", "Romain", "Théo", "Gaël"),
    "F": ("Amélie", "Inès", "Carla", "Chloé", "Nadège", "Émilie", "Aïcha", "Manon", "Élodie", "Zoé"),
}  # fmt: skip
LAST_NAMES = (
    "Girard", "Dubois", "Diallo", "Lefèvre", "Caron", "Bertin", "Moreau", "Traoré", "Masson", "Lopes", "Roche",
    "Kaci", "Fernandes", "Barbier", "Le Goff", "Payet", "Haddad", "Lemoine", "Gilles", "Roy", "Adam", "Barre", "Klein",
    "Marty", "Pons", "Riviere", "Sow", "Nguyen", "Costa", "Blanc", "Arnaud", "Perez", "Renard", "Schmitt", "Picard",
    "Vasseur", "Noël", "Brun", "Cordier", "Da Silva", "Ollivier", "Prévost", "Texier", "Charpentier", "Guillot",
)  # fmt: skip
