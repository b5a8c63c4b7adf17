"""The runs point at the same rows, under the name that they have in egide.centres."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dues", "0002_tariff_moves"), ("centres", "0017_tariff")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "duesrun",
                    "per_head",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="centres.tariff",
                        verbose_name="tarif par salarié",
                    ),
                ),
                migrations.DeleteModel("Tariff"),
            ]
        )
    ]
