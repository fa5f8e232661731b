"""The HTTP edge as clients see it: real sockets, a process of its own, two services on one port."""

from __future__ import annotations

import hashlib
import json
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import requests

from tests.invented.serving import read_all, serving
from tests.support.waiting import until

SHELF = "/api/books/shelves/s1/books"
NEW = {"title": "Sử", "pages": 300, "mark": {"room": "A", "row": 3}}
JSON = "application/json"
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("edge"), "service", "second") as served:
        yield served


@pytest.fixture
def key(request):
    """A key that no other test uses."""
    return hashlib.sha256(request.node.nodeid.encode()).hexdigest()


def problem(answer: requests.Response, status: int, code: str) -> dict[str, object]:
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM), answer.text
    body = answer.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, f"/problems/{code}")
    assert all(body[name] for name in ("title", "title_en", "detail", "detail_en"))
    assert body["correlation_id"] == answer.headers["X-Correlation-Id"]
    assert answer.headers["Cache-Control"] == "no-store"
    return body


def made(books, key: str, **changes: object) -> dict[str, object]:
    answer = books.post(SHELF, {**NEW, **changes}, Idempotency_Key=key)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_creation_answers_where_it_stands(books, key):
    answer = books.post(SHELF, NEW, Idempotency_Key=key)
    body = answer.json()
    assert (answer.status_code, body["version"]) == (201, 1)
    assert body["stream"] == f"book-{body['id']}"
    assert (answer.headers["ETag"], answer.headers["Sovang-Token"]) == ('"1"', f"{body['stream']}@1")


def test_the_same_creation_twice_is_one(books, key):
    first, second = (books.post(SHELF, NEW, Idempotency_Key=key) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (201, first.json())


def test_the_same_creation_by_sixteen_at_once_is_one(books, key):
    with ThreadPoolExecutor(16) as pool:
        answers = list(
            pool.map(
                lambda _: requests.post(
                    books.url(SHELF),
                    json=NEW,
                    timeout=60,
                    headers={"Authorization": f"Bearer {books.token('librarian')}", "Idempotency-Key": key},
                ),
                range(16),
            )
        )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["stream"] for answer in answers}) == 1
    assert {answer.json()["version"] for answer in answers} == {1}


def test_a_change_answers_200_and_the_new_version(books, key):
    book = made(books, key)
    answer = books.post(f"/api/books/books/{book['id']}/lend", {"reader": "an"}, Idempotency_Key=key + "1")
    assert (answer.status_code, answer.json()["version"], answer.headers["ETag"]) == (200, 2, '"2"')
    again = books.post(f"/api/books/books/{book['id']}/lend", {"reader": "an"}, Idempotency_Key=key + "2")
    assert (again.status_code, again.json()["version"]) == (200, 2)


def test_services_on_one_port_keep_apart(books, key):
    in_books = made(books, key)
    assert books.get(f"/api/books/books/{in_books['id']}").status_code == 200
    problem(books.get(f"/api/archive/books/{in_books['id']}"), 404, "not-found")
    in_archive = books.post("/api/archive/shelves/s1/books", NEW, Idempotency_Key=key).json()
    assert in_archive["id"] != in_books["id"]


def test_a_known_version_is_not_sent_again(books, key):
    book = made(books, key)
    path = f"/api/books/books/{book['id']}"
    first = books.get(path)
    assert (first.json()["pages"], first.headers["ETag"]) == (300, '"1"')
    second = books.get(path, If_None_Match='"1"')
    assert (second.status_code, second.content, second.headers["ETag"]) == (304, b"", '"1"')
    assert books.get(path, If_None_Match='"0"').status_code == 200
    assert (
        books.session.head(
            books.url(path), headers={"Authorization": f"Bearer {books.token('reader')}"}
        ).content
        == b""
    )


def test_a_page_of_a_list(books):
    answer = books.get("/api/books/books?limit=2&subject=a&subject=b")
    assert (answer.status_code, answer.json()["next"]) == (200, "next")
    assert [item["pages"] for item in answer.json()["items"]] == [2, 2]


