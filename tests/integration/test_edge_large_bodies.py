"""Bodies larger than 64 KiB, where a route takes them: judged before they are read, bounded in size, time and number."""

from __future__ import annotations

import json
import time

import pytest

from shared.edge.shelf import Shelf
from shared.errors import TransientError
from tests.integration.test_edge_limits import PROBLEM
from tests.invented.books import LARGEST_SCAN
from tests.invented.serving import read_all, serving

SCAN = "/scan"
SIZES = [0, 1, 64 * 1024, 64 * 1024 + 1, 300_000, LARGEST_SCAN]


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("large"), "service") as served:
        yield served


@pytest.fixture(scope="module")
def hasty(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("hasty"), "--hurry", "service") as served:
        yield served


def head(served, length=None, role="reader", path=SCAN, **headers):
    lines = [f"POST {path} HTTP/1.1", "Host: x"]
    lines += [f"Authorization: Bearer {served.token(role)}"] if role else []
    lines += [f"Content-Length: {length}"] if length is not None else ["Transfer-Encoding: chunked"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def problem(answer, status, code):
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM), answer.text
    told = answer.json()
    assert told["code"] == code
    assert told["detail"]
    assert told["detail_en"]
    return told


def told(text: bytes) -> tuple[int, dict]:
    begin, _, body = text.partition(b"\r\n\r\n")
    return int(begin.split()[1]), json.loads(body)


@pytest.mark.parametrize("size", SIZES)
def test_a_body_arrives_whole_whatever_its_size(books, size):
    answer = books.post(SCAN, b"a" * size, "reader")
    assert (answer.status_code, answer.text) == (200, str(size))


@pytest.mark.parametrize("size", SIZES)
def test_a_body_in_chunks_arrives_whole_too(books, size):
    parts = (b"a" * min(1000, size - start) for start in range(0, size, 1000))
    answer = books.session.post(
        books.url(SCAN), data=parts, headers={"Authorization": f"Bearer {books.token('reader')}"}, timeout=60
    )
    assert (answer.status_code, answer.text) == (200, str(size))


def test_one_byte_more_than_the_route_takes_is_refused_whether_it_is_announced_or_not(books):
    detail = problem(books.post(SCAN, b"a" * (LARGEST_SCAN + 1), "reader"), 413, "body-too-large")
    assert "4096 KiB" in detail["detail"]
    parts = (b"a" * 65536 for _ in range(LARGEST_SCAN // 65536 + 1))
    answer = books.session.post(
        books.url(SCAN), data=parts, headers={"Authorization": f"Bearer {books.token('reader')}"}, timeout=60
    )
    problem(answer, 413, "body-too-large")


def test_other_routes_take_no_more_than_before(books):
    problem(books.post("/api/books/greet", b'"' + b"a" * 70_000 + b'"'), 413, "body-too-large")
    problem(books.post("/nowhere", b"a" * 70_000), 413, "body-too-large")


def test_who_may_not_send_is_told_before_anything_is_read(books):
    with books.connect() as peer:
        peer.sendall(head(books, LARGEST_SCAN, role=None, Expect="100-continue"))
        status, body = told(read_all(peer))
    assert (status, body["code"]) == (401, "unauthenticated")


def test_who_sends_all_the_same_hears_the_refusal_and_the_connection_is_used_again(books):
    for _ in range(3):
        problem(books.post(SCAN, b"a" * LARGEST_SCAN, None), 401, "unauthenticated")
    assert books.post(SCAN, b"a" * 100_000, "reader").text == "100000"


def test_a_sender_that_waits_to_be_told_is_told_to_go_on(books):
    with books.connect() as peer:
        peer.sendall(head(books, 100_000, Expect="100-continue"))
        assert peer.recv(100).startswith(b"HTTP/1.1 100 ")
        peer.sendall(b"a" * 100_000)
        assert peer.recv(65536).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("sent", [0, 1, 65536, 200_000])
def test_a_sender_that_falls_silent_is_ended(hasty, sent):
    with hasty.connect() as peer:
        peer.sendall(head(hasty, 300_000) + b"a" * sent)
        status, body = told(read_all(peer))
    assert (status, body["code"]) == (408, "request-timeout")
    assert hasty.get("/healthz").status_code == 200


def test_a_sender_that_sends_letter_by_letter_is_ended(hasty):
    with hasty.connect() as peer, pytest.raises(ConnectionError):
        dribble(peer, head(hasty, 300_000), b"a" * 2000)


def dribble(peer, begun, text):
    peer.sendall(begun)
    for letter in text:
        peer.sendall(bytes([letter]))
        time.sleep(0.01)  # this client's slowness, which is what is tested


def test_a_sender_that_goes_away_in_the_middle_does_no_harm(books):
    for begun in (head(books, 300_000) + b"a" * 100_000, head(books) + b"FFFFF\r\n" + b"a" * 1000):
        with books.connect() as peer:
            peer.sendall(begun)
    assert books.post(SCAN, b"a" * 100_000, "reader").text == "100000"


@pytest.mark.parametrize("text", [b"zz\r\n", b"10\r\n" + b"a" * 40 + b"\r\n", b"0" * 9000])
def test_chunks_that_are_none_are_refused(books, text):
    with books.connect() as peer:
        peer.sendall(head(books) + text)
        status, body = told(read_all(peer))
    assert (status, body["code"]) == (400, "malformed-request")


def test_a_process_holds_so_much_and_no_more():
    shelf = Shelf(100)
    shelf.put(150)  # the only one may be of any size
    with pytest.raises(TransientError):
        shelf.put(1)
    shelf.take(150)
    shelf.put(60)
    shelf.put(40)
    with pytest.raises(TransientError):
        shelf.put(1)
    shelf.take(60)
    shelf.put(1)
