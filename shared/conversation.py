"""The conversation (correlation id) that is going on: log lines carry it, and so does what is asked of other services."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext

from structlog.contextvars import bound_contextvars, get_contextvars

from shared.messages import NumberedEvent

HEADER = "X-Correlation-Id"
NAME = "correlation_id"


def of(event: NumberedEvent) -> AbstractContextManager[object]:
    """As long as this lasts every log line carries the conversation that *event* belongs to; of one nobody can read it says nothing."""
    try:
        told = json.loads(event.body).get("correlationid")
    except (ValueError, AttributeError, RecursionError):  # whoever handles it says what is wrong with it
        told = None
    return bound_contextvars(**{NAME: told}) if isinstance(told, str) else nullcontext()


def header() -> Mapping[str, str]:
    """What another service is told of the conversation; nothing outside of any."""
    going_on = get_contextvars().get(NAME)
    return {HEADER: going_on} if isinstance(going_on, str) else {}
