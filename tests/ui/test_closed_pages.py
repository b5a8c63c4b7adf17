"""A closed page names who can open it, in the words of whoever stands before it."""

import re

from django.test import Client

from egide.accounts.models import User
from egide.members.models import Delegate, Member
from egide.members.rights import Role, Scope
from tests import factories


def refused(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 403
    return answer.content.decode()


def test_sophie_is_sent_to_the_administrator_of_the_service(as_sophie: Client) -> None:
    page = refused(as_sophie, "/service/factures/")
    assert "Un administrateur du service peut le changer dans Administration." in page
    assert "Mon entreprise" not in page


def test_martine_before_the_espace_service_is_sent_back_to_her_own_pages(as_martine: Client) -> None:
    page = refused(as_martine, "/service/")
    assert "équipes du service" in page
    assert "Votre rôle" not in page


def test_a_mandate_without_invoices_is_told_who_can_extend_it(claire: User, ours: Member, firm: Delegate) -> None:
    factories.a_mandate(firm, ours, Scope.EMPLOYEES)
    client = Client()
    client.force_login(claire)
    assert "Votre mandat ne la couvre pas." in refused(client, "/adherents/10042/mes-factures/")


def test_a_reader_asks_the_administrateur_of_the_company(ours: Member) -> None:
    reader = factories.a_person("lise")
    factories.an_access(reader, ours, Role.READER)
    client = Client()
    client.force_login(reader)
    assert "Un administrateur de votre entreprise" in refused(client, "/adherents/10042/mon-entreprise/coordonnees/")


def test_each_one_gives_a_reference_and_the_way_home(as_sophie: Client) -> None:
    page = refused(as_sophie, "/service/factures/")
    assert re.search(r"Référence à donner&nbsp;: <strong>[0-9A-F]{8}</strong>", page)
    assert "Revenir à l’accueil" in page
