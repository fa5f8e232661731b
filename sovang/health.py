"""The health page of a `work` process that runs by itself: `/healthz`, `/readyz` with the state of each role, `/metrics`."""

from __future__ import annotations

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import structlog

from shared.measuring import Status
from shared.metrics import CONTENT_TYPE, exposition

UNREADY = ("failed", "stopped")

log = structlog.get_logger()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked and left without the answer is no news; anything else goes to the log like everything."""
        if not isinstance(sys.exception(), ConnectionError):
            log.error("health page failed", exc_info=sys.exception())


def serve_health(host: str, port: int, status: Status) -> ThreadingHTTPServer:
    """Start answering in the background; `shutdown` ends it."""
    server = _Server((host, port), _handler(status))
    threading.Thread(target=server.serve_forever, daemon=True, name="health").start()
    return server


def _handler(status: Status) -> type[BaseHTTPRequestHandler]:
    class Health(BaseHTTPRequestHandler):
        """Answers three addresses and logs nothing."""

        def do_GET(self) -> None:  # the name the standard library calls
            roles = {name: dict(state) for name, state in status().items()}
            ready = all(state["state"] not in UNREADY for state in roles.values())
            match self.path:
                case "/healthz":
                    self._answer(200, {"status": "ok"})
                case "/readyz":
                    self._answer(200 if ready else 503, {"ready": ready, "roles": roles})
                case "/metrics":
                    self._send(200, CONTENT_TYPE, exposition())
                case _:
                    self._answer(404, {"status": "not-found"})

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name the standard library uses
            """Health checks are not worth a line."""

        def _answer(self, code: int, body: object) -> None:
            self._send(code, "application/json", json.dumps(body, default=str).encode())

        def _send(self, code: int, kind: str, payload: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

    return Health
