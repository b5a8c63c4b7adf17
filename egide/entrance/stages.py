"""The first login: between the password of the letter and the portal, a page that nothing goes around."""

from typing import Any

from allauth.account.stages import LoginStage
from django.http import HttpResponseRedirect
from django.urls import reverse

from egide.accounts.models import InitialPassword


class FirstLoginStage(LoginStage):  # type: ignore[misc]
    """Nobody is signed in yet: the person who knows the letter must first make the account their own."""

    key = "first_login"
    urlname = "first-login"

    def handle(self) -> tuple[HttpResponseRedirect | None, bool]:
        waits = InitialPassword.objects.live().filter(user=self.login.user).exists()
        return (HttpResponseRedirect(reverse(self.urlname)), True) if waits else (None, True)

    def is_resumable(self, request: Any) -> bool:
        return True
