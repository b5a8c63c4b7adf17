"""What stands between the password and the portal: a code on a new device, and the first login. Nobody is signed in
before the last of them is passed."""

from typing import Any

from allauth.account.stages import LoginStage
from django.http import HttpResponseRedirect
from django.urls import reverse

from egide.entrance import new_device


class NewDeviceStage(LoginStage):
    """A code by mail, where nothing stronger protects the account (security 5.6)."""

    key = "new_device"
    urlname = "new-device"

    def handle(self) -> tuple[HttpResponseRedirect | None, bool]:
        if not new_device.asks_code(self.request, self.login.user):
            return None, True
        new_device.send_code(self.login.user, self.state)
        return HttpResponseRedirect(reverse(self.urlname)), True

    def is_resumable(self, request: Any) -> bool:
        return True


class FirstLoginStage(LoginStage):
    """The person who knows the letter must first make the account their own (`Adapter.pre_login` has checked
    that an account without a password was opened by its letter)."""

    key = "first_login"
    urlname = "first-login"

    def handle(self) -> tuple[HttpResponseRedirect | None, bool]:
        if self.login.user.has_usable_password():
            return None, True
        return HttpResponseRedirect(reverse(self.urlname)), True

    def is_resumable(self, request: Any) -> bool:
        return True
