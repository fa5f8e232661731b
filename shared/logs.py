"""Logs: one JSON line per event, or readable on a terminal; secrets never appear, the correlation id always does."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

HIDDEN = "[hidden]"
SECRET_WORDS = ("token", "password", "authorization", "secret", "cookie", "private", "master", "credential")
_IN_TEXT = (
    ("@", re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^\s/@\"<>]+@", re.IGNORECASE), rf"\1{HIDDEN}@"),
    ("bearer", re.compile(r"\b(bearer)\s+[A-Za-z0-9._~+/=-]+", re.IGNORECASE), rf"\1 {HIDDEN}"),
    ("basic", re.compile(r"\b(authorization: *basic)\s+[A-Za-z0-9+/=]+", re.IGNORECASE), rf"\1 {HIDDEN}"),
    ("eyj", re.compile(r"\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"), HIDDEN),
    (
        "=",
        re.compile(r"\b((?:[a-z]+[_-])?(?:token|password|passwd|secret))=[^\s&\"',;)]+", re.IGNORECASE),
        rf"\1={HIDDEN}",
    ),
)
"""
Secrets in the middle of a sentence: who is named in an address, credentials in headers, signed tokens, `password=…`.

Each with what must be in the text at least, in lower case: most lines have none of it, and looking costs almost nothing.
"""

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
        [_readable(target.isatty()), scrub]
        if readable
        else [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
            scrub,
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


def scrub(_logger: Any, _method: str, line: str) -> str:
    """The finished *line*, traces of errors included, without the secrets that stand in its text."""
    return scrubbed(line)


def scrubbed(text: str) -> str:
    """*text* without what looks like a secret."""
    lowered = text.lower()
    for sign, pattern, shown in _IN_TEXT:
        if sign in lowered:
            text = pattern.sub(shown, text)
    return text


def _shown(name: Any, value: Any) -> Any:
    if isinstance(name, str) and any(word in name.lower() for word in SECRET_WORDS):
        return HIDDEN
    match value:
        case Mapping():
            return {key: _shown(key, item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_shown("", item) for item in value]
        case _:
            return value


__all__ = ["HIDDEN", "configure_logs", "redact", "scrubbed"]
