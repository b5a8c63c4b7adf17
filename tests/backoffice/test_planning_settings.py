"""Nadia describes when her professionals receive; Sophie poses an absence: slots follow, and only then."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from egide.centres.models import Centre, Physician
from egide.common.models import Event
from egide.planning.models import Absence, OpeningRange, Room, VisitType
from egide.planning.queries import openings_of
from tests import factories
from tests.factories import in_days

SETTINGS = "/service/parametres/"
ABSENCES = "/service/planning/absences/"


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def range_facts(centre: Centre, **facts: object) -> dict[str, object]:
    return {
        "weekdays": [0, 2], "opens_at": "09:00", "closes_at": "12:00", "centre": centre.pk, "every_weeks": 1,
        "first_day": "2026-11-30", "kinds": [],
    } | facts  # fmt: skip


def test_without_a_range_the_page_says_that_the_hours_of_the_centre_hold(
    as_nadia: Client, physician: Physician
) -> None:
    page = text(as_nadia, f"{SETTINGS}medecins/{physician.pk}/semaine/")
    assert "reçoit aux heures de Centre de Reims" in page
    assert "8 h 30 – 12 h 00" in page


def test_one_form_opens_several_days(as_nadia: Client, physician: Physician, centre: Centre) -> None:
    url = f"{SETTINGS}medecins/{physician.pk}/semaine/"
    assert as_nadia.post(f"{url}plage/", range_facts(centre)).status_code == 302
    assert list(OpeningRange.objects.values_list("weekday", flat=True)) == [0, 2]
    page = text(as_nadia, url)
    assert "9 h 00 – 12 h 00" in page
    assert "Aucune plage n’est décrite" not in page


def test_of_days_that_overlap_none_is_opened_and_what_was_typed_stays(
    as_nadia: Client, physician: Physician, centre: Centre
) -> None:
    factories.a_range(physician, 2, "11:00", "13:00")
    page = as_nadia.post(f"{SETTINGS}medecins/{physician.pk}/semaine/plage/", range_facts(centre)).content.decode()
    assert "en chevauche une autre" in page
    assert 'value="09:00"' in page
    assert OpeningRange.objects.count() == 1


def test_a_range_is_corrected_and_ended(as_nadia: Client, physician: Physician, centre: Centre) -> None:
    opening = factories.a_range(physician, 1)
    facts = range_facts(centre, weekday=1, opens_at="10:00", kinds=["reprise"], version=opening.version)
    as_nadia.post(f"{SETTINGS}plages/{opening.pk}/", facts)
    opening.refresh_from_db()
    assert (f"{opening.opens_at:%H:%M}", opening.kinds) == ("10:00", ["reprise"])
    assert "Seulement : reprise" in text(as_nadia, f"{SETTINGS}medecins/{physician.pk}/semaine/")
    as_nadia.post(f"{SETTINGS}plages/{opening.pk}/fin/", {"last_day": "2026-12-31", "version": opening.version})
    assert openings_of([physician], date(2027, 1, 1), date(2027, 2, 1)) == []


def test_two_administrators_do_not_overwrite_a_range(as_nadia: Client, physician: Physician, centre: Centre) -> None:
    opening = factories.a_range(physician, 1)
    stale = range_facts(centre, weekday=1, version=opening.version)
    opening.set_up(by=None, every_weeks=2)
    page = as_nadia.post(f"{SETTINGS}plages/{opening.pk}/", stale).content.decode()
    assert "modifiée entre-temps" in page or "Comparez" in page
    opening.refresh_from_db()
    assert opening.every_weeks == 2


def test_rooms_are_added_and_closed(as_nadia: Client, centre: Centre) -> None:
    as_nadia.post(f"{SETTINGS}centres/{centre.pk}/salles/nouvelle/", {"name": "Salle 1"})
    room = Room.objects.get()
    assert "existe" in as_nadia.post(
        f"{SETTINGS}centres/{centre.pk}/salles/nouvelle/", {"name": "Salle 1"}
    ).content.decode() or Room.objects.count() == 1  # fmt: skip
    as_nadia.post(f"{SETTINGS}salles/{room.pk}/", {"name": "Salle 1", "closed_on": "2026-11-01", "version": 1})
    assert "Fermée" in text(as_nadia, f"{SETTINGS}centres/{centre.pk}/salles/")


def test_a_type_of_visit_is_chosen_within_the_law(as_nadia: Client, service: object) -> None:
    as_nadia.post(f"{SETTINGS}visites/vip_initiale/", {"minutes": "45", "holders": "nurse", "self_booking": "on"})
    assert VisitType.objects.get().self_booking
    refused = as_nadia.post(f"{SETTINGS}visites/ema_periodique/", {"minutes": "30", "holders": "both"}).content.decode()
    assert "médecin du travail (R.4624-24)" in refused
    assert VisitType.objects.count() == 1
    assert as_nadia.get(f"{SETTINGS}visites/inconnue/").status_code == 404


@pytest.mark.parametrize("hours", [{}, {"from_hour": "14:00"}])
def test_sophie_poses_an_absence_in_days_or_in_hours(
    hours: dict[str, str], as_sophie: Client, physician: Physician
) -> None:
    day = in_days(20).date()
    who = {"qui": f"p{physician.pk}", "first_day": day, "last_day": day, "cause": "leave"}
    answer = as_sophie.post(f"{ABSENCES}nouvelle/", who | hours, follow=True)
    assert answer.redirect_chain[-1][0] == ABSENCES
    absence = Absence.objects.get()
    assert f"{absence.first_moment:%H:%M}" == hours.get("from_hour", "00:00")
    assert absence.last_moment.date() == day + timedelta(days=1)
    assert str(physician) in answer.content.decode()
    opened = openings_of([physician], day, day)
    assert all(timezone.localtime(one.starts_at).hour < 14 for one in opened)


def test_an_absence_ends_after_it_begins(as_sophie: Client, centre: Centre) -> None:
    facts = {"qui": f"c{centre.pk}", "first_day": "2026-12-10", "last_day": "2026-12-09", "cause": "closed"}
    assert "La fin de l’absence doit suivre" in as_sophie.post(f"{ABSENCES}nouvelle/", facts).content.decode()
    assert not Absence.objects.exists()


def test_an_absence_is_corrected_then_withdrawn(as_sophie: Client, physician: Physician) -> None:
    absence = factories.an_absence(physician, in_days(20), in_days(21))
    facts = {"first_day": "2027-01-04", "last_day": "2027-01-05", "cause": "training", "version": absence.version}
    as_sophie.post(f"{ABSENCES}{absence.pk}/", facts)
    assert "du 04/01/2027 au 05/01/2027" in text(as_sophie, ABSENCES)
    as_sophie.post(f"{ABSENCES}{absence.pk}/retrait/")
    assert not Absence.objects.exists()
    assert Event.objects.filter(name="absence.withdraw").count() == 1


def test_absences_that_are_over_have_their_tab(as_sophie: Client, physician: Physician) -> None:
    factories.an_absence(physician, in_days(-4), in_days(-3))
    assert "Aucune absence à venir" in text(as_sophie, ABSENCES)
    page = text(as_sophie, f"{ABSENCES}?onglet=passees")
    assert str(physician) in page
    assert "Retirer" not in page
