"""Every page of the product, from the resolver: reached by its links, worthy at both widths, in light and dark."""

import pytest

from tests.chromium.site import Site
from tests.chromium.walk import Walk, names_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("screens")]

MARTINE, SERVICE = "/adherents/10042", "/service"
BY_MAIL = {  # a link that only a mail carries, or a step of a login: tests/entrance and tests/browser/test_passkeys.py
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_confirm_email", "alarm",
    "first-administrator", "invitation", "first-login", "new-device", "mfa_authenticate", "mfa_login_webauthn",
}  # fmt: skip


def test_the_doorstep(site: Site) -> None:
    walk = Walk(site.visitor()).from_("/", "/connexion/", "/sante/")
    assert {"account_login", "delegate-login", "account_reset_password", "legal-notice", "health"} <= set(walk.met)


def test_the_portal(site: Site) -> None:
    walk = Walk(site.visitor("martine")).from_(
        f"{MARTINE}/",
        f"{MARTINE}/mes-rendez-vous/?onglet=demandes",
        f"{MARTINE}/mes-rendez-vous/?onglet=passes",
        f"{MARTINE}/mes-salaries/?etat=sorti",
        f"{MARTINE}/mes-salaries/?q=zzzz",
        f"{MARTINE}/mes-factures/?groupe=avoirs",
    )
    assert names_of("portal") - set(walk.met) == set()


def test_the_espace_service(site: Site) -> None:
    walk = Walk(site.visitor("nadia")).from_(f"{SERVICE}/", f"{SERVICE}/adherents/10042/", f"{SERVICE}/mise-en-route/")
    assert names_of("backoffice") - set(walk.met) == set()


def test_ones_own_pages(site: Site) -> None:
    walk = Walk(site.visitor("claire")).from_("/mandats/", "/mandats/?q=zzz", "/mon-compte/", "/connexion/")
    assert names_of(None) - set(walk.met) - BY_MAIL == set()
