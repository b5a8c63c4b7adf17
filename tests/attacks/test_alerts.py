"""Row 24: an account that reads too much, or knocks at too many doors, wakes somebody; the log says who read what."""

import logging
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from egide.accounts.models import AccessLog, Alert, User
from tests import factories
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


def test_row_24_who_reads_much_shows_who_they_are_before_reading_on(world: World) -> None:
    client = world.browser_of("administrateur")
    page = f"/adherents/10042/mes-salaries/{world.ours.ids['employee_id']}/"
    lines("administrateur.essai", 199, AccessLog.Kind.SHEET)
    assert client.get(page).status_code == 200
    asked = client.get(page)
    assert asked.headers["Location"] == f"/mon-compte/verification/?next={quote(page, safe='')}"
    fragment = client.get(page, headers={"HX-Request": "true"})
    assert fragment.headers["HX-Redirect"] == asked.headers["Location"]
    assert client.get("/adherents/10042/").status_code == 200  # what is no reading stays open
    answer = client.post(asked.headers["Location"], {"password": factories.PASSWORD})
    assert answer.headers["Location"] == page
    assert client.get(page).status_code == 200


def test_row_24_a_thousand_readings_in_a_day_close_the_sheets_until_somebody_has_looked(world: World) -> None:
    client = world.browser_of("administrateur")
    page = f"/adherents/10042/mes-salaries/{world.ours.ids['employee_id']}/"
    lines("administrateur.essai", 999, AccessLog.Kind.SHEET)
    AccessLog.objects.update(at=timezone.now() - timedelta(hours=3))
    assert client.get(page).status_code == 200
    for closed in (page, "/adherents/10042/mes-salaries/export/csv/"):
        answer = client.get(closed)
        assert answer.status_code == 403
        assert "La lecture est fermée pour aujourd’hui" in answer.content.decode()
    assert AccessLog.objects.count() == 1000
    alert = Alert.objects.get()
    assert (alert.kind, alert.user.username) == ("reading_cut", "administrateur.essai")
    world.browser_of("administrateur-du-service").post(f"/service/alertes/{alert.pk}/vue/")
    assert client.get(page).status_code == 200
    assert client.get(page).status_code == 200  # the count has begun anew
    assert Alert.objects.count() == 1


def test_row_24_the_sheets_open_again_the_next_day(world: World) -> None:
    client = world.browser_of("administrateur")
    user = User.objects.get(username="administrateur.essai")
    Alert(kind=Alert.Kind.READING_CUT, user=user, detail="1000 fiches").sound(by=None)
    page = f"/adherents/10042/mes-salaries/{world.ours.ids['employee_id']}/"
    assert client.get(page).status_code == 403
    Alert.objects.update(raised_at=timezone.now() - timedelta(hours=25))
    assert client.get(page).status_code == 200


def test_row_24_nobody_opens_their_own_reading_again(world: World) -> None:
    user = User.objects.get(username="administrateur-du-service")
    alert = Alert(kind=Alert.Kind.READING_CUT, user=user, detail="1000 fiches")
    alert.sound(by=None)
    answer = world.browser_of("administrateur-du-service").post(f"/service/alertes/{alert.pk}/vue/", follow=True)
    alert.refresh_from_db()
    assert alert.seen_at is None
    assert "une autre personne" in answer.content.decode()


def test_an_alert_says_where_the_account_belongs_and_whom_to_call(world: World) -> None:
    for username in ("rh.essai", "assistante"):
        Alert(kind=Alert.Kind.MASS_READING, user=User.objects.get(username=username), detail="200 fiches").sound(
            by=None
        )
    page = world.browser_of("administrateur-du-service").get("/service/alertes/").content.decode()
    assert 'href="/service/adherents/10042/acces/"' in page
    assert 'href="/service/parametres/"' in page
