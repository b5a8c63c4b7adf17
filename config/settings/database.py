"""Where the rows live: SQLite in the data folder, or PostgreSQL when EGIDE_POSTGRES names a database."""

from typing import Any

from config import env
from config.settings.base import DATA_DIR

# WAL and IMMEDIATE: without both, half of the concurrent writes end in « database is locked ».
SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA_DIR / "egide.sqlite3"),
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;PRAGMA temp_store=MEMORY;",
    },
}


def postgres(name: str) -> dict[str, Any]:
    """`name` is a database of the server that PGHOST, PGPORT, PGUSER and EGIDE_POSTGRES_PASSWORD describe."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "HOST": env.text("PGHOST", ""),
        "PORT": env.text("PGPORT", ""),
        "USER": env.text("PGUSER", ""),
        "PASSWORD": env.text("EGIDE_POSTGRES_PASSWORD", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # No jit: to compile what reads many rows took longer than to read them (docs/performance.md).
            "options": "-c statement_timeout=10000 -c lock_timeout=5000 -c jit=off -c timezone=UTC",
        },
    }


POSTGRES_NAME = env.text("EGIDE_POSTGRES", "")
DATABASES = {"default": postgres(POSTGRES_NAME) if POSTGRES_NAME else SQLITE}
