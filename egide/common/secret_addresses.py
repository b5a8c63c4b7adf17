"""Keeps out of the logs the addresses that are keys themselves: those of calendars, the codes of attestations."""

import logging
import re

SECRET = re.compile(r"(/agendas/|/verification/)[^\s?]+")


class MaskedAddresses(logging.Filter):
    """What Django says of a page not found, or asked for too often, names its whole address."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if (masked := SECRET.sub(r"\1…", said)) != said:
            record.msg, record.args = masked, None
        return True
