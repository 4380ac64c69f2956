"""Structured logs: one line of JSON an event, without personal data."""

from typing import Any

import structlog
from structlog.typing import Processor

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_configuration(level: str, *, for_people: bool = False) -> dict[str, Any]:
    """Return a configuration for ``logging.config.dictConfig``.

    Parameters
    ----------
    level : name of the least important level that is logged
    for_people : lines to read in a terminal instead of JSON
    """
    renderer = (
        structlog.dev.ConsoleRenderer(colors=False)
        if for_people
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    renderer,
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"level": level},
            # What they tell at INFO is in Wagtail's own history, the task table and search_status.
            "axes": {"level": "WARNING"},
            "django_tasks": {"level": "WARNING"},
            "elastic_transport": {"level": "ERROR"},
            "wagtail": {"level": "WARNING"},
        },
    }
