"""How the platform logs: one line an event on standard error, for people by default, as JSON for collectors.

Used by the settings. Logs are for operators; who did what to which row is the audit log's business.
"""

from __future__ import annotations

from typing import Any

import structlog

SHARED: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.ExtraAdder(allow={"status_code"}),
    structlog.processors.format_exc_info,
]


def configuration(*, as_json: bool, level: str) -> dict[str, Any]:
    """A `LOGGING` dictionary; Django's own messages and ours go the same way."""
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": level, "propagate": False},
            # Every visitor who is sent away is a warning to Django; here that is a normal day.
            "django.request": {"level": "ERROR"},
        },
    }
