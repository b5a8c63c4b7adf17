"""Typed readers of environment variables: secrets may come from files, garbage is refused with a sentence."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "oui"}, {"0", "false", "no", "non", ""}


def text(name: str, default: str | None = None) -> str:
    """The value of `name`, or the content of the file that `name_FILE` points to (a secret of systemd)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Définissez la variable {name} (ou {name}_FILE) avant de démarrer Égide.")
    return value


def boolean(name: str, default: bool) -> bool:
    value = os.environ.get(name, str(default)).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} vaut « {value} » ; écrivez oui ou non.")
    return value in TRUE


def integer(name: str, default: int) -> int:
    value = os.environ.get(name, str(default)).strip()
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} vaut « {value} » ; écrivez un nombre entier.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def daemon(name: str) -> str:
    """Where a daemon listens: the path of its socket, or « host:port »; "" when there is none."""
    where = text(name, "").strip()
    host, _, port = where.rpartition(":")
    if where and not where.startswith("/") and not (host and port.isdigit()):
        raise ImproperlyConfigured(f"{name} vaut « {where} » ; écrivez le chemin d’une socket, ou hôte:port.")
    return where
