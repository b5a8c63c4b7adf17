"""Text that is unreadable in the database: encrypted with the key NIR_KEY of the installation (Fernet)."""

import base64
import hashlib
from functools import cache
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models


@cache
def _cipher(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))


def encrypt(text: str) -> str:
    return _cipher(settings.NIR_KEY).encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    return _cipher(settings.NIR_KEY).decrypt(text.encode()).decode()


def fingerprint(text: str) -> str:
    """What recognises a secret number without showing it: equal numbers, equal prints, per installation."""
    return hashlib.sha256(f"{settings.NIR_KEY}:{text}".encode()).hexdigest() if text else ""


class EncryptedTextField(models.TextField[str, str]):
    """Encrypted at rest, readable in memory; it cannot be searched (see `fingerprint`)."""

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(str(value)) if value else ""

    def from_db_value(self, value: str | None, *_: object) -> str:
        return decrypt(value) if value else ""
