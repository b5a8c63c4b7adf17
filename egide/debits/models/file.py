"""The file of a batch, as handed over to the bank: apart, so that whoever reads a batch does not read it."""

from django.db import models

from egide.common.encryption import EncryptedTextField
from egide.debits.models.batch import DebitBatch


class DebitFile(models.Model):
    """Kept to the letter: a bank recognises a file sent twice. Encrypted, as it holds every account."""

    batch = models.OneToOneField(
        DebitBatch, models.PROTECT, verbose_name="remise", related_name="file", primary_key=True, editable=False
    )
    content = EncryptedTextField("contenu", editable=False)

    class Meta:
        verbose_name = "fichier de prélèvements"

    def __str__(self) -> str:
        return f"fichier de la {self.batch}"