def test_a_list_says_when_it_is_stale(books):
    assert "Sovang-Stale" not in books.get("/api/books/books", Sovang_After="book-x@1").headers
    assert books.get("/api/books/books", Sovang_After="book-x@2").headers["Sovang-Stale"] == "true"
    problem(books.get("/api/books/books", Sovang_After="x"), 400, "after-malformed")


def test_anybody_may_be_greeted(books):
    assert books.post("/api/books/greet", {"name": "Hà"}, None).json() == {"said": "Hà", "by": ""}
    assert books.post("/api/books/greet", {"name": "Hà"}).json() == {"said": "Hà", "by": "user:librarian"}


def test_who_am_i(books):
    assert books.get("/api/books/me", "reader").json() == {"said": "reader", "by": "user:reader"}


# refusals


def test_without_a_token_nobody_is_known(books, key):
    for answer in (books.post(SHELF, NEW, None, Idempotency_Key=key), books.get("/api/books/books", None)):
        problem(answer, 401, "unauthenticated")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="sovang:demo"'


def test_a_token_of_the_past_is_refused(books, key):
    past = datetime.now(UTC) - timedelta(minutes=20)
    expired = books.token("librarian", clock=lambda: past)
    answer = books.post(SHELF, NEW, None, Idempotency_Key=key, Authorization=f"Bearer {expired}")
    problem(answer, 401, "token-expired")
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize("given", ["Bearer x.y.z", "Basic YTpi", "x"])
def test_a_token_that_is_none_is_refused(books, key, given):
    problem(books.post(SHELF, NEW, None, Idempotency_Key=key, Authorization=given), 401, "token-invalid")


def test_a_role_or_a_scope_that_does_not_reach_is_refused(books, key):
    problem(books.post(SHELF, NEW, "reader", Idempotency_Key=key), 403, "forbidden")
    problem(books.post("/api/books/shelves/s2/books", NEW, "shelver", Idempotency_Key=key), 403, "forbidden")
    assert books.post(SHELF, NEW, "shelver", Idempotency_Key=key).status_code == 201


@pytest.mark.parametrize(
    ("changes", "field", "vi"),
    [
        ({"pages": "300"}, "pages", "Phải là số nguyên."),
        ({"title": None}, "title", "Không được để trống (null)."),
        ({"title": "e\u0302"}, "title", "Phải ở dạng Unicode NFC (dựng sẵn)."),
        ({"title": "a\u00a0b"}, "title", "Không được có dấu cách không ngắt."),
        ({"mark": {"room": "A", "row": 100}}, "mark.row", "Phải từ 1 đến 99."),
        ({"subjects": ["a", " "]}, "subjects[1]", "Không được để trắng."),
        ({"colour": "red"}, "colour", "Không có trường này."),
        ({"shelf_id": "s2"}, "shelf_id", "Đã có trong địa chỉ; không gửi lại."),
        ({"occurred_on": "2021-03-25"}, "occurred_on", None),
        ({"\ud800": 1}, "\ud800", "Không có trường này."),
    ],
)
def test_a_wrong_field_is_named_in_two_languages(books, key, changes, field, vi):
    body = problem(books.post(SHELF, {**NEW, **changes}, Idempotency_Key=key), 400, "invalid-input")
    assert list(body["fields"]) == [field]
    assert vi in (None, body["fields"][field]["vi"])
    assert body["fields"][field]["en"]


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'{"title": "a", "title": "b"}', b"[" * 60_000])
def test_what_is_no_json_object_is_refused(books, key, body):
    answer = books.post(SHELF, body, Idempotency_Key=key, Content_Type=JSON)
    problem(answer, 400, "malformed-json")


@pytest.mark.parametrize("query", ["limit=x", "limit=1&limit=2", "colour=red", "limit=1000", "lent=yes"])
def test_a_wrong_query_is_refused(books, query):
    problem(books.get(f"/api/books/books?{query}"), 400, "invalid-input")


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", "application/json; charset=utf-16"]
)
def test_another_content_type_is_refused(books, key, content_type):
    answer = books.post(SHELF, b"{}", Idempotency_Key=key, Content_Type=content_type)
    problem(answer, 415, "wrong-content-type")


