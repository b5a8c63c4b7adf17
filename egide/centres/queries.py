"""The centres and professionals that may be chosen today."""

from django.db.models import QuerySet

from egide.centres.models import Centre, Physician


def open_centres() -> QuerySet[Centre]:
    return Centre.objects.filter(closed_on=None)


def referring_physicians() -> QuerySet[Physician]:
    """Those who may follow a member: a nurse receives employees, a médecin du travail is in charge."""
    return present_physicians().filter(profession=Physician.Profession.PHYSICIAN)


def present_physicians() -> QuerySet[Physician]:
    return Physician.objects.filter(left_on=None).select_related("centre")
