"""The cookie of a recognised device: one that somebody else knows recognises nobody."""

from django.test import Client
from pytest_django import Settings

from egide.accounts.models import TrustedDevice, User
from egide.entrance.new_device import COOKIE
from tests import factories
from tests.entrance.test_new_device import CODE_PAGE, code_received, enter, sign_in


def test_a_planted_or_copied_cookie_skips_no_code(settings: Settings, martine: User, karim: User) -> None:
    """Karim used this computer before: his cookie is in it, and a copy at his home."""
    settings.NEW_DEVICE_CODE = True
    factories.an_address(martine)
    TrustedDevice.trust(karim, "copie-de-karim", "Firefox")
    shared = Client()
    shared.cookies[COOKIE] = "copie-de-karim"
    assert sign_in(shared) == CODE_PAGE
    assert enter(shared, code_received(), trust="on") == "/accueil/"
    at_home = Client()
    at_home.cookies[COOKIE] = "copie-de-karim"
    assert sign_in(at_home) == CODE_PAGE
    renewed = shared.cookies[COOKIE].value
    assert TrustedDevice.knows(martine, renewed)
    assert TrustedDevice.knows(karim, renewed), "those who share the browser stay recognised in it"