def test_a_command_needs_its_key(books):
    problem(books.post(SHELF, NEW), 428, "idempotency-key-required")


def test_a_key_has_a_form(books):
    problem(books.post(SHELF, NEW, Idempotency_Key="a b"), 400, "idempotency-key-malformed")
    problem(books.post(SHELF, NEW, Idempotency_Key="x" * 129), 400, "idempotency-key-malformed")


def test_a_key_is_not_used_for_two_things(books, key):
    made(books, key)
    problem(books.post(SHELF, {**NEW, "pages": 1}, Idempotency_Key=key), 422, "key-reused")


def test_a_stale_version_is_refused_and_a_malformed_one_too(books, key):
    book = made(books, key)
    path = f"/api/books/books/{book['id']}/lend"
    body = problem(
        books.post(path, {"reader": "an"}, Idempotency_Key=key + "1", If_Match='"7"'), 412, "version-mismatch"
    )
    assert "phiên bản hiện tại 1" in body["detail"]
    problem(
        books.post(path, {"reader": "an"}, Idempotency_Key=key + "1", If_Match="1"), 400, "if-match-malformed"
    )
    assert books.post(path, {"reader": "an"}, Idempotency_Key=key + "1", If_Match='"1"').status_code == 200


def test_a_rule_refuses_with_its_citation(books, key):
    book = made(books, key, pages=2000)
    path = f"/api/books/books/{book['id']}/lend"
    for _ in range(2):
        body = problem(books.post(path, {"reader": "an"}, Idempotency_Key=key + "1"), 409, "too-thick")
        assert body["citation"] == "Nội quy phòng đọc, Điều 3"
        assert body["detail"] == "Sách dày 2000 trang, quá dày."


def test_a_state_refuses_without_citation(books, key):
    book = made(books, key)
    path = f"/api/books/books/{book['id']}/lend"
    books.post(path, {"reader": "an"}, Idempotency_Key=key + "1")
    body = problem(books.post(path, {"reader": "ha"}, Idempotency_Key=key + "2"), 409, "already-lent")
    assert body["detail_en"] == "The book is lent to an."
    assert "citation" not in body


def test_what_is_not_there_is_not_found(books, key):
    problem(books.get("/api/books/books/none"), 404, "not-found")
    problem(books.get("/nowhere"), 404, "no-such-address")
    problem(books.get("/api/books/shelves//books"), 404, "no-such-address")
    problem(books.post("/api/nominations/x", {}, Idempotency_Key=key), 404, "no-such-address")


def test_a_wrong_method_names_the_right_one(books):
    answer = books.session.delete(books.url(SHELF), timeout=60)
    problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("crash", 500, "internal"),
        ("away", 503, "unavailable"),
        ("unknown", 503, "outcome-unknown"),
        ("lost", 409, "lost-race"),
    ],
)
def test_a_failure_tells_nothing_internal(books, key, kind, status, code):
    answer = books.post("/api/books/break", {"kind": kind}, Idempotency_Key=key)
    problem(answer, status, code)
    assert "shadow" not in answer.text
    assert "host db-7" not in answer.text
    assert (answer.headers.get("Retry-After") == "1") == (status == 503)


def test_an_unforeseen_failure_is_in_the_log_under_its_correlation_id(books, key):
    answer = books.post("/api/books/break", {"kind": "crash"}, Idempotency_Key=key, X_Correlation_Id=key)
    assert answer.json()["correlation_id"] == key
    logged = until(
        lambda: [
            line for line in books.lines() if line["event"] == "failed" and line["correlation_id"] == key
        ]
    )
    assert "RuntimeError" in logged[0]["exception"]


# sizes


