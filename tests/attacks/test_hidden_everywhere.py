"""Two worlds, one with visits that only the worker and the service know of: who reads for an employer reads the same.

Slots are drawn, and looked at in `test_hidden_slots.py` and `test_hidden_offers.py`: here the hidden visits stand on a
Sunday, when nobody is received, so that even these pages must be equal.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from difflib import unified_diff
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.appointments.attendance import record_attendance
from egide.appointments.models import Appointment, MemberFeed
from egide.centres.models import Physician
from egide.common.errors import Refused
from egide.employees.models import Employee
from egide.followup.models import NEVER_SHOWN
from egide.members.models import Member
from egide.notifications.models import Outbox
from egide.notifications.reminders import remind_all
from egide.planning.queries import visit_type
from tests import factories
from tests.attacks.test_canaries import text_of
from tests.attacks.test_matrix import ADDRESSES, url_of
from tests.attacks.world import World

SPACE = "/adherents/10042/"
MORE = (
    "mes-rendez-vous/?onglet=demandes", "mes-rendez-vous/?onglet=passes", "mes-rendez-vous/?q=Girard&onglet=demandes",
    "mes-rendez-vous/?q=CANARI", "mes-salaries/?q=CANARI", "mes-salaries/?echeance=en-retard",
    "mes-salaries/?echeance=a-demander", "mes-salaries/?echeance=changee", "mes-salaries/export/csv/",
    "mes-salaries/export/xlsx/", "mes-factures/export/csv/", "mes-rendez-vous/reservation/?salarie={employee_id}",
    "mes-rendez-vous/demande/?salarie={employee_id}", "mes-rendez-vous/demande/?employees={employee_id}",
    "mes-rendez-vous/{planned_id}/remplacement/?chercher=Girard", "mes-salaries/{employee_id}/?onglet=historique",
)  # fmt: skip
OUTSIDE = ("/", "/mandats/", "/mon-compte/", "/mon-compte/courriels/", "/simulateur/")
# Together they hold every right that an employer or a firm may have.
READERS = ("administrateur", "lecture", "cabinet-effectifs", "cabinet-rendez-vous")
NOTE = "CANARI-NOTE vue à la demande du salarié"
CHANGING = ("csrfmiddlewaretoken", "form_token", "Référence à donner")


@pytest.fixture
def still(world: World) -> Iterator[World]:
    """Time stands still, and every employee has an address: what differs then differs by the hidden visits."""
    world.ours.member.employees.update(email="salarie@ailleurs.example")
    for kind in ("vip_periodique", "vip_initiale"):
        visit_type(kind).choose(by=None, self_booking=True)
    with time_machine.travel(timezone.now(), tick=False):
        yield world


def readings(world: World, who: str, feed: str) -> dict[str, tuple[int, str]]:
    """Address → status and text of all that this person may open, and of their calendar."""
    client, ids = world.browser_of(who), world.ours.ids
    urls = [url_of(name, route, ids) for face, name, route in ADDRESSES if face == "portal"]
    urls += [url.replace("/xlsx/", "/csv/") for url in urls if "/xlsx/" in url]
    urls += [SPACE + more.format(**ids) for more in MORE] + [*OUTSIDE, feed]
    return {url: told(client.get(url)) for url in urls}


def told(answer: Any) -> tuple[int, str]:
    lines = text_of(answer).splitlines()
    return answer.status_code, "\n".join(line for line in lines if not any(name in line for name in CHANGING))


def lines_of(one: tuple[int, str], other: tuple[int, str]) -> list[str]:
    """The first lines by which two answers differ."""
    return list(unified_diff(one[1].splitlines(), other[1].splitlines(), lineterm="", n=0))[2:8]


def feed_of(world: World, who: str) -> str:
    user = User.objects.get(pk=world.clients[who].session["_auth_user_id"])
    return f"/agendas/{MemberFeed(member=world.ours.member, user=user).open(by=None)}.ics"


def hide(world: World) -> None:
    """One hidden visit of each kind in each of the states that it may be in, spread over those whom the pages show."""
    physician = Physician.objects.get(pk=world.ours.ids["physician_id"])
    for kind in NEVER_SHOWN:
        _hide(world.ours.member, people_of(world), physician, kind)


def _hide(member: Member, people: list[Employee], physician: Physician, kind: str) -> None:
    acts: tuple[list[str], ...] = (
        ["refuse"], ["confirm"], ["confirm", "move"], ["confirm", "cancel_for_service"], ["confirm", "honour"],
        ["confirm", "excuse_absence"], ["confirm", "note_absence"], ["confirm", "replace_employee"],
        # those that stay open come last, one for each employee: that is how many a kind may have
        [], ["take_up"], ["note"], ["put_on_waiting_list"], ["ask_precision"],
    )  # fmt: skip
    assert len(people) == 5
    for number, verbs in enumerate(acts):
        one = people[number % len(people)]
        row = Appointment(member=member, employee=one, kind=kind, reason=Appointment.Reason.OTHER)
        row.comment, row.requested_at = "CANARI-MOT", timezone.now()
        row.save()
        for verb in verbs:
            live(row, verb, people[(number + 1) % len(people)], physician, sunday(number + 20 * (kind == "prereprise")))
        row.note(by=None, staff_note=NOTE)


def live(row: Appointment, verb: str, other: Employee, physician: Physician, moment: datetime) -> None:
    place: dict[str, Any] = {"minutes": 30, "centre": physician.centre, "physician": physician}
    said: dict[str, Any] = {
        "confirm": place | {"starts_at": moment}, "move": place | {"starts_at": moment + timedelta(hours=8)},
        "note": {"staff_note": NOTE}, "refuse": {"answer": "CANARI"}, "ask_precision": {"answer": "CANARI"},
        "cancel_for_service": {"reason": "CANARI"}, "replace_employee": {"employee": other},
    }  # fmt: skip
    if verb in {"honour", "excuse_absence", "note_absence"}:
        Appointment.objects.filter(pk=row.pk).update(starts_at=moment - timedelta(weeks=9))
        row.refresh_from_db()
        record_attendance(row, verb, by=None)
    else:
        getattr(row, verb)(by=None, **said.get(verb, {}))


def sunday(number: int) -> datetime:
    """An hour of a Sunday some weeks ahead; each number has its own."""
    day = factories.in_days(42 + 7 * (number // 10), hour=6 + number % 10, minute=0)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def people_of(world: World) -> list[Employee]:
    return list(world.ours.member.employees.order_by("pk"))


@pytest.mark.parametrize("who", READERS)
def test_who_reads_for_an_employer_reads_the_same_with_and_without(who: str, still: World) -> None:
    """Pages, lists, exports, papers, counts, free slots, calendar: each answer, word for word."""
    feed = feed_of(still, who)
    readings(still, who, feed)  # what a first reading leaves behind (an entrance, a day) is there before both
    before = readings(still, who, feed)
    assert sum(status == 200 for status, _ in before.values()) > 10
    hide(still)
    after = readings(still, who, feed)
    assert {url: lines_of(before[url], after[url]) for url in before if before[url] != after[url]} == {}
    assert [url for url, (_, text) in after.items() if "CANARI-" in text] == []


def test_two_looks_would_differ_by_a_visit_that_may_be_seen(still: World) -> None:
    """The comparison is not blind."""
    feed = feed_of(still, "administrateur")
    readings(still, "administrateur", feed)
    before = readings(still, "administrateur", feed)
    physician = Physician.objects.get(pk=still.ours.ids["physician_id"])
    factories.a_confirmed(people_of(still)[0], physician, sunday(0), kind="demande_employeur")
    after = readings(still, "administrateur", feed)
    changed = [url for url in before if before[url] != after[url]]
    for page in (SPACE, f"{SPACE}mes-rendez-vous/", feed):
        assert page in changed


POSTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("mes-rendez-vous/demande/", {"employees": "{employee_id}", "kind": "demande_employeur", "reason": "conditions"}),
    ("mes-rendez-vous/demande/", {"employees": "{employee_id}", "kind": "prereprise", "reason": "other"}),
    ("mes-rendez-vous/demande/", {"employees": "{employee_id}", "kind": "vip_periodique", "reason": "periodic"}),
    ("mes-rendez-vous/{planned_id}/remplacement/", {"employee": "{employee_id}"}),
    ("mes-rendez-vous/{planned_id}/remplacement/", {"chercher": "Girard", "trouver": "1"}),
    ("mes-rendez-vous/{planned_id}/annulation/", {"why": "site"}),
    ("mes-rendez-vous/{offered_id}/proposition/", {"answer": "accepter"}),
    ("mes-rendez-vous/{offered_id}/proposition/", {"answer": "refuser"}),
    ("mes-rendez-vous/{appointment_id}/retrait/", {}),
    ("mes-rendez-vous/{asked_id}/precision/", {"precision": "Lundi"}),
    ("mes-salaries/{employee_id}/sortie/", {"on": "2026-11-25", "reason": "resignation"}),
    ("mes-salaries/{employee_id}/sortie/", {"on": "2030-11-25", "reason": ""}),
    ("mes-salaries/selection/sortie/", {"sel": "{employee_id}"}),
)


def test_what_an_employer_sends_is_answered_the_same(still: World) -> None:
    """Requests, replacements, offers, departures: whether they pass, what the next page says, what is mailed."""
    before = answers(still)
    assert any("est planifié" in text for _, text, _ in before)
    hide(still)
    after = answers(still)
    different = [POSTS[rank][0] for rank, answer in enumerate(before) if answer != after[rank]]
    assert different == []


def answers(world: World) -> list[tuple[int, str, list[str]]]:
    """Each is taken back once it is read; the keys of new rows, which all companies share, are left out."""
    return [_answered(world, page, sent) for page, sent in POSTS]


def _answered(world: World, page: str, sent: dict[str, str]) -> tuple[int, str, list[str]]:
    ids, client, last = world.ours.ids, world.browser_of("administrateur"), Outbox.objects.order_by("pk").last()
    with transaction.atomic():
        fields = {name: value.format(**ids) for name, value in sent.items()}
        answer = client.post(SPACE + page.format(**ids), fields, follow=True)
        status, text = told(answer)
        written = Outbox.objects.filter(pk__gt=last.pk if last else 0).order_by("recipient", "subject")
        mails = [f"{mail.recipient} {mail.subject} {mail.text}" for mail in written]
        transaction.set_rollback(True)
    return status, re.sub(r"/\d+/", "/n/", text), [re.sub(r"/\d+/", "/n/", mail) for mail in mails]


def test_a_hidden_visit_writes_to_nobody_of_the_company(still: World) -> None:
    """Nor to the address of the employee, that the employer typed; nor a reminder, nor a freed slot."""
    Outbox.objects.all().delete()
    hide(still)
    with time_machine.travel(factories.in_days(36, hour=10)):
        remind_all(timezone.now())
    hidden = Appointment.objects.filter(kind__in=NEVER_SHOWN)
    assert hidden.filter(state=Appointment.State.CONFIRMED).exists()
    assert not Outbox.objects.filter(event__name__startswith="appointment").exists()
    assert not Outbox.objects.filter(notice_of__in=hidden).exists()
    assert not [mail for mail in Outbox.objects.all() if "CANARI-" in f"{mail.subject} {mail.text}"]


def test_no_address_of_a_hidden_visit_exists(still: World) -> None:
    """Neither read nor sent: whoever counts the keys of visits up finds what a key of nobody gives."""
    hide(still)
    rows = list(Appointment.objects.filter(kind__in=NEVER_SHOWN))
    routes = [(name, route) for face, name, route in ADDRESSES if face == "portal" and "appointment_id>" in route]
    client: Client = still.browser_of("administrateur")
    for row in rows:
        for _, route in routes:
            url = route.replace("<int:member_number>", "10042").replace("<int:appointment_id>", str(row.pk))
            assert (client.get(url).status_code, client.post(url).status_code) == (404, 404), url


def test_the_domain_opens_no_hidden_request_for_an_employer(still: World) -> None:
    for kind in NEVER_SHOWN:
        with pytest.raises(Refused, match="ne se demande pas sur le portail"):
            factories.a_request(people_of(still)[0], kind=kind)
