"""The price of an absence becomes a tariff: what the service had chosen holds since the first day of last year."""

from datetime import date
from decimal import Decimal

from django.db import migrations
from django.utils import timezone

ABSENCE = "absence"


def carry_over(apps, schema_editor):
    service = apps.get_model("centres", "Service").objects.first()
    if service and service.absence_fee:
        first = date(timezone.localdate().year - 1, 1, 1)
        apps.get_model("centres", "Tariff").objects.get_or_create(
            kind=ABSENCE, applies_from=first, defaults={"amount": service.absence_fee}
        )


def carry_back(apps, schema_editor):
    tariffs = apps.get_model("centres", "Tariff").objects.filter(kind=ABSENCE, applies_from__lte=timezone.localdate())
    latest = tariffs.order_by("-applies_from").first()
    apps.get_model("centres", "Service").objects.update(absence_fee=latest.amount if latest else Decimal(0))


class Migration(migrations.Migration):
    dependencies = [("centres", "0017_tariff"), ("dues", "0003_tariff_moved")]

    operations = [
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField("service", "absence_fee"),
    ]
