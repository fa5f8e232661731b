"""The clients that measure: courses, keys, rates, and answers that come in pieces."""

from __future__ import annotations

import json
import selectors
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from bench import load
from bench.load import Connection, Order, Step, run

ANSWER_SECONDS = 0.001
PATIENCE_SECONDS = 60.0
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


class Moments:
    """
    The clock of the clients, and how they wait: an answer takes ANSWER_SECONDS, however long the machine needs for it.

    So what is due, and what comes when, is the same on an idle machine and on one that stands still for a while.
    """

    def __init__(self) -> None:
        self.now = 1000.0
        self.under_way = 0

    def monotonic(self) -> float:
        return self.now

    def selector(self) -> selectors.BaseSelector:
        moments = self

        class Waiting(selectors.DefaultSelector):
            def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
                if moments.under_way:
                    return super().select(PATIENCE_SECONDS)
                moments.now += timeout or 0.0
                return []

        return Waiting()

    def connection(self, asked: Order, number: int) -> Connection:
        moments = self

        class Timed(Connection):
            def send(self) -> None:
                moments.under_way += 1
                super().send()

            def answer(self) -> tuple[int, dict[str, object]] | None:
                found = super().answer()
                if found is not None:
                    moments.under_way -= 1
                    moments.now += ANSWER_SECONDS
                return found

        return Timed(asked, number)


@pytest.fixture(autouse=True)
def moments(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Moments()
    monkeypatch.setattr(load, "time", SimpleNamespace(monotonic=clock.monotonic))
    monkeypatch.setattr(
        load,
        "selectors",
        SimpleNamespace(DefaultSelector=clock.selector, EVENT_READ=selectors.EVENT_READ),
    )
    monkeypatch.setattr(load, "Connection", clock.connection)


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
    outcome = run(order(office, seconds=3.0))  # long enough for the one that is answered more rarely
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
    outcome = run(order(office, rate=50.0, seconds=0.41))
    assert outcome.count == len(office.asked) == 21  # at 0, at 0.02, and so on up to 0.4


def test_what_comes_while_it_warms_up_does_not_count(office):
    outcome = run(order(office, rate=50.0, seconds=0.2, warm=0.21))
    assert (outcome.count, len(office.asked)) == (10, 21)
    assert len(outcome.answers) == len(outcome.lengths) == 10


def test_an_answer_belongs_to_the_command_it_names(office):
    outcome = run(order(office, connections=1))
    streams = [stream for _, stream, _ in outcome.answers]
    assert streams == [f"plan-{one[1]}" for one in office.asked[: len(streams)]]
