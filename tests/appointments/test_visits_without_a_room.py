"""A centre begins to count its rooms, or closes one: the visits already planned are placed by one act, and told."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from egide.appointments.models import Appointment, OccupiedTime
from egide.appointments.rooms import place, without_a_room
from egide.centres.models import Centre, Physician
from egide.common.errors import Refused
from egide.common.models import Event
from egide.employees.models import Employee
from egide.notifications.models import Outbox
from tests import factories
from tests.factories import in_days


@pytest.fixture
def planned(employee: Employee, physician: Physician) -> Appointment:
    """Before the centre has any room."""
    return factories.a_confirmed(employee, physician)


def rooms_page(centre: Centre) -> str:
    return f"/service/parametres/centres/{centre.pk}/salles/"


def test_a_centre_that_counts_no_room_has_no_visit_without_one(planned: Appointment, centre: Centre) -> None:
    assert not without_a_room(centre).exists()
    assert place(centre, by=None) == 0


def test_the_first_room_shows_the_visits_that_hold_none_and_one_button_places_them(
    planned: Appointment, centre: Centre, as_nadia: Client
) -> None:
    page = as_nadia.post(f"{rooms_page(centre)}nouvelle/", {"name": "Salle 1"}, follow=True).content.decode()
    assert "1 visite à venir n’a pas de salle" in page
    assert str(planned.physician) in page
    assert "Girard" not in page  # who comes is not needed to count rooms
    answer = as_nadia.post(f"{rooms_page(centre)}visites/", follow=True).content.decode()
    assert "Visites qui ont maintenant une salle : 1." in answer
    assert "n’a pas de salle" not in answer
    planned.refresh_from_db()
    assert planned.room == centre.rooms.get()
    assert Event.objects.filter(name="appointment.give_room", subject_id=planned.pk).count() == 1


def test_a_visit_that_was_placed_holds_its_room_against_others(
    planned: Appointment, their_employee: Employee, centre: Centre
) -> None:
    factories.a_room(centre)
    place(centre, by=None)
    assert OccupiedTime.objects.filter(appointment=planned, resource__startswith="room").count() == 6
    with pytest.raises(Refused, match="Aucune salle n’est libre"):
        factories.a_confirmed(their_employee, factories.a_physician(centre))


def test_nobody_is_written_to_as_nothing_changes_for_them(planned: Appointment, centre: Centre) -> None:
    factories.a_room(centre)
    before, start = Outbox.objects.count(), planned.starts_at
    place(centre, by=None)
    planned.refresh_from_db()
    assert (Outbox.objects.count(), planned.starts_at) == (before, start)


def test_more_visits_at_once_than_rooms_and_the_rest_is_told(
    planned: Appointment, their_employee: Employee, centre: Centre, as_nadia: Client
) -> None:
    late = factories.a_confirmed(their_employee, factories.a_physician(centre))
    factories.a_room(centre)
    answer = as_nadia.post(f"{rooms_page(centre)}visites/", follow=True).content.decode()
    assert "Visites encore sans salle : 1." in answer
    late.refresh_from_db()
    assert (late.room, late.state) == (None, Appointment.State.CONFIRMED)
    assert OccupiedTime.objects.filter(appointment=late).count() == 12  # its professional and its employee, as before
    factories.a_room(centre, "Salle 2")
    assert place(centre, by=None) == 1


def test_visits_after_the_closing_of_their_room_go_into_another(
    employee: Employee, their_employee: Employee, physician: Physician, centre: Centre
) -> None:
    closing = factories.a_room(centre, "Salle 1")
    before = factories.a_confirmed(employee, physician, in_days(10))
    after = factories.a_confirmed(their_employee, physician, in_days(20))
    other = factories.a_room(centre, "Salle 2")
    closing.describe(by=None, closed_on=timezone.localdate() + timedelta(days=15))
    assert list(without_a_room(centre)) == [after]
    place(centre, by=None)
    for visit in (before, after):
        visit.refresh_from_db()
    assert (before.room, after.room) == (closing, other)


def test_what_is_over_or_cancelled_needs_no_room(
    planned: Appointment, their_employee: Employee, physician: Physician, centre: Centre
) -> None:
    over = factories.a_confirmed(their_employee, physician, in_days(20))
    Appointment.objects.filter(pk=over.pk).update(starts_at=timezone.now() - timedelta(days=1))
    planned.cancel_for_service(by=None, reason="Panne")
    factories.a_room(centre)
    assert not without_a_room(centre).exists()
    over.refresh_from_db()
    with pytest.raises(Refused, match="est passé"):
        over.give_room(by=None)
