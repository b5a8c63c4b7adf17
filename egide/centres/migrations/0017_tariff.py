"""The tariffs, whose table comes from egide.dues."""

from decimal import Decimal

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("centres", "0016_e_invoicing"), ("dues", "0002_tariff_moves")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Tariff",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
                        ("kind", models.CharField(choices=[("yearly", "Cotisation annuelle, par salarié"), ("quarterly", "Cotisation trimestrielle, par salarié"), ("entry", "Droits d’entrée, par nouveau salarié"), ("interim", "Visite d’un intérimaire"), ("absence", "Absence ou annulation tardive")], max_length=20, verbose_name="tarif")),
                        ("amount", models.DecimalField(decimal_places=2, help_text="En euros.", max_digits=8, validators=[django.core.validators.MinValueValidator(Decimal("0"))], verbose_name="montant HT")),
                        ("applies_from", models.DateField(verbose_name="en vigueur à partir du")),
                    ],
                    options={
                        "verbose_name": "tarif",
                        "ordering": ("kind", "-applies_from"),
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "applies_from"), name="one_tariff_of_a_kind_a_day", violation_error_message="Un tarif de cette sorte part déjà de ce jour\u00a0: corrigez-le."),
                            models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="a_tariff_is_not_negative", violation_error_message="Un tarif ne descend pas sous zéro."),
                        ],
                    },
                )
            ]
        )
    ]
