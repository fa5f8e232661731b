"""
Traces: spans joined through the events' `traceparent`.

Every function here does nothing, and costs next to nothing, until `start_tracing` was called; OpenTelemetry is an extra
(`sovang[otel]`) and only `shared.otel` imports it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from typing import Literal, Protocol

from shared.messages import NumberedEvent
from shared.settings import Settings, WrongSetting

Kind = Literal["server", "internal", "producer", "consumer"]
Moment = int
"""Nanoseconds since 1970, as spans count."""


class Tracer(Protocol):
    """Makes spans. They carry names from tables, never what people wrote, and no error's text."""

    def span(
        self, name: str, kind: Kind, parent: str | None, attributes: dict[str, str]
    ) -> AbstractContextManager[None]:
        """A span around a block, a child of *parent* (a traceparent) or else of the span it is in."""

    def passed(
        self, name: str, kind: Kind, parent: str | None, since: Moment, attributes: dict[str, str]
    ) -> None:
        """A span that began at *since* and ends now."""

    def traceparent(self) -> str | None:
        """The span we are in, None outside of any."""

    def close(self) -> None:
        """Send what is not sent yet."""


class _Current:
    """The tracer of this process, None while nothing is traced."""

    tracer: Tracer | None = None


def start_tracing(settings: Settings, part: str) -> None:
    """Trace from now on, when the settings say where to; raises WrongSetting when the extra is not installed."""
    if settings.otlp_endpoint is None:
        return
    try:
        otel = import_module("shared.otel")
    except ImportError:
        raise WrongSetting(
            "Thiết lập OTEL_EXPORTER_OTLP_ENDPOINT: cần cài thêm sovang[otel]. / "
            "Setting OTEL_EXPORTER_OTLP_ENDPOINT: needs the extra, install sovang[otel]."
        ) from None
    trace_with(otel.exporting(settings.otlp_endpoint, part))


def trace_with(tracer: Tracer | None) -> None:
    """Use *tracer* from now on; None: trace nothing."""
    _Current.tracer = tracer


def stop_tracing() -> None:
    """Trace nothing more and send what is left."""
    tracer, _Current.tracer = _Current.tracer, None
    if tracer is not None:
        tracer.close()


def span(
    name: str, *, kind: Kind = "internal", parent: str | None = None, about: Mapping[str, str] | None = None
) -> AbstractContextManager[None]:
    """A span around a block; *about* are its attributes."""
    tracer = _Current.tracer
    return nullcontext() if tracer is None else tracer.span(name, kind, parent, dict(about or {}))


def traceparent() -> str | None:
    """The span we are in, as W3C writes it; None when nothing is traced."""
    return _Current.tracer.traceparent() if _Current.tracer else None


@contextmanager
def _around(tracer: Tracer, name: str, event: NumberedEvent, role: str) -> Iterator[None]:
    parent, attributes = _read(event)
    with tracer.span(name, "consumer", parent, {**attributes, "sovang.role": role}):
        yield


def consuming(event: NumberedEvent, role: str) -> AbstractContextManager[None]:
    """A span around the handling of *event*, in the trace of the command that led to it."""
    tracer = _Current.tracer
    return nullcontext() if tracer is None else _around(tracer, "consume", event, role)


def passed(name: str, kind: Kind, events: Sequence[NumberedEvent], since: Moment, role: str) -> None:
    """A span for each of *events*, which together took from *since* until now."""
    tracer = _Current.tracer
    if tracer is None:
        return
    for event in events:
        parent, attributes = _read(event)
        tracer.passed(name, kind, parent, since, {**attributes, "sovang.role": role})


def moment() -> Moment:
    """Now."""
    return time.time_ns()


def _read(event: NumberedEvent) -> tuple[str | None, dict[str, str]]:
    try:
        told = json.loads(event.body)
        parent, kind = told.get("traceparent"), str(told.get("type"))
    except (ValueError, AttributeError, RecursionError):  # whoever handles it says what is wrong with it
        parent, kind = None, ""
    about = {"sovang.source": event.source, "sovang.position": str(event.position), "sovang.event": kind}
    return parent if isinstance(parent, str) else None, about
