"""How an account stands is asked of its owner over HTTP; whatever is not a clear answer lets nobody through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from structlog.contextvars import bound_contextvars

from shared.access import Caller, Grant
from shared.errors import Forbidden, TransientError
from shared.lineage import Tree
from shared.standing import Standing
from tests.support.ports import free_port

NOW = datetime(2026, 3, 25, 2, tzinfo=UTC)
HELD = {"role": "office", "scope": "so", "begins_on": "2026-03-01", "ends_on": "2026-03-25"}
OVER = {"role": "director", "scope": "*", "begins_on": "2026-03-01", "ends_on": "2026-03-24"}
LINEAGE = Tree(lambda _one: (), lambda _some: [])
LAN = Caller(actor="user:lan.so", name="Lan", grants=(Grant("director", "*"),), lineage=LINEAGE)


class Owner:
    def __init__(self) -> None:
        self.status = 200
        self.body: Any = {"account": "lan.so", "disabled": False, "grants": [HELD, OVER]}
        self.asked: list[tuple[str, str]] = []
        self.conversations: list[str | None] = []


@pytest.fixture
def owner() -> Owner:
    return Owner()


@pytest.fixture
def standing(owner: Owner) -> Iterator[Standing]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            owner.asked.append((self.path, self.headers["Authorization"]))
            owner.conversations.append(self.headers["X-Correlation-Id"])
            self.send_response(owner.status)
            self.end_headers()
            self.wfile.write(json.dumps(owner.body).encode())

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield Standing(f"http://127.0.0.1:{server.server_port}", lambda: "thẻ".encode().hex(), lambda: NOW)
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_owners_book_counts_with_its_terms_and_not_the_token(standing, owner):
    now = standing(LAN)
    assert [(grant.role, grant.scope) for grant in now.grants] == [("office", "so")]
    assert (now.actor, now.lineage) == (LAN.actor, LINEAGE)
    assert owner.asked == [("/api/nominations/accounts/lan.so/standing", f"Bearer {'thẻ'.encode().hex()}")]


def test_the_owner_is_told_of_which_conversation_it_is_asked(standing, owner):
    standing(LAN)
    with bound_contextvars(correlation_id="c-7"):
        standing(LAN)
    assert owner.conversations == [None, "c-7"]


def test_a_disabled_account_and_one_that_is_gone_are_refused(standing, owner):
    owner.body = {**owner.body, "disabled": True}
    with pytest.raises(Forbidden) as caught:
        standing(LAN)
    assert caught.value.code == "account-disabled"
    owner.status, owner.body = 404, {"status": 404, "code": "account-unknown"}
    with pytest.raises(Forbidden):
        standing(LAN)


@pytest.mark.parametrize("body", [{"status": "not-found"}, {"code": "no-such-address"}, ["?"], "?"])
def test_a_404_of_somebody_else_at_the_owners_address_says_nothing_of_an_account(standing, owner, body):
    """The health port of a `work` that was given a `serve`'s address, for one."""
    owner.status, owner.body = 404, body
    with pytest.raises(TransientError):
        standing(LAN)


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_an_owner_that_gives_no_answer_is_no_permission(standing, owner, status):
    owner.status = status
    with pytest.raises(TransientError):
        standing(LAN)


def test_an_owner_that_is_away_is_no_permission():
    away = Standing(f"http://127.0.0.1:{free_port()}", lambda: "x", lambda: NOW)
    with pytest.raises(TransientError):
        away(LAN)
