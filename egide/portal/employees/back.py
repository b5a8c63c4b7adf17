"""Where one goes when something about one employee is said: their sheet, for whoever may read it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from egide.employees.models import Employee
from egide.members.rights import Right
from egide.portal.scope import PortalRequest


def back_to_sheet(request: PortalRequest, employee: Employee, told: str) -> HttpResponse:
    """`told` is what has been done; a firm whose mandate stops at other pages goes home."""
    messages.success(request, told)
    if not request.door.may(Right.READ_EMPLOYEES):
        return redirect("portal:home", request.member.number)
    return redirect("portal:employee", request.member.number, employee.pk)
