"""Rows 17, 19, 20, 22 and 24: lists, selections and roles that say more, or give more, than they should."""

import pytest
from django.test import Client

from egide.accounts.models import AccessLog, User
from egide.appointments.states import State
from egide.members.models import Access
from tests.attacks.test_idor import assert_no_stranger
from tests.attacks.world import ROLES, World

DEPARTURE = "/adherents/10042/mes-salaries/selection/sortie/"
TRANSFER = "/adherents/10042/mes-salaries/selection/etablissement/"


@pytest.fixture
def martine_there(world: World) -> Client:
    return world.browser_of("administrateur")


@pytest.mark.parametrize("address", [DEPARTURE, TRANSFER])
def test_row_19_a_selection_that_names_strangers_says_nothing_of_them(
    address: str, world: World, martine_there: Client
) -> None:
    """Wagtail CVE-2023-45809: the refused action listed other people's names."""
    theirs = world.theirs.ids["employee_id"]
    both = {"sel": [theirs, world.ours.ids["employee_id"]]}
    for form in (both, both | {"on": "2026-11-01", "reason": "other"}, both | {"on": "hier"}, {"sel": theirs}):
        assert_no_stranger(martine_there.post(address, form, follow=True))
    assert world.theirs.member.employees.filter(left_on=None).count() == world.theirs.member.employees.count()


def test_row_17_an_export_is_made_for_who_asks_and_never_kept(world: World, martine_there: Client) -> None:
    """pretix CVE-2026-9712: a file waited at an address that knew no owner."""
    export = "/adherents/10042/mes-salaries/export/xlsx/"
    assert martine_there.get(export).status_code == 200
    answer = martine_there.get(export)
    assert "no-store" in answer.headers["Cache-Control"]
    stranger = world.browser_of("ancien-utilisateur")
    assert stranger.get(export).status_code == 404
    martine_there.post("/deconnexion/")
    assert martine_there.get(export).headers["Location"].startswith("/connexion/")


def test_row_20_the_billing_role_does_not_see_colleagues(world: World) -> None:
    """Horilla #306: whoever was new saw everybody's private page."""
    person = world.browser_of("facturation")
    for page in ("", f"{world.ours.ids['employee_id']}/", "export/csv/", "pcs/?q=ma"):
        assert person.get(f"/adherents/10042/mes-salaries/{page}").status_code == 403
    home = person.get("/adherents/10042/").content.decode()
    assert "Zoé" not in home


@pytest.mark.parametrize("who", list(ROLES))
def test_row_22_no_form_raises_its_sender(who: str, world: World) -> None:
    """Odoo CVE-2019-11782: every form of the portal sent with more than it shows."""
    wanted = {
        "is_staff": "on", "is_superuser": "on", "staff_role": "administrator", "role": "administrator", "groups": "1",
        "user": "1", "member": str(world.theirs.member.pk), "state": "confirmed", "taken_in_at": "2026-01-01",
        "category": "SI", "fee": "0", "struck_off_on": "", "number": "1", "name": "Pirate", "siren": "552100554",
    }  # fmt: skip
    pages = (
        ("mon-entreprise/coordonnees/", {"phone": "03 00 00 00 00"}),
        ("mon-entreprise/adresses/billing/", {"line1": "1 rue", "postcode": "51100", "city": "Reims"}),
        ("mes-salaries/ajout/", {"last_name": "Aîné", "first_name": "B", "birth_date": "1990-01-01",
                                 "contract_kind": "CDI", "hired_on": "2020-01-01"}),
        ("mes-rendez-vous/demande/", {"employees": world.ours.ids["employee_id"], "kind": "vip", "reason": "other"}),
    )  # fmt: skip
    client = world.browser_of(who)
    user = User.objects.get(username=f"{who}.essai")
    for page, form in pages:
        client.post(f"/adherents/10042/{page}", wanted | form)
    client.post("/mon-compte/adresse/", wanted | {"email1": "x@y.example", "email2": "x@y.example"})
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser, user.staff_role) == (False, False, "")
    assert Access.objects.get(user=user).role == ROLES[who]
    assert world.ours.member.name == type(world.ours.member).objects.get(number=10042).name
    assert not world.ours.member.employees.filter(last_name="Aîné").exclude(taken_in_at=None).exists()
    assert not world.ours.member.appointments.filter(kind="vip").exclude(state=State.REQUESTED).exists()


def test_row_22_who_manages_users_gives_a_role_of_the_member_and_no_other(world: World, martine_there: Client) -> None:
    page = f"/adherents/10042/mon-entreprise/utilisateurs/{world.ours.ids['access_id']}/role/"
    martine_there.post(page, {"role": "assistant", "staff_role": "administrator"})
    access = Access.objects.select_related("user").get(pk=world.ours.ids["access_id"])
    assert (access.role, access.user.staff_role) == ("reader", "")


def test_row_22_a_gestionnaire_never_opens_an_account_of_the_service(world: World) -> None:
    client = world.browser_of("gestionnaire")
    client.post("/service/adherents/10042/utilisateurs/", {
        "first_name": "P", "last_name": "Rusé", "role": "reader", "staff_role": "administrator", "is_staff": "on",
    })  # fmt: skip
    assert User.objects.get(last_name="Rusé").staff_role == ""
    staff = User.objects.get(username="administrateur-du-service")
    for page in ("courrier", "blocage"):
        assert client.post(f"/service/adherents/utilisateurs/{staff.pk}/{page}/").status_code == 404


def test_row_24_each_sheet_and_paper_read_is_written_down(world: World, martine_there: Client) -> None:
    AccessLog.objects.all().delete()
    employee, invoice = world.ours.ids["employee_id"], world.ours.ids["invoice_id"]
    martine_there.get(f"/adherents/10042/mes-salaries/{employee}/")
    martine_there.get(f"/adherents/10042/mes-factures/{invoice}/pdf/")
    martine_there.get("/adherents/10042/mes-salaries/export/csv/")
    assert [log.kind for log in AccessLog.objects.order_by("pk")] == ["sheet", "download", "export"]
    assert {log.member_number for log in AccessLog.objects.all()} == {10042}
