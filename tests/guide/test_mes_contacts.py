"""« MES CONTACTS »"""

from django.test import Client


def test_the_contacts_stand_where_the_leaflet_says(as_martine: Client) -> None:
    """« en haut à gauche, retrouvez les informations du siège » « En haut à droite … centre de visite »
    « En bas à gauche, votre médecin référent »"""
    page = as_martine.get("/adherents/10042/mes-contacts/").content.decode()
    order = [page.index(f'id="{name}"') for name in ("siege", "centre", "medical", "administratif")]
    assert order == sorted(order)
    assert "1 place du Marché" in page
    assert "Tramway B, arrêt Artisans" in page
    assert "Dr Hélène Leroy" in page


def test_the_eye_shows_the_secretary(as_martine: Client) -> None:
    """« les coordonnées de sa secrétaire (cliquez sur l'œil) »"""
    page = as_martine.get("/adherents/10042/mes-contacts/").content.decode()
    eye = page[page.index("<summary>") : page.index("</details>")]
    assert "#i-eye" in eye
    assert "03 53 01 00 11" in eye.replace("\N{NO-BREAK SPACE}", " ")
