"""Traces: nothing without them, joined by traceparent with them, and never a word of what people wrote."""

from __future__ import annotations

import json
import socket
import sys
import threading
from dataclasses import replace

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from shared import tracing
from shared.messages import NumberedEvent
from shared.otel import OtelTracer, exporting
from shared.settings import WrongSetting, load_settings

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = f"00-{TRACE}-b7ad6b7169203331-01"


@pytest.fixture
def spans():
    kept = InMemorySpanExporter()
    tracing.trace_with(OtelTracer("test", SimpleSpanProcessor(kept)))
    yield kept.get_finished_spans
    tracing.stop_tracing()


def event(traceparent, position=1):
    told = {"type": "NoteTaken"} | ({"traceparent": traceparent} if traceparent else {})
    return NumberedEvent(source="samples", epoch="e-1", position=position, body=json.dumps(told).encode())


def trace_of(span):
    return f"{span.context.trace_id:032x}"


def test_without_a_tracer_nothing_happens():
    with tracing.span("x"), tracing.consuming(event(PARENT), "awards"):
        assert tracing.traceparent() is None
    tracing.passed("publish", "producer", [event(PARENT)], tracing.moment(), "samples.publisher")
    tracing.stop_tracing()


def test_spans_nest_and_what_is_written_inside_names_the_innermost(spans):
    with tracing.span("request", kind="server", parent=PARENT), tracing.span("append"):
        written = tracing.traceparent()
    append, request = spans()
    assert (append.name, request.name) == ("append", "request")
    assert trace_of(append) == trace_of(request) == TRACE
    assert f"{request.parent.span_id:016x}" == PARENT.split("-")[2]
    assert append.parent.span_id == request.context.span_id
    assert written == f"00-{TRACE}-{append.context.span_id:016x}-01"
    assert tracing.traceparent() is None


def test_a_caller_without_a_trace_begins_one(spans):
    with tracing.span("request", kind="server"):
        pass
    with tracing.span("request", kind="server", parent="nonsense"):
        pass
    first, second = spans()
    assert first.parent is second.parent is None
    assert trace_of(first) != trace_of(second)


def test_events_are_followed_in_the_trace_they_carry_whatever_span_we_are_in(spans):
    with tracing.span("elsewhere"):
        with tracing.consuming(event(PARENT, 5), "awards"):
            pass
        tracing.passed("publish", "producer", [event(PARENT), event(None, 2)], tracing.moment(), "p")
        with tracing.consuming(replace(event(PARENT), body=b"\xff"), "awards"):
            pass
    consume, publish, untraced, unreadable, _ = spans()
    assert trace_of(consume) == trace_of(publish) == TRACE
    assert trace_of(untraced) != TRACE
    assert trace_of(unreadable) != TRACE
    assert consume.attributes["sovang.position"] == "5"
    assert consume.attributes["sovang.event"] == "NoteTaken"


def test_an_error_is_told_by_its_kind_and_never_by_its_words(spans):
    with pytest.raises(ValueError, match="Kín Đáo"), tracing.span("append"):
        raise ValueError("Nguyễn Thị Kín Đáo")
    (span,) = spans()
    assert span.status.status_code is StatusCode.ERROR
    assert span.attributes["error.type"] == "ValueError"
    assert span.events == ()
    assert "Kín Đáo" not in span.to_json(indent=None).encode().decode("unicode_escape")


def test_an_address_without_the_extra_stops_the_start_with_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "shared.otel", None)
    wanted = load_settings(environment={"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"})
    assert wanted.otlp_endpoint == "http://collector:4318"
    with pytest.raises(WrongSetting, match=r"sovang\[otel\].*/ Setting OTEL_EXPORTER_OTLP_ENDPOINT"):
        tracing.start_tracing(wanted, "serve")


def test_without_an_address_nothing_is_traced_nor_loaded(monkeypatch):
    monkeypatch.setitem(sys.modules, "shared.otel", None)
    tracing.start_tracing(load_settings(environment={}), "serve")
    assert tracing.traceparent() is None


def test_a_collector_that_never_answers_does_not_hold_up_the_end():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        tracing.trace_with(exporting(f"http://127.0.0.1:{silent.getsockname()[1]}", "test"))
        with tracing.span("request"):
            pass
        tracing.stop_tracing()
        # its last spans are still on their way, and will be until the exporter gives up: it was not waited for
        assert "last spans" in {thread.name for thread in threading.enumerate()}
        assert tracing.traceparent() is None
