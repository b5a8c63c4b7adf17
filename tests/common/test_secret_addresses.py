"""The address of a calendar is its key: no log of ours keeps it."""

import logging
from pathlib import Path

from egide.common.secret_addresses import MaskedAddresses


def said(message: str, *args: object) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, args, None)
    assert MaskedAddresses().filter(record)
    return record.getMessage()


def test_what_django_says_of_a_page_not_found_names_no_key() -> None:
    assert said("%s: %s", "Not Found", "/agendas/abcDEF123/agenda.ics") == "Not Found: /agendas/…"
    assert said("%s: %s", "Not Found", "/mes-salaries/3/") == "Not Found: /mes-salaries/3/"


def test_the_logs_of_production_pass_through_it() -> None:
    assert "egide.common.secret_addresses.MaskedAddresses" in Path("config/settings/prod.py").read_text()
    assert "location /agendas/" in Path("deploy/nginx.conf").read_text()
