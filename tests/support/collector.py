"""A collector of OpenTelemetry's that keeps what it is sent over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True, slots=True)
class Seen:
    """One span: from which part, its trace, itself and its parent as hex, and its attributes."""

    part: str
    name: str
    trace: str
    span: str
    parent: str
    about: dict[str, str]


class Collector:
    """Keeps spans; `endpoint` is where to send them."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self._lock = threading.Lock()
        self.endpoint = ""

    def of(self, trace: str) -> list[Seen]:
        """The spans of *trace* so far."""
        with self._lock:
            return [one for one in self._seen if one.trace == trace]

    def keep(self, body: bytes) -> None:
        """Keep what *body* holds."""
        sent = ExportTraceServiceRequest.FromString(body)
        found = [
            Seen(
                part=next(
                    one.value.string_value for one in each.resource.attributes if one.key == "service.name"
                ),
                name=span.name,
                trace=span.trace_id.hex(),
                span=span.span_id.hex(),
                parent=span.parent_span_id.hex(),
                about={one.key: one.value.string_value for one in span.attributes},
            )
            for each in sent.resource_spans
            for scope in each.scope_spans
            for span in scope.spans
        ]
        with self._lock:
            self._seen += found


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector on a port of its own."""
    collector = Collector()

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name the standard library calls
            collector.keep(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if self.path == "/v1/traces" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to tell."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    collector.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield collector
    server.shutdown()
    server.server_close()
