"""The client of the public API towards a server that ends, or is not ready, in the middle of what was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sovang.client import Client, Unreachable

Answer = Callable[[BaseHTTPRequestHandler], None]


def whole(handler: BaseHTTPRequestHandler, status: int = 200, content: object = None) -> None:
    body = json.dumps(content or {"done": True}).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    """As a process that is killed while it writes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b'{"done": ')


def not_ready(handler: BaseHTTPRequestHandler) -> None:
    whole(handler, 503)


class Server:
    """Signs everybody in and answers with *answers*, the last one again and again; *keys* are what it was sent."""

    def __init__(self) -> None:
        self.answers: list[Answer] = [whole]
        self.keys: list[str | None] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                if self.path.endswith("/sign-in"):
                    whole(self, content={"token": "t", "expires_in": 900})
                    return
                server.keys.append(self.headers["Idempotency-Key"])
                answer = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
                answer(self)

            def log_message(self, *_: object) -> None:
                """A test is quiet."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    yield one
    one.close()


def client(server: Server, tries_seconds: float = 60.0) -> Client:
    return Client(lambda _: server.url, "moi-viec", "mật khẩu", tries_seconds)


@pytest.mark.parametrize("broken", [cut_off, not_ready])
def test_an_answer_that_was_not_whole_is_asked_for_again_under_the_same_key(server, broken):
    server.answers = [broken, broken, whole]
    reply = client(server).post("/api/nominations/plans", {}, "one")
    assert (reply.status, reply.body) == (200, {"done": True})
    assert server.keys == ["one"] * 3


def test_it_gives_up_when_its_time_is_over(server):
    server.answers = [cut_off]
    with pytest.raises(Unreachable):
        client(server, tries_seconds=0.0).post("/api/nominations/plans", {}, "one")
