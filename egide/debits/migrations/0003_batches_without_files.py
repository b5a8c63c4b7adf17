"""A batch at the bank has the digest of its file, no longer the file."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("debits", "0002_files_apart")]
    operations = [
        migrations.RemoveConstraint(model_name="debitbatch", name="a_batch_handed_over_has_its_file"),
        migrations.RemoveField(model_name="debitbatch", name="file"),
        migrations.AddConstraint(
            model_name="debitbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("planned", "abandoned")), models.Q(("file_digest", ""), _negated=True), _connector="OR"),
                name="a_batch_handed_over_has_its_file",
                violation_error_message="Une remise donnée à la banque a son fichier.",
            ),
        ),
        migrations.AlterField(
            model_name="debitfile",
            name="batch",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                primary_key=True,
                related_name="file",
                serialize=False,
                to="debits.debitbatch",
                verbose_name="remise",
            ),
        ),
    ]
