"""How much one client may ask of one process, seen from outside: rates, connections, patience."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack, suppress
from itertools import cycle

import pytest

from tests.invented.serving import read_all, serving
from tests.support.waiting import until

HERE = "/api/books/openapi.json"
GREET = "/api/books/greet"
ASKS = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
PROBLEM = "application/problem+json"
RATES = {
    "SOVANG_LIMIT_ANONYMOUS": "1/3",
    "SOVANG_LIMIT_SIGN_IN": "1/2",
    "SOVANG_LIMIT_CALLER": "1/3",
    "SOVANG_LIMIT_SERVICE": "50/500",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("limits"), "service", **RATES) as served:
        yield served


def refused(answer):
    assert (answer.status_code, answer.headers["Content-Type"]) == (429, PROBLEM), answer.text
    assert answer.json()["code"] == "too-many-requests"
    assert 1 <= int(answer.headers["Retry-After"]) <= 3
    assert answer.headers["RateLimit"].endswith(f";r=0;t={answer.headers['Retry-After']}")
    assert ";q=" in answer.headers["RateLimit-Policy"]
    return True


def until_refused(ask):
    """
    The answers to *ask*, again and again, up to the first refusal.

    Not to a certain number of times: while a busy machine answers one, the next may have come to be allowed.
    """
    answers = []

    def told():
        answers.append(ask())
        return answers[-1].status_code == 429

    until(told, what="it is told to wait")
    return answers


def statuses_of(answers):
    return [answer.status_code for answer in answers]


def test_an_address_that_asks_too_often_waits_and_others_do_not(books):
    first = {"X_Forwarded_For": "198.51.100.1"}
    answers = until_refused(lambda: books.get(HERE, None, **first))
    assert statuses_of(answers)[:3] == [200, 200, 200]
    assert refused(answers[-1])
    assert books.get(HERE, None, X_Forwarded_For="198.51.100.2").status_code == 200
    assert books.get(HERE, "reader", **first).status_code == 200
    until(lambda: books.get(HERE, None, **first).status_code == 200)


def test_health_is_told_to_whoever_asks_however_often(books):
    assert {books.get("/healthz", None, X_Forwarded_For="198.51.100.3").status_code for _ in range(50)} == {
        200
    }


def test_programs_of_ours_that_speak_for_themselves_are_not_counted(books):
    assert {books.get(HERE, None).status_code for _ in range(50)} == {200}


def test_sending_without_a_token_as_a_sign_in_does_is_slower_still(books):
    address = {"X_Forwarded_For": "198.51.100.4"}
    answers = until_refused(lambda: books.post(GREET, {"name": "a"}, None, **address))
    assert statuses_of(answers)[:2] == [200, 200]
    assert books.get(HERE, None, **address).status_code == 200


def test_tokens_that_are_worth_nothing_are_counted_to_the_address(books):
    given = {"X_Forwarded_For": "198.51.100.5", "Authorization": "Bearer x.y.z"}
    answers = until_refused(lambda: books.get("/api/books/me", None, **given))
    assert statuses_of(answers)[:3] == [401, 401, 401]


def test_a_caller_that_asks_too_often_waits_whatever_its_address_and_others_do_not(books):
    numbers = cycle(range(100, 200))
    answers = until_refused(
        lambda: books.get("/api/books/me", "shelver", X_Forwarded_For=f"198.51.100.{next(numbers)}")
    )
    assert statuses_of(answers)[:3] == [200, 200, 200]
    assert refused(answers[-1])
    assert books.get("/api/books/me", "librarian").status_code == 200
    assert {books.get("/api/books/feed", "service").status_code for _ in range(30)} == {200}


def test_a_reader_with_a_browser_gets_a_page_that_says_to_wait(books):
    asked = {"X_Forwarded_For": "198.51.100.6", "Accept": "text/html"}
    page = until_refused(lambda: books.get(HERE, None, **asked))[-1]
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Hãy chờ một lát" in page.text
    assert "Retry-After" in page.headers


# connections


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    with serving(
        tmp_path_factory.mktemp("few"), "service", SOVANG_PROXIES="none", SOVANG_LIMIT_CONNECTIONS="12/6"
    ) as served:
        yield served


def connected(served, source: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.port), timeout=60, source_address=(source, 0))


def asks(peer: socket.socket) -> bytes:
    """The first line of what *peer* gets for a question; empty when it was ended."""
    try:
        peer.sendall(ASKS)
        return peer.recv(65536).partition(b"\r\n")[0]
    except ConnectionError:
        return b""


def opened(stack: ExitStack, served, count: int, source: str = "127.0.0.1") -> list[socket.socket]:
    peers = [stack.enter_context(connected(served, source)) for _ in range(count)]
    for peer in peers:
        assert asks(peer) == b"HTTP/1.1 200 OK"
    return peers


def test_one_address_more_ends_its_own_longest_idle_connection(few):
    with ExitStack() as stack:
        other = opened(stack, few, 1, "127.0.0.9")
        mine = opened(stack, few, 6)
        assert asks(mine[0]) == b"HTTP/1.1 200 OK"  # now the second is idle longest
        (one_more,) = opened(stack, few, 1)
        assert mine[1].recv(1) == b""
        for peer in (mine[0], *mine[2:], one_more, *other):
            assert asks(peer) == b"HTTP/1.1 200 OK"


def test_one_connection_more_than_all_ends_the_longest_idle_of_all(few):
    with ExitStack() as stack:
        first = opened(stack, few, 6, "127.0.0.2")
        second = opened(stack, few, 6, "127.0.0.3")
        (newcomer,) = opened(stack, few, 1, "127.0.0.4")
        assert first[0].recv(1) == b""
        for peer in (*first[1:], *second, newcomer):
            assert asks(peer) == b"HTTP/1.1 200 OK"


def test_an_address_whose_connections_are_all_at_work_is_told_to_wait(few):
    begun = b"POST /api/books/greet HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
    with ExitStack() as stack:
        for _ in range(6):
            peer = stack.enter_context(connected(few, "127.0.0.5"))
            peer.sendall(begun)
            assert peer.recv(100).startswith(b"HTTP/1.1 100 ")
        with connected(few, "127.0.0.5") as too_many:
            head, _, body = read_all(too_many).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After: 1" in head
        assert json.loads(body)["code"] == "too-many-connections"
        with connected(few, "127.0.0.6") as other:
            assert asks(other) == b"HTTP/1.1 200 OK"
    until(lambda: few_are_free(few))


def few_are_free(served) -> bool:
    with connected(served, "127.0.0.5") as again:
        return asks(again) == b"HTTP/1.1 200 OK"


def test_a_flood_of_silent_connections_keeps_nobody_out(few):
    with ExitStack() as stack:
        for _ in range(60):
            stack.enter_context(connected(few, "127.0.0.7"))
        with connected(few, "127.0.0.8") as other:
            assert asks(other) == b"HTTP/1.1 200 OK"
        with connected(few, "127.0.0.7") as own:
            assert asks(own) == b"HTTP/1.1 200 OK"


# patience; the process of these tests waits tenths of a second where others wait many


@pytest.fixture(scope="module")
def hasty(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("hasty"), "--hurry", "service") as served:
        yield served


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"GET /hea",
        b"GET /healthz HTTP/1.1\r\n",
        b"GET /healthz HTTP/1.1\r\nX-Slow: a",
        b"GET /healthz HTTP/1.1\r\nX-Slow: a\r\n",
    ],
)
def test_a_client_that_falls_silent_is_ended(hasty, begun):
    with hasty.connect() as peer:
        peer.sendall(begun)
        assert hasty.get("/healthz").status_code == 200
        assert peer.recv(1) == b""


@pytest.mark.parametrize("text", [b"GET /" + b"a" * 4000, b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 4000])
def test_a_client_that_sends_letter_by_letter_is_ended(hasty, text):
    with hasty.connect() as peer, pytest.raises(ConnectionError):
        dribble(peer, text)
    assert hasty.get("/healthz").status_code == 200


def dribble(peer: socket.socket, text: bytes) -> None:
    for letter in text:
        peer.sendall(bytes([letter]))
        time.sleep(0.01)  # this client's slowness, which is what is tested


def test_a_client_that_does_not_take_its_answers_is_cut_off(hasty):
    page = len(hasty.get("/docs", None).content)
    times = 24 * 1024 * 1024 // page
    with socket.socket() as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 * 1024)
        peer.settimeout(20)
        peer.connect(("127.0.0.1", hasty.port))
        peer.sendall(b"GET /docs HTTP/1.1\r\nHost: x\r\n\r\n" * times)
        got = 0
        with suppress(ConnectionResetError):  # at any time from now on
            for _ in range(100):
                assert hasty.get("/healthz").status_code == 200
                got += len(peer.recv(1024))
                time.sleep(0.01)  # this client's slowness, which is what is tested
            got += len(read_all(peer))
        assert got < page * times // 2
