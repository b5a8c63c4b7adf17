"""A page that is only looked at changes nothing: the harness of the tests says so loudly."""

import pytest
from django.http import HttpRequest, HttpResponse

from egide.centres.models import Service
from egide.common.readonly import ReadOnlyGetMiddleware, WroteOnGet, written_on_purpose


def asked(method: str) -> HttpRequest:
    request = HttpRequest()
    request.method = method
    return request


def write(request: HttpRequest) -> HttpResponse:
    Service.objects.update_or_create(pk=1, defaults={"name": "Écrit"})
    return HttpResponse()


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_writes_nothing(method: str, db: None) -> None:
    with pytest.raises(WroteOnGet):
        ReadOnlyGetMiddleware(write)(asked(method))


def test_a_post_writes(db: None) -> None:
    ReadOnlyGetMiddleware(write)(asked("POST"))
    assert Service.current().name == "Écrit"


def test_what_is_written_on_purpose_says_so(db: None) -> None:
    def on_purpose(request: HttpRequest) -> HttpResponse:
        with written_on_purpose():
            return write(request)

    ReadOnlyGetMiddleware(on_purpose)(asked("GET"))
    assert Service.current().name == "Écrit"
