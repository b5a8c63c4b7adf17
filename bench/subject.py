"""The company that is measured, the same at every size, and the people who look at it."""

from copy import copy
from datetime import timedelta
from importlib import import_module
from typing import TypeVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Model
from django.utils import timezone

from egide.accounts.models import AccessLog, Alert, User
from egide.appointments.models import Appointment
from egide.appointments.states import OPEN
from egide.entrance.second_factor.door import FREE
from egide.invoicing.models import Invoice
from egide.members.models import Access, Member
from egide.members.rights import Role

NUMBER = 10131  # 180 employees in the demo: four pages of fifty
MEASURED = (NUMBER,)
ROWS_OF_EACH = 150
RowT = TypeVar("RowT", bound=Model)


def enlarge() -> None:
    """Three pages of settled invoices and of past appointments, an access for Martine, a second factor for Nadia."""
    nadia = User.objects.get(username="nadia")
    Authenticator.objects.create(user=nadia, type=Authenticator.Type.TOTP, data={"secret": "never used here"})
    member = Member.objects.get(number=NUMBER)
    Access(user=User.objects.get(username="martine"), member=member, role=Role.ADMINISTRATOR).grant(by=None)
    invoices = _clones(member.invoices.exclude(state="draft").first())
    for rank, invoice in enumerate(invoices):
        invoice.number = f"M{rank:05d}"
        invoice.issued_on = timezone.localdate() - timedelta(days=30 + 7 * rank)
    Invoice.objects.bulk_create(invoices)
    meetings = _clones(member.appointments.exclude(state__in=OPEN).filter(starts_at__isnull=False).first())
    for rank, meeting in enumerate(meetings):
        meeting.starts_at = timezone.now() - timedelta(days=1000 + rank)
    Appointment.objects.bulk_create(meetings)


def session_of(username: str) -> str:
    """The cookie of a person who has just signed in, with the second factor where it is asked for."""
    user = User.objects.get(username=username)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[FREE] = True
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def forget_readings() -> None:
    """Somebody who opens the same sheets all day is stopped (egide/accounts/reading.py): the measure is not."""
    Alert.objects.all().delete()
    AccessLog.objects.all().delete()


def _clones(row: RowT | None) -> list[RowT]:
    if row is None:
        raise LookupError("La démonstration n’a plus de quoi remplir l’adhérent mesuré.")
    clones = [copy(row) for _ in range(ROWS_OF_EACH)]
    for clone in clones:
        clone.pk = None
        clone._state.adding = True
    return clones
