"""Row 24: an account that reads too much, or knocks at too many doors, wakes somebody; the log says who read what."""

import logging

import pytest

from egide.accounts.models import AccessLog, Alert, User
from tests.attacks.world import World


@pytest.fixture(autouse=True)
def nothing_yet(world: World) -> None:
    AccessLog.objects.all().delete()
    Alert.objects.all().delete()


def lines(who: str, number: int, kind: AccessLog.Kind) -> None:
    user = User.objects.get(username=who)
    AccessLog.objects.bulk_create(
        AccessLog(user=user, member_number=10042, kind=kind, subject="salarié", address="") for _ in range(number)
    )


def test_row_24_two_hundred_sheets_in_ten_minutes_sound_one_alert(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """France Travail, Viamedis: millions of people read through accounts that were valid."""
    client = world.browser_of("administrateur")
    page = f"/adherents/10042/mes-salaries/{world.ours.ids['employee_id']}/"
    lines("administrateur.essai", 198, AccessLog.Kind.SHEET)
    client.get(page)
    assert not Alert.objects.exists()
    with caplog.at_level(logging.WARNING):
        client.get(page)
        client.get(page)
    alert = Alert.objects.get()
    assert (alert.user.username, alert.kind) == ("administrateur.essai", "mass_reading")
    assert [record.name for record in caplog.records].count("egide.accounts.alerts") == 1


def test_row_24_an_assistant_who_reads_every_member_sounds_it_too(world: World) -> None:
    lines("assistante", 199, AccessLog.Kind.SHEET)
    world.browser_of("assistante").get("/service/adherents/10042/")
    assert Alert.objects.get().user.username == "assistante"


def test_five_closed_doors_in_five_minutes_sound_one(world: World) -> None:
    client = world.browser_of("administrateur")
    for number in range(10070, 10076):
        assert client.get(f"/adherents/{number}/").status_code == 404
    assert Alert.objects.get().kind == "closed_doors"


def test_an_administrator_of_the_service_sees_it_and_notes_it(world: World) -> None:
    alert = Alert(kind=Alert.Kind.MASS_READING, user=User.objects.get(username="rh.essai"), detail="200 fiches")
    alert.sound(by=None)
    nadia = world.browser_of("administrateur-du-service")
    assert "Alertes de sécurité" in nadia.get("/service/").content.decode()
    assert "200 fiches" in nadia.get("/service/alertes/").content.decode()
    nadia.post(f"/service/alertes/{alert.pk}/vue/")
    alert.refresh_from_db()
    assert alert.seen_by == User.objects.get(username="administrateur-du-service")
    assert nadia.post(f"/service/alertes/{alert.pk}/vue/").status_code == 404


@pytest.mark.parametrize(
    ("who", "page", "kind"),
    [
        ("assistante", "/service/adherents/10042/", "sheet"),
        ("assistante", "/service/documents/depots/{deposit_id}/fichier/", "download"),
        ("comptabilité", "/service/factures/{invoice_id}/pdf/", "download"),
        ("gestionnaire", "/service/adherents/modifications/{change_id}/justificatif/", "download"),
        ("administrateur", "/adherents/10042/mes-salaries/{employee_id}/", "sheet"),
        ("administrateur", "/adherents/10042/mes-factures/{invoice_id}/pdf/", "download"),
        ("administrateur", "/adherents/10042/mes-rendez-vous/{planned_id}/convocation/", "download"),
        ("administrateur", "/adherents/10042/mes-documents/{document_id}/fichier/", "download"),
        ("administrateur", "/adherents/10042/mes-salaries/export/xlsx/", "export"),
        ("administrateur", "/adherents/10042/mes-factures/export/csv/", "export"),
    ],
)
def test_what_is_read_of_a_member_is_written_down(who: str, page: str, kind: str, world: World) -> None:
    assert world.browser_of(who).get(page.format(**world.ours.ids)).status_code == 200
    line = AccessLog.objects.get()
    assert line.kind == kind
    assert line.user is not None
    assert line.user.username.startswith(who)


def test_what_is_refused_is_not_written_as_read(world: World) -> None:
    world.browser_of("rh").get(f"/adherents/10042/mes-factures/{world.ours.ids['invoice_id']}/pdf/")
    world.browser_of("assistante").get(f"/service/factures/{world.ours.ids['invoice_id']}/")
    assert not AccessLog.objects.exists()
