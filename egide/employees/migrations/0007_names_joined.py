from django.db import migrations

from egide.common.search import folded, with_joined

AT_A_TIME = 2_000


def join_names(apps, schema_editor):
    """« Le Goff » is found by « legoff »: the key of names of several words, as the sheet writes it from now on."""
    Employee = apps.get_model("employees", "Employee")
    changed = []
    for row in Employee.objects.only(
        "search_key", "last_name", "usage_name", "first_name", "post", "pcs_code"
    ).iterator(chunk_size=AT_A_TIME):
        names = with_joined(row.usage_name or row.last_name, row.first_name, row.last_name)
        key = folded(names, row.post, row.pcs_code)[:450]
        if key != row.search_key:
            row.search_key = key
            changed.append(row)
    Employee.objects.bulk_update(changed, ["search_key"], batch_size=AT_A_TIME)


class Migration(migrations.Migration):

    dependencies = [
        ("employees", "0006_stops_and_papers"),
    ]

    operations = [
        migrations.RunPython(join_names, migrations.RunPython.noop, elidable=True),
    ]
