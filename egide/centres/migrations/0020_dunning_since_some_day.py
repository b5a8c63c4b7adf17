"""The day from which a service reminds is never empty: empty, it let years of unpaid history leave at once."""

from django.db import migrations, models
from django.utils import timezone


def choose_a_day(apps, schema_editor):
    """A service that sends reminders goes on with what it reminded; any other begins today."""
    services = apps.get_model("centres", "Service").objects.filter(dunning_since=None)
    if services.exists():
        dunned = apps.get_model("dunning", "DunnedInvoice").objects.order_by("invoice__issued_on")
        oldest = dunned.values_list("invoice__issued_on", flat=True).first()
        services.update(dunning_since=oldest or timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("centres", "0019_dunning_since"), ("dunning", "0002_fee_once")]

    operations = [
        migrations.RunPython(choose_a_day, migrations.RunPython.noop),
        migrations.AlterField(
            "service",
            "dunning_since",
            models.DateField(
                default=timezone.localdate,
                help_text="Les plus anciennes, dont l’historique repris, ne sont relancées qu’à la main. Par défaut : le jour où l’envoi est activé.",
                verbose_name="relancer les factures émises depuis le",
            ),
        ),
    ]
