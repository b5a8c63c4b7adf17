"""What is open to all: the public home and the texts that the service may write itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from egide.centres.models import Service

NOTICES = {
    "legal_notice": "Mentions légales",
    "privacy_notice": "Confidentialité",
    "accessibility_notice": "Accessibilité",
}


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "entrance/home.html")


@login_not_required
def notice(request: HttpRequest, name: str) -> HttpResponse:
    """The service's own text; ours until it has written one."""
    context = {
        "heading": NOTICES[name],
        "text": getattr(Service.current(), name),
        "default": f"entrance/notices/{name}.html",
    }
    return render(request, "entrance/notice.html", context)