def test_exactly_64_kib_are_read_and_one_more_byte_is_not(books, key):
    body = json.dumps(NEW).encode()
    padded = body[:-1] + b" " * (64 * 1024 - len(body)) + b"}"
    assert books.post(SHELF, padded, Idempotency_Key=key, Content_Type=JSON).status_code == 201
    problem(books.post(SHELF, padded + b" ", Idempotency_Key=key, Content_Type=JSON), 413, "body-too-large")


@pytest.mark.parametrize("size", [70 * 1024, 900 * 1024])
def test_a_body_that_is_too_large_gets_its_answer_however_it_is_sent(books, key, size):
    problem(books.post(SHELF, b" " * size, Idempotency_Key=key, Content_Type=JSON), 413, "body-too-large")


def test_a_body_in_chunks_is_limited_too(books, key):
    headers = {
        "Authorization": f"Bearer {books.token('librarian')}",
        "Idempotency-Key": key,
        "Content-Type": JSON,
    }

    def chunked(count):
        body = json.dumps(NEW).encode()
        return requests.post(
            books.url(SHELF),
            data=iter([body[:-1], *[b" " * 1024] * count, b"}"]),
            headers=headers,
            timeout=60,
        )

    assert chunked(3).status_code == 201
    problem(chunked(64), 413, "body-too-large")


def posted(length: str | int, body: bytes, *more: str) -> bytes:
    head = [
        "POST /api/books/greet HTTP/1.1",
        "Host: x",
        f"Content-Type: {JSON}",
        f"Content-Length: {length}",
        *more,
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def chunks(body: bytes, coding: str = "chunked") -> bytes:
    return f"POST /api/books/greet HTTP/1.1\r\nTransfer-Encoding: {coding}\r\n\r\n".encode() + body


def test_a_length_that_promises_much_too_much_is_answered_without_reading(books):
    answer = books.raw(posted(10**12, b"{}"))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"Connection: close" in answer


def test_a_length_that_promises_less_leaves_the_rest_to_be_no_request(books):
    answer = books.raw(posted(12, b'{"name":"a"}SELECT * FROM x\r\n\r\n'))
    first, _, rest = answer.partition(b"}")
    assert first.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 400 " in rest
    assert b"malformed-request" in rest


def test_a_body_cut_off_is_refused(books):
    with books.connect() as peer:
        peer.sendall(posted(100, b'{"name":'))
        peer.shutdown(socket.SHUT_WR)
        assert read_all(peer).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        (b"NONSENSE\r\n\r\n", 400, "malformed-request"),
        (b"GET /healthz HTTP/9.9\r\n\r\n", 400, "malformed-request"),
        (b"GET  /healthz\r\n\r\n", 400, "malformed-request"),
        (posted("-1", b""), 400, "malformed-request"),
        (posted("x", b""), 400, "malformed-request"),
        (posted(2, b"{}", "Transfer-Encoding: chunked"), 400, "malformed-request"),
        (chunks(b"0\r\n\r\n", "gzip, chunked"), 400, "malformed-request"),
        (chunks(b"zz\r\n\r\n"), 400, "malformed-request"),
        (chunks(b"1;" + b"a" * 20_000 + b"\r\na\r\n0\r\n\r\n"), 400, "malformed-request"),
        (chunks(b"0\r\n" + b"a: b\r\n" * 20_000 + b"\r\n"), 400, "malformed-request"),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", 414, "address-too-long"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", 431, "headers-too-large"),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 101 + b"\r\n", 431, "headers-too-large"),
        (b"GET / HTTP/1.1\r\n" + (b"X: " + b"a" * 8000 + b"\r\n") * 9 + b"\r\n", 431, "headers-too-large"),
    ],
)
def test_what_is_not_proper_http_gets_a_problem_and_the_connection_is_closed(books, text, status, code):
    head, _, body = books.raw(text).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0].startswith(f"HTTP/1.1 {status} "), head
    assert {f"Content-Type: {PROBLEM}", "Connection: close", "X-Content-Type-Options: nosniff"} < set(lines)
    told = json.loads(body)
    assert (told["status"], told["code"]) == (status, code)
    assert all(told[name] for name in ("title", "title_en", "detail", "detail_en"))


