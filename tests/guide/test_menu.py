"""« Au Menu ... »: the seven entries, in the leaflet's words and order, and the help on each page."""

import re

import pytest
from django.test import Client

from egide.common.phones import shown
from egide.employees.models import Employee

ENTRIES = [
    "Accueil",
    "Mon entreprise",
    "Mes salariés",
    "Mes factures",
    "Mes contacts",
    "Mes rendez-vous",
    "Mes documents",
]
PAGES = ["", "mon-entreprise/", "mes-salaries/", "mes-factures/", "mes-contacts/", "mes-rendez-vous/", "mes-documents/"]


def test_the_seven_entries_in_order(as_martine: Client) -> None:
    """« Accueil, Mon entreprise, Mes salariés, Mes factures, Mes contacts, Mes rendez-vous, Mes documents »"""
    page = as_martine.get("/adherents/10042/").content.decode()
    menu = page[page.index('aria-label="Menu principal"') : page.index('aria-label="Assistance"')]
    assert re.findall(r"<span>([^<]+)</span>", menu) == ENTRIES


@pytest.mark.parametrize("path", PAGES)
def test_assistance_and_member_number_are_on_each_page(path: str, as_martine: Client, employee: Employee) -> None:
    """« Dans tous les cas, merci de vous munir de votre numéro d'adhérent »"""
    page = as_martine.get(f"/adherents/10042/{path}").content.decode()
    assert "assistance@service.example" in page
    assert shown("03 53 01 00 01") in page
    assert "Munissez-vous de votre numéro d’adhérent : 10042" in page
