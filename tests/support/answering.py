"""Another service as pages ask it: so many answers by path and question, as slow as a test wants."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(slots=True)
class Answering:
    """*answers* by address; every other one is refused with 403. Notes what was *asked*, with which *tokens*."""

    answers: Mapping[str, Any]
    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)


@contextmanager
def served(answering: Answering) -> Iterator[str]:
    """Its address while it is served."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answering.asked.append(self.path)
            answering.tokens.add(self.headers["Authorization"])
            time.sleep(answering.seconds)
            self.send_response(200 if self.path in answering.answers else 403)
            self.end_headers()
            self.wfile.write(json.dumps(answering.answers.get(self.path, {})).encode())

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
