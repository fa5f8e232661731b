"""The same endpoints by RPC: over the transport in memory within one process, and over RabbitMQ between two."""

from __future__ import annotations

import json
import signal

import pytest
import requests

from shared.access import Caller, Grant
from shared.clock import system_clock
from shared.ids import derived_id
from shared.keyring import TOKEN, Keyring
from shared.settings import load_settings
from shared.tokens import TokenSigner
from tests.invented.serving import GRANTS, NOBODY, called, serving
from tests.support.ports import free_port
from tests.support.waiting import until

NEW = {"shelf_id": "s1", "title": "Sử", "pages": 300, "mark": {"room": "A", "row": 3}}
MADE = derived_id("user:librarian", "books.add_book", "k1")
"""What the librarian makes with the key k1."""


def listen(environment):
    """Whether both services answer by RPC."""
    greet = [[service, "greet", {"name": "Hà"}, {}] for service in ("books", "archive")]
    return all("answer" in outcome for outcome in called(environment, calls=greet))


@pytest.fixture
def in_memory(tmp_path):
    """Calls the reading room that the caller's own process serves."""
    environment = {
        "SOVANG_HOME": str(tmp_path),
        "SOVANG_PORT": str(free_port()),
        "MONGO_URI": NOBODY,
        "SOVANG_LOG": "json",
    }
    Keyring(load_settings(environment=environment).keys).make_missing()
    return environment, lambda calls: called(environment, "service", "second", calls=calls)


@pytest.fixture
def over_rabbitmq(tmp_path, amqp_uri):
    """Calls the reading room that another process serves."""
    with serving(tmp_path, "service", "second", AMQP_URI=amqp_uri) as served:
        # HTTP is ready without the broker; RPC listens a moment later, and longer on a busy machine.
        until(lambda: listen(served.environment), 60.0, "both services listen for RPC")
        yield served.environment, lambda calls: called(served.environment, calls=calls)


