"""The tracer over OpenTelemetry, exported by OTLP over HTTP. Needs the extra `otel`; loaded by `shared.tracing` alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared.tracing import Kind, Moment

KINDS: Final = {
    "server": SpanKind.SERVER,
    "internal": SpanKind.INTERNAL,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
}
CLOSE_SECONDS: Final = 1.0
CONTEXT: Final = TraceContextTextMapPropagator()


class OtelTracer:
    """See Tracer; the spans go to *processor*, under the service name `sovang-<part>`."""

    def __init__(self, part: str, processor: SpanProcessor) -> None:
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": f"sovang-{part}"}), shutdown_on_exit=False
        )
        self._provider.add_span_processor(processor)
        self._tracer = self._provider.get_tracer("sovang")

    @contextmanager
    def span(self, name: str, kind: Kind, parent: str | None, attributes: dict[str, str]) -> Iterator[None]:
        """See Tracer."""
        with self._tracer.start_as_current_span(
            name,
            context=_context(parent),
            kind=KINDS[kind],
            attributes=attributes,
            record_exception=False,  # an error's text may hold what a person wrote
            set_status_on_exception=False,
        ) as made:
            try:
                yield
            except Exception as error:
                made.set_status(Status(StatusCode.ERROR))
                made.set_attribute("error.type", type(error).__name__)
                raise

    def passed(
        self, name: str, kind: Kind, parent: str | None, since: Moment, attributes: dict[str, str]
    ) -> None:
        """See Tracer."""
        self._tracer.start_span(
            name, context=_context(parent), kind=KINDS[kind], attributes=attributes, start_time=since
        ).end()

    def traceparent(self) -> str | None:
        """See Tracer."""
        carrier: dict[str, str] = {}
        CONTEXT.inject(carrier)
        return carrier.get("traceparent")

    def close(self) -> None:
        """See Tracer; a collector that is away MUST NOT hold up the end of the process."""
        ending = threading.Thread(target=self._provider.shutdown, name="last spans", daemon=True)
        ending.start()
        ending.join(CLOSE_SECONDS)


def exporting(endpoint: str, part: str) -> OtelTracer:
    """A tracer that sends to the collector at *endpoint*, in the background; one that is away costs only its spans."""
    return OtelTracer(part, BatchSpanProcessor(OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces")))


def _context(parent: str | None) -> Context | None:
    """None: the span we are in. A traceparent that is none begins a new trace."""
    if parent is None:
        return None
    return CONTEXT.extract({"traceparent": parent}, context=trace.set_span_in_context(trace.INVALID_SPAN))
