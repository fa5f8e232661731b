"""Logs: one JSON line per event, or readable on a terminal; secrets never appear, the correlation id always does."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

HIDDEN = "[hidden]"
SECRET_WORDS = ("token", "password", "authorization", "secret", "cookie", "private", "master", "credential")
QUIET = {
    "nameko.containers": logging.CRITICAL,  # its tracebacks repeat what the edge's own line says
    "nameko.rpc": logging.ERROR,
    "kombu": logging.WARNING,
    "amqp": logging.WARNING,
    "pymongo": logging.WARNING,
    "urllib3": logging.WARNING,
    "werkzeug": logging.WARNING,
}


def configure_logs(log_format: str = "auto", stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """
    Write all logs, our own and the libraries', to *stream* (standard error).

    *log_format* is `json`, `text`, or `auto`: text on a terminal, JSON elsewhere. Calling it again replaces it.
    """
    target = stream or sys.stderr
    readable = log_format == "text" or (log_format == "auto" and target.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact,
    ]
    last = (
        [_readable(target.isatty())]
        if readable
        else [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    )
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(target),
        cache_logger_on_first_use=False,
    )
    _route_libraries(target, shared, last, level)


def _readable(colors: bool) -> Processor:
    """For people; with plain traces, because the pretty ones show the values of local variables."""
    return structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback)


def _route_libraries(target: TextIO, shared: list[Processor], last: list[Any], level: int) -> None:
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, floor in QUIET.items():
        logging.getLogger(name).setLevel(floor)


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """*event* with the value of each secret-sounding name hidden, at any depth."""
    for name, value in event.items():
        event[name] = _shown(name, value)
    return event


def _shown(name: Any, value: Any) -> Any:
    if isinstance(name, str) and any(word in name.lower() for word in SECRET_WORDS):
        return HIDDEN
    match value:
        case dict():
            return {key: _shown(key, item) for key, item in value.items()}
        case list() | tuple():
            return [_shown("", item) for item in value]
        case str() if value[:7].lower() == "bearer ":
            return HIDDEN
        case _:
            return value


__all__ = ["HIDDEN", "configure_logs", "redact"]
