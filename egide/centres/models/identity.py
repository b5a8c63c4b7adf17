"""What the service says of itself: on each page, each letter and each public text."""

from django.db import models

from egide.common.identifiers import check_siren


class Identity(models.Model):
    """Name, contacts and legal texts."""

    name = models.CharField("nom du service", max_length=200, default="Service de prévention")
    short_name = models.CharField("nom court", max_length=60, blank=True)
    address = models.TextField("adresse du siège", blank=True)
    legal_form = models.CharField(
        "forme juridique", max_length=100, blank=True, help_text="Elle figure sur les factures."
    )
    siren = models.CharField("SIREN", max_length=9, validators=[check_siren], blank=True)
    phone = models.CharField("téléphone du siège", max_length=30, blank=True)
    opening_hours = models.CharField("horaires du siège", max_length=200, blank=True)
    assistance_email = models.EmailField("adresse d’assistance", blank=True)
    assistance_phone = models.CharField("téléphone d’assistance", max_length=30, blank=True)
    accounting_email = models.EmailField("adresse de la comptabilité", blank=True)
    accounting_phone = models.CharField("téléphone de la comptabilité", max_length=30, blank=True)
    relations_name = models.CharField("chargé des relations adhérents", max_length=100, blank=True)
    relations_email = models.EmailField("adresse des relations adhérents", blank=True)
    relations_phone = models.CharField("téléphone des relations adhérents", max_length=30, blank=True)
    logo = models.ImageField("logo", upload_to="service/", blank=True)
    legal_notice = models.TextField("mentions légales", blank=True)
    privacy_notice = models.TextField("confidentialité", blank=True)
    accessibility_notice = models.TextField("accessibilité", blank=True)

    class Meta:
        abstract = True

    @property
    def assistance(self) -> str:
        """Whom to ask, as the foot of each paper says it."""
        return " · ".join(part for part in (self.assistance_email, self.assistance_phone) if part)
