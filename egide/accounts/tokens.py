"""The links of « mot de passe oublié »: dead while their account is blocked, besides what allauth checks."""

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator

from egide.accounts.models import User


class ResetTokenGenerator(EmailAwarePasswordResetTokenGenerator):
    def check_token(self, user: User | None, token: str | None) -> bool:
        """Nobody prepares the password of an account that its owner or the service has closed."""
        return user is not None and user.is_active and bool(super().check_token(user, token))
