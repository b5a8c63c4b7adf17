"""« MON ENTREPRISE »"""

import re

from django.test import Client

from egide.members.models import Member

COMPANY = "/adherents/10042/mon-entreprise/"


def test_pencils_open_each_block(as_martine: Client) -> None:
    """« Cliquez sur un des crayons pour modifier vos informations administratives »"""
    page = as_martine.get(COMPANY).content.decode()
    assert page.count("#i-pencil") >= 8


def test_valider_and_fermer_end_each_block(as_martine: Client, ours: Member) -> None:
    """« Validez ou Fermez »"""
    page = as_martine.get(f"{COMPANY}coordonnees/").content.decode()
    assert ">Valider</button>" in page
    assert ">Fermer</a>" in page
    answer = as_martine.post(
        f"{COMPANY}coordonnees/", {"version": ours.version, "phone": "03 00 00 00 00", "email": "", "website": ""}
    )
    assert answer.status_code == 302
    ours.refresh_from_db()
    assert ours.phone == "03 00 00 00 00"


def test_greyed_fields_cannot_be_changed(as_martine: Client, ours: Member) -> None:
    """« Les champs grisés comme par exemple la raison sociale, ne peuvent être modifiés. »"""
    page = as_martine.get(COMPANY).content.decode()
    assert re.search(r'id="f-raison" value="Charpentes Aubert" readonly', page)
    as_martine.post(f"{COMPANY}coordonnees/", {"version": 0, "name": "Pirate", "phone": "", "email": "", "website": ""})
    ours.refresh_from_db()
    assert ours.name == "Charpentes Aubert"


def test_the_service_is_to_be_contacted(as_martine: Client, ours: Member) -> None:
    """« Si besoin d'apporter une modification, contacter le Service de Santé au Travail. »"""
    assert "contactez le service</a>" in as_martine.get(COMPANY).content.decode()
    as_martine.post(f"{COMPANY}demandes/ajout/", {"field": "name", "new_value": "Aubert et filles", "explanation": ""})
    assert ours.changerequests.get().old_value == "Charpentes Aubert"
