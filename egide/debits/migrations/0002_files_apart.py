"""The file of a batch goes to a row of its own: every reading of a batch carried it along."""

import hashlib
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import egide.common.encryption


def set_files_apart(apps: Any, schema_editor: Any) -> None:
    files = apps.get_model("debits", "DebitFile").objects
    for batch in apps.get_model("debits", "DebitBatch").objects.exclude(file="").order_by("pk").iterator(1):
        files.create(batch=batch, content=batch.file)
        batch.file_digest = hashlib.sha256(batch.file.encode()).hexdigest()
        batch.save(update_fields=["file_digest"])


class Migration(migrations.Migration):
    dependencies = [("debits", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="DebitFile",
            fields=[
                (
                    "batch",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="kept_file",
                        serialize=False,
                        to="debits.debitbatch",
                        verbose_name="remise",
                    ),
                ),
                ("content", egide.common.encryption.EncryptedTextField(editable=False, verbose_name="contenu")),
            ],
            options={"verbose_name": "fichier de prélèvements"},
        ),
        migrations.AddField(
            model_name="debitbatch",
            name="file_digest",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=64, verbose_name="empreinte du fichier"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(set_files_apart, migrations.RunPython.noop),
    ]
