"""The table of tariffs goes to egide.centres, where appointments can read it: its name first."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dues", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(database_operations=[migrations.AlterModelTable("Tariff", "centres_tariff")])
    ]
