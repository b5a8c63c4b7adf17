"""The fixed compensation of a late invoice is asked once: letters after the first one only name it."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q


def keep_the_first(apps, schema_editor):
    rows = apps.get_model("dunning", "DunnedInvoice")._base_manager
    before = rows.filter(invoice=OuterRef("invoice"), rank__lt=OuterRef("rank"), fee__gt=0)
    twice = list(rows.filter(Exists(before), fee__gt=0).values_list("pk", flat=True))
    rows.filter(pk__in=twice).update(fee=0)


class Migration(migrations.Migration):

    dependencies = [
        ("dunning", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(keep_the_first, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="dunnedinvoice",
            constraint=models.UniqueConstraint(
                fields=("invoice",),
                condition=Q(fee__gt=0),
                name="the_fee_of_an_invoice_is_asked_once",
                violation_error_message="L’indemnité de cette facture est déjà réclamée.",
            ),
        ),
    ]
