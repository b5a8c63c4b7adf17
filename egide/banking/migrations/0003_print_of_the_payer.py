"""The account of whoever pays is known again by its print: nobody reads it, so nobody has to keep it."""

from typing import Any

from django.db import migrations, models

from egide.common.encryption import fingerprint

AT_A_TIME, COLUMNS = 1000, ("payer", "payer_end")


def print_accounts(apps: Any, schema_editor: Any) -> None:
    lines = apps.get_model("banking", "BankLine").objects
    batch = []
    for line in lines.exclude(iban="").only("pk", "iban").order_by("pk").iterator(AT_A_TIME):
        line.payer, line.payer_end = fingerprint(line.iban), line.iban[-4:]
        batch.append(line)
        if len(batch) == AT_A_TIME:
            lines.bulk_update(batch, COLUMNS)
            batch = []
    lines.bulk_update(batch, COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("banking", "0002_outgoing_and_seen_before")]
    operations = [
        migrations.AddField(
            model_name="bankline",
            name="payer",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=64, verbose_name="empreinte du compte du donneur d’ordre"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="bankline",
            name="payer_end",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=4, verbose_name="fin de son IBAN"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(print_accounts, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="bankline", name="bank_lines_by_iban"),
        migrations.RemoveField(model_name="bankline", name="iban"),
        migrations.AddIndex(
            model_name="bankline", index=models.Index(fields=["payer"], name="bank_lines_by_payer")
        ),
    ]