def test_a_connection_is_used_again_after_a_refusal(books):
    with requests.Session() as session:
        for _ in range(3):
            assert session.get(books.url("/nowhere"), timeout=60).status_code == 404
        assert len(session.adapters["http://"].poolmanager.pools) == 1
    with books.connect() as peer:
        for _ in range(3):
            peer.sendall(b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n")
            assert peer.recv(65536).startswith(b"HTTP/1.1 404 ")


def test_clients_that_go_away_in_the_middle_do_no_harm(books):
    for text in (b"", b"GET", b"GET /healthz HTTP/1.1\r\nHost", posted(1000, b"{")):
        with books.connect() as peer:
            peer.sendall(text)
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert books.get("/healthz").status_code == 200


def test_slow_senders_are_given_up(tmp_path):
    with serving(tmp_path, "--hurry", "service") as books:
        assert books.raw(b"GET /healthz HTTP/1.1\r\nX-Slow: ") == b""
        answer = books.raw(posted(100, b'{"name":'))
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b'"request-timeout"' in answer
        assert b"Connection: close" in answer
        assert books.get("/healthz").status_code == 200


def test_idle_connections_keep_nobody_waiting(books):
    idle = [books.connect() for _ in range(200)]
    try:
        assert books.get("/api/books/me").status_code == 200
    finally:
        for peer in idle:
            peer.close()


# correlation


def test_a_given_correlation_id_is_answered_and_another_is_made(books):
    assert books.get("/healthz").status_code == 200
    assert books.get("/api/books/me", X_Correlation_Id="<b>").headers["X-Correlation-Id"] != "<b>"
    assert books.get("/api/books/me", X_Correlation_Id="case.1").headers["X-Correlation-Id"] == "case.1"
    fresh = {books.get("/api/books/me").headers["X-Correlation-Id"] for _ in range(2)}
    assert len(fresh) == 2


def test_a_command_is_one_line_in_the_log_without_its_secrets(books, key):
    books.post(SHELF, NEW, Idempotency_Key=key, X_Correlation_Id=key)
    (line,) = until(
        lambda: [
            each for each in books.lines() if each.get("correlation_id") == key and each["event"] == "request"
        ]
    )
    assert (line["endpoint"], line["status"], line["actor"], line["service"]) == (
        "add_book",
        201,
        "user:librarian",
        "books",
    )
    assert line["ms"] >= 0
    assert "eyJ" not in (books.folder / "log").read_text()


# contract


def test_the_feed_is_for_services(books):
    problem(books.get("/api/books/feed"), 403, "forbidden")
    problem(books.get("/api/books/feed", None), 401, "unauthenticated")
    page = books.get("/api/books/feed", "service").json()
    assert (page["source"], page["epoch"], page["head"], len(page["events"])) == ("books", "e1", 7, 7)
    assert page["events"][0] == {"position": 1, "body": '{"tựa":1}'}


def test_a_closed_page_of_the_feed_never_changes_and_an_open_one_may(books):
    closed = books.get("/api/books/feed?after=2&limit=3", "service")
    assert [event["position"] for event in closed.json()["events"]] == [3, 4, 5]
    assert "immutable" in closed.headers["Cache-Control"]
    open_page = books.get("/api/books/feed?after=5&limit=3", "service")
    assert [event["position"] for event in open_page.json()["events"]] == [6, 7]
    assert open_page.headers["Cache-Control"] == "no-store"
    assert books.get("/api/books/feed?after=7", "service").json()["events"] == []


@pytest.mark.parametrize(
    "query", ["after=-1", "limit=0", "limit=1001", "after=x", "after=1&after=2", "from=1"]
)
def test_a_wrong_page_of_the_feed_is_refused(books, query):
    problem(books.get(f"/api/books/feed?{query}", "service"), 400, "invalid-input")


def test_the_contract_can_be_read_by_anybody(books):
    assert books.get("/api/books/openapi.json", None).json()["openapi"] == "3.1.0"
    assert "/api/archive/me" in books.get("/api/archive/openapi.json", None).json()["paths"]
    schema = books.get("/schemas/books/BookAdded/1", None)
    assert (schema.headers["Content-Type"], schema.json()["title"]) == (
        "application/schema+json",
        "BookAdded",
    )
    for version in (1, 2):  # stored events name the version they were written in, for good
        found = books.get(f"/schemas/books/BookLent/{version}", None)
        assert (found.status_code, found.json()["$id"]) == (200, f"/schemas/books/BookLent/{version}")
    problem(books.get("/schemas/books/BookLent/3", None), 404, "not-found")
    problem(books.get("/schemas/books/BookAdded/2", None), 404, "not-found")
    problem(books.get("/schemas/books/BookBurnt/1", None), 404, "not-found")


def test_the_page_shows_all_services_of_the_process(books):
    page = books.get("/docs", None)
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert 'id="books"' in page.text
    assert 'id="archive"' in page.text
    assert books.get("/problems/forbidden", None).url.endswith("/docs#problems")


def test_raw_routes_answer_in_their_own_form(books):
    assert books.get("/ledger/tile/0/x001/067.p/112", None).text == "tile/0/x001/067.p/112 -"
    assert books.get("/ledger/a", "reader").text == "a user:reader"
    problem(books.get("/ledger/nothing", None), 404, "not-found")
    form = books.session.post(books.url("/form"), data={"word": "sổ vàng"}, timeout=60)
    assert form.text == "sổ vàng"


# health and end


def test_it_lives_and_says_what_it_lacks(books):
    assert books.get("/healthz", None).json() == {"status": "ok"}
    assert books.get("/readyz", None).json() == {"ready": True, "missing": []}
    books.post("/api/archive/unfit", {})
    lacking = books.get("/readyz", None)
    assert (lacking.status_code, lacking.json()) == (503, {"ready": False, "missing": ["archive.store"]})
    books.post("/api/archive/unfit", {})
    assert books.get("/readyz", None).status_code == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_lets_requests_finish_and_ends_idle_connections(tmp_path, number):
    with serving(tmp_path, "service") as books, books.connect() as idle:
        statuses: list[int] = []
        body = json.dumps(NEW).encode()
        head = (
            f"POST {SHELF} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {books.token('librarian')}\r\n"
            f"Idempotency-Key: k\r\nContent-Type: {JSON}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with books.connect() as under_way:
            under_way.sendall(head.encode() + body[:-1])
            until(lambda: books.get("/healthz").status_code == 200)
            stopper = threading.Thread(target=lambda: statuses.append(books.stop(number)))
            stopper.start()
            assert idle.recv(1) == b""
            under_way.sendall(body[-1:])
            answer = read_all(under_way)
        stopper.join(60)
        assert answer.startswith(b"HTTP/1.1 201 ")
        assert statuses == [0]
        told = [line["event"] for line in books.lines()]
        assert [event for event in told if event.startswith("serve")] == [
            "serve ready",
            "serve stopping",
            "serve stopped",
        ]
        with pytest.raises(ConnectionRefusedError):
            books.connect()


def test_a_service_may_have_a_process_of_its_own(tmp_path):
    with serving(tmp_path, "second") as archive:
        assert archive.get("/api/archive/me").status_code == 200
        problem(archive.get("/api/books/me"), 404, "no-such-address")


def test_a_taken_port_stops_the_start_with_a_sentence(books, tmp_path):
    with serving(tmp_path, "service", SOVANG_PORT=str(books.port)) as second:
        assert second.child.wait(60) != 0
        assert f"SOVANG_PORT: cổng {books.port} đang được dùng" in (tmp_path / "log").read_text()


def test_without_a_database_there_is_no_start(tmp_path):
    with serving(tmp_path, "service", MONGO_URI="") as books:
        assert books.child.wait(60) != 0
        assert "MONGO_URI" in (tmp_path / "log").read_text()
