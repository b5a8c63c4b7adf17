"""What the law leaves to the service, or leaves in doubt: each choice says its default, its article and its effect."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from egide.regulation import Parameters

THREE_OR_FIVE = [(5, "5 ans (R.4624-16)"), (3, "3 ans (protocole du service, R.4624-17)")]


def yes_or_no(label: str, *, no: str, yes: str, told: str) -> Any:
    """A choice between two readings of the law, both in words: a box alone would not say what « non » means."""
    return models.BooleanField(label, default=False, choices=[(False, no), (True, yes)], help_text=told)


class FollowUpRules(models.Model):
    """The parameters of `egide.regulation`, under names of the house; the defaults are the same."""

    minor_years = models.PositiveSmallIntegerField(
        "moins de 18 ans : visite tous les",
        default=5,
        choices=THREE_OR_FIVE,
        help_text="Hors travaux réglementés, toujours annuels. Par défaut : 5 ans ; R.4624-17 dit seulement « l’âge ».",
    )
    biological_2_years = models.PositiveSmallIntegerField(
        "agents biologiques du groupe 2 : visite tous les",
        default=5,
        choices=THREE_OR_FIVE,
        help_text="La première visite précède le poste (R.4426-7). Par défaut : 5 ans ; R.4624-17 ne le cite pas.",
    )
    fields_years = models.PositiveSmallIntegerField(
        "champs électromagnétiques : visite tous les",
        default=5,
        choices=THREE_OR_FIVE,
        help_text="La première visite précède le poste (R.4453-25). Par défaut : 5 ans ; R.4624-17 ne le cite pas.",
    )
    attestation_category = models.CharField(
        "conduite et électricité : catégorie",
        max_length=3,
        default="SI",
        choices=[("SI", "SI : suivi individuel"), ("SIA", "SIA : suivi adapté")],
        help_text=(
            "Depuis le 1er octobre 2025 (R.4323-56, R.4544-10). L’attestation de cinq ans est due dans les deux cas. "
            "Par défaut : SI."
        ),
    )
    prior_visit_for_handicap = yes_or_no(
        "RQTH et invalidité : visite avant le poste",
        no="Non : dans le délai du contrat (R.4624-10)",
        yes="Oui : avant l’affectation",
        told="R.4624-18 ne cite que la nuit et les mineurs. Par défaut : non.",
    )
    temporary_visit = models.CharField(
        "intérimaire : première visite",
        max_length=20,
        default="delai_3_mois",
        choices=[
            ("delai_3_mois", "Dans les trois mois (R.4624-10)"),
            ("avant_mission", "Avant la mission (R.4625-11 à la lettre)"),
        ],
        help_text="Hors suivi renforcé, toujours examiné avant le poste. Par défaut : dans les trois mois.",
    )
    adult_apprentice_exam = models.CharField(
        "apprenti majeur en suivi renforcé : examen d’embauche",
        max_length=20,
        default="avant",
        choices=[
            ("avant", "Avant l’affectation (R.4624-24)"),
            ("2_mois", "Dans les deux mois (R.6222-36)"),
        ],
        help_text="Un apprenti mineur est toujours examiné avant. Par défaut : avant l’affectation.",
    )
    seasonal_adapted_visit = yes_or_no(
        "saisonnier de 45 jours ou plus en suivi adapté",
        no="Action collective de prévention (D.4625-22 al. 2)",
        yes="Visite individuelle, comme pour un suivi renforcé",
        told="D.4625-22 ne donne de visite qu’aux « risques particuliers ». Par défaut : action collective.",
    )
    lead_below_threshold_is_cmr = yes_or_no(
        "plomb sous l’ancien seuil, avant le 10 avril 2026",
        no="SI : le seuil de R.4412-160 décide",
        yes="SIR : le plomb est toxique pour la reproduction (R.4624-23 I 3° à la lettre)",
        told="Depuis le 10 avril 2026, tout plomb est SIR (décret 2026-253). Par défaut : SI.",
    )
    renewed_stops_count = yes_or_no(
        "arrêt prescrit avant le 15 juin 2026 et prolongé après",
        no="Arrêt ancien : la visite de reprise reste due",
        yes="Arrêt nouveau : la dispense de reprise est possible",
        told="Décret 2026-503, art. 5, pour la dispense de R.4624-31. Par défaut : arrêt ancien.",
    )
    health_determinants_offered = yes_or_no(
        "RQTH, invalidité et grossesse proposées aux employeurs",
        no="Non : le salarié les dit au professionnel de santé",
        yes="Oui : l’employeur peut les cocher",
        told=(
            "Données de santé (L.4624-1, L.4624-8 ; RGPD, art. 9) : à laisser fermé, sauf avis du délégué à la "
            "protection des données. Par défaut : non."
        ),
    )
    leaver_months = models.PositiveSmallIntegerField(
        "conservation des sortis, en mois",
        default=60,
        validators=[MinValueValidator(12), MaxValueValidator(600)],
        help_text=(
            "Au terme, la fiche, ses visites et ses rendez-vous s’effacent, la nuit et pour toujours. "
            "Par défaut : 60 ; aucun texte ne fixe ce délai (RGPD, art. 5)."
        ),
    )

    class Meta:
        abstract = True

    @property
    def regulation(self) -> Parameters:
        """What the law leaves to the service, in the form that `regulation` reads."""
        return Parameters(
            sia_mineur_ans=self.minor_years,
            sia_agents_bio2_ans=self.biological_2_years,
            sia_cem_ans=self.fields_years,
            attestation_categorie=self.attestation_category,
            vip_prealable_rqth_invalidite=self.prior_visit_for_handicap,
            interim_vip=self.temporary_visit,
            plomb_sous_seuil_cmr=self.lead_below_threshold_is_cmr,
            apprenti_majeur_ema=self.adult_apprentice_exam,
            reprise_prolongations=self.renewed_stops_count,
            saisonnier_sia_vip=self.seasonal_adapted_visit,
            sante_proposee=self.health_determinants_offered,
        )
