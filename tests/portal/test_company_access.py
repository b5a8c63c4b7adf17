"""Utilisateurs and Mandataires: invited, removed, handed over; granted, narrowed, revoked, with their last use."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from egide.accounts.models import User
from egide.common.errors import Refused
from egide.members.models import Access, Delegate, Invitation, Mandate, Member
from egide.members.rights import Role, Scope
from egide.notifications.models import Outbox
from tests import factories

COMPANY = "/adherents/10042/mon-entreprise/"
SPACE = "/adherents/10042/"
LEA = {"first_name": "Léa", "last_name": "Aubert", "email": "lea@aubert.example", "role": "billing"}


@pytest.fixture
def lea(ours: Member) -> Access:
    return factories.an_access(factories.a_person("lea", first_name="Léa", last_name="Aubert"), ours, Role.BILLING)


def mine(ours: Member) -> Access:
    return ours.accesses.get(user__username="martine")


def test_martine_invites_and_nobody_is_an_administrator_by_default(as_martine: Client, ours: Member) -> None:
    page = as_martine.get(f"{COMPANY}utilisateurs/invitation/").content.decode()
    assert "factures, adresse et contact de facturation ; pas les salariés" in page
    assert not re.search(r'name="role"[^>]*checked', page)
    answer = as_martine.post(f"{COMPANY}utilisateurs/invitation/", LEA, follow=True).content.decode()
    assert "L’invitation part à lea@aubert.example." in answer
    assert ours.invitations.get().role == Role.BILLING


def test_a_link_sent_again_ends_the_former_one(as_martine: Client, ours: Member, client: Client) -> None:
    as_martine.post(f"{COMPANY}utilisateurs/invitation/", LEA)
    offered = ours.invitations.get()
    first = _link(0)
    assert client.get(first).status_code == 200
    as_martine.post(f"{COMPANY}utilisateurs/invitation/{offered.pk}/renvoi/")
    assert client.get(first).status_code == 404
    assert client.get(_link(1)).status_code == 200


def _link(rank: int) -> str:
    texts = Outbox.objects.filter(recipient="lea@aubert.example").order_by("pk").values_list("text", flat=True)
    found = re.search(r"https?://[^/]+(/\S+)", texts[rank])
    assert found
    return found[1]


def test_an_expired_invitation_says_so_and_may_be_renewed(as_martine: Client, ours: Member) -> None:
    offered = Invitation(member=ours, **LEA)
    offered.send(by=None)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    assert "Invitation expirée" in as_martine.get(COMPANY).content.decode()
    as_martine.post(f"{COMPANY}utilisateurs/invitation/{offered.pk}/renvoi/")
    offered.refresh_from_db()
    assert offered.is_open


def test_an_accepted_invitation_is_not_renewed(ours: Member, karim: User) -> None:
    offered = Invitation(member=ours, **LEA)
    offered.send(by=None)
    offered.accept(by=karim)
    with pytest.raises(Refused, match="n’est plus en attente"):
        offered.send(by=None)


def test_a_role_changes_with_the_next_page(as_martine: Client, lea: Access) -> None:
    client = Client()
    client.force_login(lea.user)
    assert client.get(f"{SPACE}mes-salaries/").status_code == 403
    as_martine.post(f"{COMPANY}utilisateurs/{lea.pk}/role/", {"role": "human_resources"})
    assert client.get(f"{SPACE}mes-salaries/").status_code == 200


def test_an_access_removed_closes_the_space_at_once(as_martine: Client, lea: Access) -> None:
    client = Client()
    client.force_login(lea.user)
    assert client.get(SPACE).status_code == 200
    as_martine.post(f"{COMPANY}utilisateurs/{lea.pk}/retrait/")
    assert client.get(SPACE).status_code == 404


def test_the_last_administrator_is_offered_to_hand_over_and_nothing_else(
    as_martine: Client, ours: Member, lea: Access
) -> None:
    page = as_martine.get(COMPANY).content.decode()
    own = mine(ours)
    assert "passation/" in page
    assert f"utilisateurs/{own.pk}/retrait/" not in page
    answer = as_martine.post(f"{COMPANY}utilisateurs/{own.pk}/retrait/").content.decode()
    assert "garde au moins un administrateur" in answer
    answer = as_martine.post(f"{COMPANY}utilisateurs/{own.pk}/role/", {"role": "reader"}).content.decode()
    assert "garde au moins un administrateur" in answer
    own.refresh_from_db()
    assert (own.role, own.revoked_at) == (Role.ADMINISTRATOR, None)


def test_martine_hands_over_without_a_phone_call(as_martine: Client, ours: Member, lea: Access) -> None:
    as_martine.post(f"{COMPANY}utilisateurs/passation/", {"to": lea.pk, "keep": "human_resources"})
    lea.refresh_from_db()
    assert (lea.role, mine(ours).role) == (Role.ADMINISTRATOR, Role.HUMAN_RESOURCES)
    assert as_martine.get(f"{COMPANY}utilisateurs/invitation/").status_code == 403


def test_martine_hands_over_and_leaves(as_martine: Client, ours: Member, lea: Access) -> None:
    answer = as_martine.post(f"{COMPANY}utilisateurs/passation/", {"to": lea.pk, "keep": ""})
    assert answer.headers["Location"] == "/accueil/"
    assert as_martine.get(SPACE).status_code == 404
    lea.refresh_from_db()
    assert lea.role == Role.ADMINISTRATOR


def test_who_is_alone_is_told_to_invite_first(as_martine: Client, ours: Member) -> None:
    page = as_martine.get(f"{COMPANY}utilisateurs/passation/").content.decode()
    assert "invitez d’abord la personne" in page
    assert "utilisateurs/invitation/" in page


def test_nobody_hands_over_to_a_stranger(
    as_martine: Client, ours: Member, lea: Access, theirs: Member, karim: User
) -> None:
    stranger = theirs.accesses.get(user=karim)
    page = as_martine.post(f"{COMPANY}utilisateurs/passation/", {"to": stranger.pk, "keep": ""}).content.decode()
    assert "Choisissez une réponse de la liste." in page
    with pytest.raises(Refused, match="n’a pas accès"):
        mine(ours).hand_over(by=None, to=stranger, keep="")


def test_martine_gives_a_mandate_to_a_firm_named_exactly(
    as_martine: Client, ours: Member, firm: Delegate, claire: User
) -> None:
    form = {"firm": "cabinet fontaine", "scopes": ["effectifs"], "starts_on": "2026-01-01", "ends_on": ""}
    as_martine.post(f"{COMPANY}mandats/ajout/", form)
    client = Client()
    client.force_login(claire)
    assert client.get(f"{SPACE}mes-salaries/").status_code == 200
    assert client.get(f"{SPACE}mes-factures/").status_code == 403


def test_half_a_name_finds_no_firm(as_martine: Client, ours: Member, firm: Delegate) -> None:
    form = {"firm": "Cabinet", "scopes": ["effectifs"], "starts_on": "2026-01-01"}
    page = as_martine.post(f"{COMPANY}mandats/ajout/", form).content.decode()
    assert "Aucun cabinet ne porte ce SIREN ou ce nom" in page
    assert not ours.mandates.exists()


def test_martine_grants_less_than_what_was_asked_and_for_a_time(
    as_martine: Client, ours: Member, firm: Delegate
) -> None:
    asked = factories.a_mandate(firm, ours, granted=False)
    form = {"scopes": ["factures"], "starts_on": "2026-01-01", "ends_on": "2099-12-31"}
    as_martine.post(f"{COMPANY}mandats/{asked.pk}/domaines/", form)
    asked.refresh_from_db()
    assert (asked.state, asked.scopes, asked.ends_on) == (Mandate.State.ACTIVE, ["factures"], date(2099, 12, 31))


def test_determinants_are_read_on_sheets(as_martine: Client, mandate: Mandate) -> None:
    form = {"scopes": ["determinants"], "starts_on": "2026-01-01"}
    page = as_martine.post(f"{COMPANY}mandats/{mandate.pk}/domaines/", form).content.decode()
    assert "ouvrez aussi les effectifs" in page
    mandate.refresh_from_db()
    assert set(mandate.scopes) == set(Scope.values)


def test_a_mandate_narrowed_or_revoked_ends_with_the_next_page(
    as_martine: Client, as_claire: Client, mandate: Mandate
) -> None:
    assert as_claire.get(f"{SPACE}mes-salaries/").status_code == 200
    form = {"scopes": ["factures"], "starts_on": "2026-01-01"}
    as_martine.post(f"{COMPANY}mandats/{mandate.pk}/domaines/", form)
    assert as_claire.get(f"{SPACE}mes-salaries/").status_code == 403
    as_martine.post(f"{COMPANY}mandats/{mandate.pk}/revocation/")
    assert as_claire.get(f"{SPACE}mes-factures/").status_code == 404


def test_a_request_is_refused_as_such(as_martine: Client, ours: Member, firm: Delegate) -> None:
    asked = factories.a_mandate(firm, ours, granted=False)
    assert "Refuser" in as_martine.get(COMPANY).content.decode()
    as_martine.post(f"{COMPANY}mandats/{asked.pk}/revocation/")
    asked.refresh_from_db()
    assert (asked.state, asked.closed_because) == (Mandate.State.REFUSED, "Par l’adhérent")


def test_the_last_use_of_a_mandate_is_shown(as_martine: Client, as_claire: Client) -> None:
    assert "Pas encore utilisé" in as_martine.get(COMPANY).content.decode()
    for _ in range(2):
        as_claire.get(SPACE)
    today = f"{timezone.localdate():%d/%m/%Y}"
    assert f"Dernier usage le {today}" in as_martine.get(COMPANY).content.decode()
