"""Every file that is sent is read by the antivirus, and every field that takes one hears its answer."""

from collections.abc import Callable

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from egide.common import antivirus


def listen_to_the_antivirus() -> None:
    """Runs once, when the application starts: the fields of tomorrow ask too."""
    for field in (forms.FileField, forms.ImageField):
        field.default_validators = [*field.default_validators, antivirus.check]


class ReadUploadsMiddleware:
    """Reads the files before the transaction of the form begins: a slow antivirus holds no lock of the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.user.is_authenticated:
            antivirus.ask_for_all(file for file in request.FILES.values() if isinstance(file, UploadedFile))
        return self.get_response(request)
