"""Composed readings: the answer of the queryset, of the keys given and of nobody else."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F, QuerySet
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from egide.accounts.models import User
from egide.common.composed import composed
from egide.employees.models import Employee
from egide.members.models import Access, Member


@composed
def accesses_of(user_id: int, number: int) -> QuerySet[Access]:
    rows = Access.objects.filter(user=user_id, member__number=number, revoked_at=None)
    return rows.select_related("member__physician").annotate(company=F("member__name"))


@composed
def hired_since(member_id: int, *, day: date) -> "QuerySet[Any, Any]":
    return (
        Employee.objects.filter(member=member_id, hired_on__gte=day).order_by("pk").values_list("last_name", "hired_on")
    )


def test_a_row_comes_with_what_is_joined_and_annotated(
    martine: User, ours: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        (access,) = accesses_of(martine.pk, ours.number)
        assert vars(access)["company"] == ours.name
        assert (access.member, access.member.physician) == (ours, ours.physician)


def test_each_key_is_answered_by_its_own_rows(martine: User, karim: User, ours: Member, theirs: Member) -> None:
    found = [accesses_of(user.pk, member.number) for user in (martine, karim) for member in (ours, theirs)]
    assert [[access.user for access in rows] for rows in found] == [[martine], [], [], [karim]]


def test_what_was_read_is_never_kept(martine: User, ours: Member) -> None:
    (access,) = accesses_of(martine.pk, ours.number)
    Access.objects.filter(pk=access.pk).update(revoked_at=timezone.now())
    assert accesses_of(martine.pk, ours.number) == []


def test_each_shape_has_its_own_query_and_values_their_types(employee: Employee) -> None:
    day = employee.hired_on
    assert hired_since(employee.member_id, day=day) == [(employee.last_name, day)]
    assert hired_since(employee.member_id, day=day + timedelta(days=1)) == []


def test_a_key_that_would_be_forgotten_is_refused(ours: Member) -> None:
    @composed
    def of_whoever(member_id: int) -> QuerySet[Member]:
        return Member.objects.filter(number__gt=member_id + 1)

    with pytest.raises(TypeError, match="changes a key"):
        of_whoever(ours.pk)