@pytest.fixture(params=["in_memory", "over_rabbitmq"])
def transport(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def token(transport):
    return signing(transport[0])


def signing(environment):
    """Signs tokens of the process with *environment*, by role."""
    settings = load_settings(environment=environment)
    signer = TokenSigner(Keyring(settings.keys).private(TOKEN), settings, system_clock)

    def of(role: str) -> str:
        return signer.sign(Caller(actor=f"user:{role}", name=role, grants=(Grant(*GRANTS[role]),)))

    return of


def test_commands_questions_and_actions_are_answered_as_over_http(transport, token):
    _, call = transport
    mine, readers = {"token": token("librarian"), "key": "k1"}, {"token": token("reader"), "key": "k2"}
    lend = {"book_id": MADE, "reader": "an"}
    (added, again, archived, lent, seen, page, stale, greeted, me) = (
        outcome["answer"]
        for outcome in call(
            [
                ["books", "add_book", NEW, mine],
                ["books", "add_book", NEW, mine],
                ["archive", "add_book", NEW, mine],
                ["books", "lend_book", lend, {**readers, "if_match": 1}],
                ["books", "book", {"book_id": MADE}, mine],
                ["books", "books", {"limit": 2, "subject": ["a"]}, mine],
                ["books", "books", {}, {**mine, "after": "book-x@2"}],
                ["books", "greet", {"name": "Hà"}, {}],
                ["books", "echo", {}, readers],
            ]
        )
    )
    assert added == again == {"stream": f"book-{MADE}", "version": 1, "created": True, "id": MADE}
    assert archived["id"] not in ("", MADE)
    assert lent == {"stream": f"book-{MADE}", "version": 2, "created": False, "id": MADE}
    assert seen == {"item": {"book_id": MADE, "pages": 300, "reader": "an"}, "version": 2, "stale": False}
    assert [item["pages"] for item in page["items"]] == [1, 1]
    assert (page["next"], page["stale"], stale["stale"]) == ("next", False, True)
    assert greeted == {"said": "Hà", "by": ""}
    assert me == {"item": {"said": "reader", "by": "user:reader"}, "version": None, "stale": False}


def test_calls_are_counted_by_endpoint_and_outcome(over_rabbitmq):
    environment, call = over_rabbitmq
    mine = {"token": signing(environment)("librarian"), "key": "k-counted"}
    call([["books", "add_book", NEW, mine], ["books", "add_book", {}, mine], ["books", "add_book", NEW, {}]])
    text = requests.get(f"http://127.0.0.1:{environment['SOVANG_PORT']}/metrics", timeout=60).text
    told = 'service="books"'
    assert f'sovang_rpc_call_seconds_count{{endpoint="add_book",outcome="done",{told}}} 1.0' in text
    assert f'sovang_rpc_call_seconds_count{{endpoint="add_book",outcome="refused",{told}}} 2.0' in text
    for outcome in ("done", "invalid-input", "unauthenticated"):
        assert f'sovang_command_outcomes_total{{endpoint="add_book",outcome="{outcome}",{told}}} 1.0' in text


def test_a_refusal_crosses_with_all_it_says(transport, token):
    _, call = transport
    mine = {"token": token("librarian"), "key": "k1"}
    thick = {**NEW, "pages": 2000}
    lend = {"book_id": MADE, "reader": "an"}
    (_, refused, stale, reused, unknown) = call(
        [
            ["books", "add_book", thick, mine],
            ["books", "lend_book", lend, {**mine, "key": "k2"}],
            ["books", "lend_book", lend, {**mine, "key": "k3", "if_match": 7}],
            ["books", "add_book", {**thick, "title": "Khác"}, mine],
            ["books", "lend_book", {"book_id": "none", "reader": "an"}, mine],
        ]
    )
    assert (refused["error"], refused["code"]) == ("Rejected", "too-thick")
    assert (refused["vi"], refused["en"]) == (
        "Sách dày 2000 trang, quá dày.",
        "The book has 2000 pages, too thick.",
    )
    assert (refused["citation"], refused["facts"]) == ("Nội quy phòng đọc, Điều 3", {"pages": "2000"})
    assert (stale["error"], stale["facts"]) == ("VersionMismatch", {"current": "2"})
    assert (reused["error"], unknown["error"]) == ("KeyReused", "NotFound")


def test_to_programs_a_refusal_names_nobody(transport, token):
    _, call = transport
    mine = {"token": token("librarian"), "key": "k1"}
    outcomes = call(
        [
            ["books", "add_book", NEW, mine],
            ["books", "lend_book", {"book_id": MADE, "reader": "r7"}, {**mine, "key": "k2"}],
            ["books", "lend_book", {"book_id": MADE, "reader": "an"}, {**mine, "key": "k3"}],
        ]
    )
    refused = outcomes[-1]
    assert (refused["code"], refused["facts"]) == ("already-lent", {"reader": "r7"})
    assert (refused["vi"], refused["en"]) == ("Sách đã cho r7 mượn.", "The book is lent to r7.")


def test_whoever_may_not_is_refused_and_nothing_internal_crosses(transport, token):
    _, call = transport
    mine, readers = {"token": token("librarian"), "key": "k1"}, {"token": token("reader"), "key": "k2"}
    outcomes = call(
        [
            ["books", "add_book", NEW, {"key": "k"}],
            ["books", "add_book", NEW, {"key": "k", "token": "x.y.z"}],
            ["books", "add_book", NEW, readers],
            ["books", "add_book", NEW, {"token": mine["token"]}],
            ["books", "add_book", {**NEW, "pages": "many", "colour": "red"}, mine],
            ["books", "add_book", [], mine],
            ["books", "add_book", NEW, {**mine, "surprise": 1}],
            ["books", "add_book", NEW, None],
            ["books", "break_it", {"kind": "crash"}, {**mine, "correlation_id": "case.1"}],
            ["books", "break_it", {"kind": "away"}, mine],
            ["books", "break_it", {"kind": "unknown"}, mine],
            ["books", "burn", {}, mine],
            ["books", "book"],
        ]
    )
    assert [each["error"] for each in outcomes] == [
        "Unauthenticated",
        "Unauthenticated",
        "Forbidden",
        "KeyRequired",
        "InvalidInput",
        "InvalidInput",
        "InvalidInput",
        "InvalidInput",
        "RemoteFailure",
        "RemoteAway",
        "OutcomeUnknown",
        "MethodNotFound",
        "IncorrectSignature",
    ]
    assert outcomes[4]["fields"] == {"pages": "Phải là số nguyên.", "colour": "Không có trường này."}
    assert outcomes[8]["text"] == "case.1"
    assert "shadow" not in json.dumps(outcomes)
    assert "host db-7" not in json.dumps(outcomes)


def test_http_is_served_while_the_broker_is_away_and_rpc_once_it_is_back(tmp_path, broker, amqp_uri):
    broker.stop()
    with serving(tmp_path, "service", AMQP_URI=amqp_uri) as served:
        assert served.get("/api/books/me").status_code == 200
        broker.start()
        mine = {"token": served.token("librarian"), "key": "k1"}

        def answered():
            (outcome,) = called(served.environment, calls=[["books", "echo", {}, mine]])
            return outcome.get("answer")

        assert until(answered, 120, "RPC answers")["item"]["by"] == "user:librarian"
        assert served.stop(signal.SIGTERM) == 0
