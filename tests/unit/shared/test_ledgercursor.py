"""The ledger is asked how far it knows a source; whatever goes wrong, numbering does not wait for it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from shared.ledgercursor import ledger_cursor


@contextmanager
def ledger(status, body):
    """A ledger that gives one answer; gives its address and what it was asked."""
    asked = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Authorization"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_it_says_epoch_and_position():
    with ledger(200, b'{"epoch": "e-1", "position": 7, "condition": "following"}') as (url, asked):
        assert ledger_cursor("awards", url, lambda: "t")() == ("e-1", 7)
    assert asked == [("/api/audit/sources/awards", "Bearer t")]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, b"{}"),
        (503, b"{}"),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b'{"epoch": "e-1"}'),
        (200, b'{"epoch": "e-1", "position": "many"}'),
    ],
)
def test_without_a_clear_answer_it_knows_nothing(status, body):
    with ledger(status, body) as (url, _):
        assert ledger_cursor("awards", url, lambda: "t")() is None


def test_a_ledger_that_is_away_knows_nothing():
    with ledger(200, b"{}") as (url, _):
        gone = url
    assert ledger_cursor("awards", gone, lambda: "t")() is None
