"""The clients that measure: courses, keys, rates, and answers that come in pieces."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.load import Order, Step, run

STEPS = [Step(path="/plans", body='{"a": 1}'), Step(path="/plans/{id}/issue", body='{"b": "ơ"}')]


class Office(ThreadingHTTPServer):
    """Answers and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.asked: list[tuple[str, str, str, dict[str, object]]] = []


class Clerk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers["Idempotency-Key"]
        self.server.asked.append((self.path, key, self.headers["Authorization"], body))
        told = json.dumps({"id": key.replace(".", "-"), "stream": f"plan-{key}", "version": 1}).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.flush()
        for at in range(0, len(told), 20):  # in pieces, as networks do
            self.wfile.write(told[at : at + 20])
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def office() -> Iterator[Office]:
    with Office() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def order(office: Office, **other) -> Order:
    port = office.server_address[1]
    asked = {"port": port, "token": "t", "name": "n", "steps": STEPS, "seconds": 0.3, "warm": 0.0}
    return Order(**{**asked, "connections": 2, **other})


def test_each_connection_goes_through_courses_and_names_what_it_created(office):
    outcome = run(order(office))
    assert set(outcome.statuses) == {"201"}
    assert outcome.count == len(outcome.answers) == len(outcome.lengths) <= len(office.asked)
    mine = [one for one in office.asked if one[1].startswith("n.1.")]
    assert [one[0] for one in mine[:4]] == ["/plans", "/plans/n-1-1/issue", "/plans", "/plans/n-1-3/issue"]
    assert mine[0][2:] == ("Bearer t", {"a": 1})
    assert mine[1][3] == {"b": "ơ"}


def test_no_key_is_used_twice(office):
    run(order(office))
    keys = [one[1] for one in office.asked]
    assert len(keys) == len(set(keys)) > 2


def test_a_rate_is_kept_and_not_exceeded(office):
    outcome = run(order(office, rate=50.0, seconds=0.4))
    assert 0 < outcome.count <= 21


def test_what_comes_while_it_warms_up_does_not_count(office):
    outcome = run(order(office, rate=50.0, seconds=0.2, warm=0.2))
    assert 0 < outcome.count <= 11
    assert outcome.count < len(office.asked)


def test_an_answer_belongs_to_the_command_it_names(office):
    outcome = run(order(office, connections=1))
    streams = [stream for _, stream, _ in outcome.answers]
    assert streams == [f"plan-{one[1]}" for one in office.asked[: len(streams)]]
