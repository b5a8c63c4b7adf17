"""What is put aside is said by one verb: histories written before keep their words."""

from django.db import migrations

VERBS = {"cardpayment.hold": "cardpayment.put_aside", "cardnotice.set_aside": "cardnotice.put_aside"}


def rename(apps, schema_editor):
    for former, name in VERBS.items():
        apps.get_model("common", "Event").objects.filter(name=former).update(name=name)


def rename_back(apps, schema_editor):
    for former, name in VERBS.items():
        apps.get_model("common", "Event").objects.filter(name=name).update(name=former)


class Migration(migrations.Migration):
    dependencies = [("cards", "0001_initial"), ("common", "0001_initial")]

    operations = [migrations.RunPython(rename, rename_back)]
