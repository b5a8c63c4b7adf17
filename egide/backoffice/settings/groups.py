"""The settings of the service by subject: each group is a page of its own, with what its choices change."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """`slug` is its address; `fields` are columns of Service."""

    slug: str
    title: str
    lead: str
    fields: tuple[str, ...]


GROUPS = (
    Group(
        "identite",
        "Identité et logo",
        "Sur chaque page, chaque courrier et chaque facture.",
        ("name", "short_name", "legal_form", "siren", "address", "phone", "opening_hours", "logo"),
    ),
    Group(
        "contacts",
        "Contacts",
        "Ceux que les adhérents voient dans Mes contacts et au bas de chaque page.",
        ("assistance_email", "assistance_phone", "relations_name", "relations_email", "relations_phone",
         "accounting_email", "accounting_phone"),
    ),
    Group(
        "facturation",
        "Facturation",
        "Pour les factures à venir : celles déjà émises gardent ce qu’elles disaient.",
        ("vat_number", "vat_rate", "vat_exemption", "iban", "bic", "payment_days", "late_penalty"),
    ),
    Group(
        "comptabilite",
        "Comptes pour la comptabilité",
        "Les n° des comptes dans les écritures exportées : un changement vaut pour les exports à venir.",
        ("members_account", "sales_account", "vat_account", "bank_account", "cash_account"),
    ),
    Group(
        "prelevements",
        "Prélèvements",
        "Ce que la banque demande pour prélever les adhérents qui ont signé un mandat.",
        ("creditor_identifier", "debit_scheme", "debit_notice_days", "debit_lead_days"),
    ),
    Group(
        "envoi-des-relances",
        "Envoi des relances",
        "Celles des factures en retard : chaque matin, ou seulement quand la comptabilité les envoie.",
        ("dunning_by_itself", "dunning_since"),
    ),
    Group(
        "facture-electronique",
        "Facture électronique",
        "La plateforme agréée qui porte les factures à leurs destinataires, et ce qui part vers elle.",
        ("platform_name", "platform_identifier", "platform_from", "platform_tells_payments"),
    ),
    Group(
        "attestations",
        "Attestations",
        "Celles d’adhésion et de paiement, que l’adhérent obtient seul et que n’importe qui vérifie par leur code.",
        ("proof_days", "membership_proof_needs_dues"),
    ),
    Group(
        "annulations",
        "Absences et annulations",
        "Les conditions montrées à l’employeur avant qu’il n’annule (règlement intérieur, D.4622-22).",
        ("cancellation_notice_days", "cancellation_grace_hours", "offer_hours", "employer_changes"),
    ),
    Group(
        "rappels",
        "Convocations et rappels",
        "Les courriels qui partent avant une visite, à l’entreprise et au salarié. Un rendez-vous déplacé est rappelé "
        "pour sa nouvelle date.",
        ("first_reminder_days", "last_reminder_days", "employees_told"),
    ),
    Group(
        "suivi",
        "Règles du suivi",
        "Les choix que la loi laisse au service, et le délai d’effacement des salariés sortis. Un changement vaut tout "
        "de suite pour les fiches et le simulateur ; les suivis sont refaits la nuit suivante, et chaque entreprise "
        "apprend ce qui change pour elle.",
        ("minor_years", "biological_2_years", "fields_years", "attestation_category", "prior_visit_for_handicap",
         "temporary_visit", "adult_apprentice_exam", "seasonal_adapted_visit", "lead_below_threshold_is_cmr",
         "renewed_stops_count", "health_determinants_offered", "leaver_months"),
    ),
)  # fmt: skip
NOTICES = {
    "mentions-legales": ("legal_notice", "Mentions légales"),
    "confidentialite": ("privacy_notice", "Confidentialité"),
    "accessibilite": ("accessibility_notice", "Accessibilité"),
}


def group_named(slug: str) -> Group | None:
    return next((group for group in GROUPS if group.slug == slug), None)
