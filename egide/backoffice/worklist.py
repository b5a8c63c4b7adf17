"""The first page of the espace service."""

from django.http import HttpResponse
from django.shortcuts import render

from egide.backoffice.rights import Right, ServiceRequest, requires


@requires(Right.ENTER)
def home(request: ServiceRequest) -> HttpResponse:
    return render(request, "backoffice/home.html")
