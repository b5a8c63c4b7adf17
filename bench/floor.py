"""The floor: session, login, one indexed query, a plain table of fifty rows and five columns; three queries."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from egide.employees.models import Employee

ROWS = 50


@login_required
def floor(request: HttpRequest, number: int) -> HttpResponse:
    rows = Employee.objects.filter(member__number=number).order_by("search_key", "pk")[:ROWS]
    return render(request, "floor.html", {"rows": rows})


urlpatterns = [path("plancher/<int:number>/", floor)]
