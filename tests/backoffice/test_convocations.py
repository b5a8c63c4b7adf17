"""Convocations: hundreds in one file, and those that reached nobody are seen."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from egide.accounts.models import User
from egide.appointments.models import Appointment, NoticePrint
from egide.centres.models import Physician
from egide.common.models import Event
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Member
from egide.notifications.models import Outbox
from egide.notifications.worker import carry_all
from tests import factories
from tests.papers import pages_of, words_of

PAGE = "/service/rendez-vous/convocations/"
MINE = "/adherents/10042/mes-rendez-vous/"
FROM_OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
TO_HAND_OVER = f"{PAGE}?remise=a-remettre"


@pytest.fixture
def planned(employee: Employee, physician: Physician) -> Appointment:
    """Martine's address is confirmed by nobody: no mail leaves."""
    return factories.a_confirmed(employee, physician)


def shown(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_what_reached_nobody_is_seen_until_it_is_printed(planned: Appointment, as_sophie: Client, sophie: User) -> None:
    assert "Girard" in shown(as_sophie, TO_HAND_OVER)
    answer = as_sophie.post(PAGE, {"sel": [planned.pk]})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Girard Paul" in words_of(answer.content)
    assert "Girard" not in shown(as_sophie, TO_HAND_OVER)
    assert "Girard" in shown(as_sophie, f"{PAGE}?remise=imprimees")
    event = Event.objects.get(name="noticeprint.print")
    assert (event.by, event.label) == (sophie, "1 convocation")


@pytest.mark.parametrize(
    "address", ["{}/convocation/", "{}/convocation/?inline=1", "convocations/", "convocations/?sel={}"]
)
def test_what_the_company_took_itself_is_to_be_handed_over_no_more(
    address: str, planned: Appointment, as_martine: Client, martine: User, as_sophie: Client
) -> None:
    assert "Girard" in shown(as_sophie, TO_HAND_OVER)
    pdf = as_martine.get(f"{MINE}{address.format(planned.pk)}", headers=FROM_OUR_PAGE).content
    assert "Girard Paul" in words_of(pdf)
    assert "Girard" not in shown(as_sophie, TO_HAND_OVER)
    assert "Girard" not in shown(as_sophie, f"{PAGE}?remise=imprimees")
    assert "Prise par l’entreprise" in shown(as_sophie, f"{PAGE}?remise=prises")
    assert Event.objects.get(name="noticeprint.print").by == martine


@pytest.mark.parametrize("site", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"}])
def test_a_link_of_another_site_takes_nothing(
    site: dict[str, str], planned: Appointment, as_martine: Client, as_sophie: Client
) -> None:
    """Nor does whatever only asks whether the paper is there."""
    as_martine.get(f"{MINE}{planned.pk}/convocation/", headers=site)
    as_martine.head(f"{MINE}{planned.pk}/convocation/", headers=FROM_OUR_PAGE)
    assert not NoticePrint.objects.exists()
    assert "Girard" in shown(as_sophie, TO_HAND_OVER)


def test_what_the_company_took_is_out_of_date_once_the_visit_moves(
    planned: Appointment, physician: Physician, as_martine: Client, as_sophie: Client
) -> None:
    as_martine.get(f"{MINE}{planned.pk}/convocation/", headers=FROM_OUR_PAGE)
    planned.move(by=None, starts_at=factories.in_days(12), minutes=30, centre=physician.centre, physician=physician)
    assert "Girard" in shown(as_sophie, TO_HAND_OVER)
    as_martine.get(f"{MINE}{planned.pk}/convocation/", headers=FROM_OUR_PAGE)
    assert "Girard" not in shown(as_sophie, TO_HAND_OVER)


def test_what_left_by_mail_is_to_be_handed_over_no_more(
    martine: User, employee: Employee, physician: Physician, as_sophie: Client
) -> None:
    factories.an_address(martine)
    factories.a_confirmed(employee, physician)
    assert "Girard" in shown(as_sophie, TO_HAND_OVER)  # written, and still waiting
    Outbox.objects.update(locked_until=timezone.now())
    carry_all()
    assert "Girard" not in shown(as_sophie, TO_HAND_OVER)
    assert "Girard" in shown(as_sophie, f"{PAGE}?remise=parties")


def test_a_moved_visit_is_to_be_handed_over_again(
    planned: Appointment, physician: Physician, as_sophie: Client
) -> None:
    as_sophie.post(PAGE, {"sel": [planned.pk]})
    planned.move(by=None, starts_at=factories.in_days(12), minutes=30, centre=physician.centre, physician=physician)
    assert "Girard" in shown(as_sophie, TO_HAND_OVER)


def test_whoever_comes_instead_has_a_convocation_to_be_handed_over(
    planned: Appointment, ours: Member, as_sophie: Client
) -> None:
    as_sophie.post(PAGE, {"sel": [planned.pk]})
    planned.replace_for_employer(by=None, employee=factories.a_complete_employee(ours, "Morin"))
    assert "Morin" in shown(as_sophie, TO_HAND_OVER)
    as_sophie.post(PAGE, {"sel": [planned.pk]})
    assert "Morin" not in shown(as_sophie, TO_HAND_OVER)


def test_a_whole_company_is_one_file(
    planned: Appointment, ours: Member, their_employee: Employee, physician: Physician, as_sophie: Client
) -> None:
    factories.a_confirmed(factories.a_complete_employee(ours, "Autre"), physician, factories.in_days(20))
    factories.a_confirmed(their_employee, physician, factories.in_days(21))
    answer = as_sophie.post(f"{PAGE}?q=Aubert", {"tous": "oui"})
    assert pages_of(answer.content) == 2
    assert "Canaribus" not in words_of(answer.content)
    assert NoticePrint.objects.get().visits.count() == 2


@pytest.mark.parametrize("kind", NEVER_SHOWN)
def test_what_a_worker_asked_for_is_in_no_file_for_a_company(
    kind: str, planned: Appointment, ours: Member, physician: Physician, as_sophie: Client
) -> None:
    secret = factories.a_confirmed(factories.a_complete_employee(ours, "Secret"), physician, factories.in_days(20))
    Appointment.objects.filter(pk=secret.pk).update(kind=kind)
    assert pages_of(as_sophie.post(f"{PAGE}?q=Aubert", {"tous": "oui"}).content) == 1
    assert as_sophie.post(PAGE, {"sel": [secret.pk]}).status_code == 302


def test_nothing_chosen_prints_nothing(planned: Appointment, as_sophie: Client) -> None:
    assert as_sophie.post(PAGE).status_code == 302
    assert not NoticePrint.objects.exists()


def test_the_plan_of_access_is_drawn_on_the_paper(
    planned: Appointment, physician: Physician, as_sophie: Client
) -> None:
    plan = io.BytesIO()
    Image.new("RGB", (1600, 900), "white").save(plan, "PNG")
    physician.centre.describe(by=None, plan=SimpleUploadedFile("plan.png", plan.getvalue()))
    pdf = as_sophie.post(PAGE, {"sel": [planned.pk]}).content
    assert "Plan d’accès" in words_of(pdf)
    assert b"/Subtype /Image" in pdf or b"/Subtype/Image" in pdf
    assert pages_of(pdf) == 1


def test_a_plan_that_is_no_picture_spoils_no_paper(
    planned: Appointment, physician: Physician, as_sophie: Client
) -> None:
    physician.centre.describe(by=None, plan=SimpleUploadedFile("plan.png", b"rien"))
    assert "Plan d’accès" not in words_of(as_sophie.post(PAGE, {"sel": [planned.pk]}).content)


def test_martine_prints_a_selection_of_her_own(
    planned: Appointment, ours: Member, their_employee: Employee, physician: Physician, as_martine: Client
) -> None:
    factories.a_confirmed(factories.a_complete_employee(ours, "Autre"), physician, factories.in_days(20))
    stranger = factories.a_confirmed(their_employee, physician, factories.in_days(21))
    page = f"{MINE}convocations/"
    words = words_of(as_martine.get(page, {"sel": [planned.pk, stranger.pk]}).content)
    assert "Girard Paul" in words
    assert "Autre" not in words
    assert "Canaribus" not in words
    assert as_martine.get(page, {"sel": [stranger.pk]}).status_code == 302
