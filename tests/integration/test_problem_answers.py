"""Every way to be refused, as a table: a stable code, both languages, nothing internal; JSON for programs, a page for people."""

from __future__ import annotations

import re

import pytest

from tests.invented.serving import serving

JSON = "application/json"
PROBLEM = "application/problem+json"
PAGE = "text/html; charset=utf-8"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SHELF = "/api/books/shelves/s1/books"
INTERNAL = re.compile(
    r"Traceback|File \"|\.py\b|line \d+|Error\b|Exception|E11000|[Mm]ongo|marshmallow|eventlet|nameko|werkzeug|amqp"
    r"|services\.|shared\.|0x[0-9a-f]{6}|<class|object at|/work|/home|/tmp|shadow|\bdb-7"
)
GUARDED = ("X-Content-Type-Options", "Referrer-Policy", "Content-Security-Policy", "Cache-Control")

ROWS = [
    ("GET", "/nowhere", {}, b"", 404, "no-such-address"),
    ("GET", "/api/books/../../etc/passwd", {}, b"", 404, "no-such-address"),
    ("GET", "/%00", {}, b"", 404, "no-such-address"),
    ("GET", "/%ff%fe", {}, b"", 404, "no-such-address"),
    ("HEAD", "/nowhere", {}, b"", 404, "no-such-address"),
    ("OPTIONS", "/nowhere", {}, b"", 404, "no-such-address"),
    ("DELETE", SHELF, {}, b"", 405, "method-not-allowed"),
    ("TRACE", "/healthz", {}, b"", 405, "method-not-allowed"),
    ("BREW", "/docs", {}, b"", 405, "method-not-allowed"),
    ("POST", SHELF, {"Content-Type": JSON}, b" " * 70_000, 413, "body-too-large"),
    ("GET", "/" + "a" * 9000, {}, b"", 414, "address-too-long"),
    ("GET", "/docs", {"X-Long": "a" * 70_000}, b"", 431, "headers-too-large"),
    ("GET", "/docs", {f"X-{number}": "a" for number in range(120)}, b"", 431, "headers-too-large"),
]
OF_ENDPOINTS = [
    ("GET", "/api/books/books", {"Authorization": ""}, b"", 401, "token-invalid"),
    ("POST", SHELF, {"Content-Type": "text/plain"}, b"x", 415, "wrong-content-type"),
    ("POST", SHELF, {"Content-Type": JSON, "Content-Encoding": "gzip"}, b"x", 415, "wrong-content-type"),
    ("POST", SHELF, {"Content-Type": JSON}, b"{", 400, "malformed-json"),
    ("POST", SHELF, {"Content-Type": JSON}, b'{"a":' * 900 + b"1" + b"}" * 900, 400, "invalid-input"),
    ("POST", SHELF, {"Content-Type": JSON}, b'{"pages":' + b"9" * 5000 + b"}", 400, "malformed-json"),
    ("POST", SHELF, {"Content-Type": JSON}, b'{"pages":' + b"9" * 4000 + b"}", 400, "invalid-input"),
    ("GET", "/api/books/books?" + "&".join(f"a{n}=1" for n in range(1000)), {}, b"", 400, "invalid-input"),
    ("GET", "/api/books/books/none", {}, b"", 404, "not-found"),
    ("POST", "/api/books/break", {"Content-Type": JSON}, b'{"kind":"crash"}', 500, "internal"),
    ("POST", "/api/books/break", {"Content-Type": JSON}, b'{"kind":"away"}', 503, "unavailable"),
]


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("problems"), "service") as served:
        yield served


def sent(books, row, **more):
    method, path, headers, body, *_ = row
    given = {"Authorization": f"Bearer {books.token('librarian')}", "Idempotency-Key": "k", **headers, **more}
    return books.session.request(
        method, books.url(path), data=body, headers=given, timeout=60, allow_redirects=False
    )


def named(rows):
    return pytest.mark.parametrize(
        "row", rows, ids=[f"{row[0]} {row[1][:24]} {row[4]} {len(row[3])}" for row in rows]
    )


def guarded(answer):
    assert all(answer.headers.get(name) for name in GUARDED), answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Server" not in answer.headers
    assert "X-Powered-By" not in answer.headers
    assert not INTERNAL.search(str(answer.headers))


@named(ROWS + OF_ENDPOINTS)
def test_a_program_gets_a_problem_with_a_stable_code_in_both_languages(books, row):
    method, *_, status, code = row
    answer = sent(books, row)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM), answer.text
    guarded(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    if method == "HEAD":
        assert answer.content == b""
        return
    body = answer.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, f"/problems/{code}")
    assert body["correlation_id"] == answer.headers["X-Correlation-Id"]
    assert body["title"] != body["title_en"]
    assert body["detail"] != body["detail_en"]
    assert not INTERNAL.search(answer.text)
    assert (status == 405) == ("Allow" in answer.headers)
    assert (status in (429, 503)) == ("Retry-After" in answer.headers)


@named([row for row in ROWS if row[4] not in (414, 431)])
def test_a_person_gets_a_page_that_says_what_to_do(books, row):
    method, *_, status, code = row
    answer = sent(books, row, Accept=BROWSER)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PAGE)
    guarded(answer)
    if method == "HEAD":
        assert answer.content == b""
        return
    assert answer.text.index("<h1>") < answer.text.index("<h2>")
    assert code in answer.text
    assert answer.headers["X-Correlation-Id"] in answer.text
    assert 'href="/"' in answer.text
    assert not INTERNAL.search(answer.text)


def test_a_page_shows_no_letter_that_the_client_made_up(books):
    answer = books.get("/<script>alert(1)</script>", None, Accept="text/html", X_Correlation_Id="<b>x</b>")
    assert answer.status_code == 404
    assert "script" not in answer.text
    assert "<b>" not in answer.text


@pytest.mark.parametrize("accept", ["*/*", JSON, "application/json, text/html", "image/png", "", ";;q=x"])
def test_who_does_not_prefer_a_page_gets_json(books, accept):
    assert books.get("/nowhere", Accept=accept).headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    "path",
    [
        "/healthz",
        "/readyz",
        "/docs",
        "/problems/internal",
        "/api/books/openapi.json",
        "/schemas/books/BookAdded/1",
        "/api/books/me",
        "/ledger/x",
    ],
)
def test_sound_answers_carry_the_same_guards_and_a_head_says_what_a_get_says(books, path):
    answer = sent(books, ("GET", path, {}, b""))
    assert answer.status_code < 400
    guarded(answer)
    head = sent(books, ("HEAD", path, {}, b""))
    assert (head.status_code, head.content) == (answer.status_code, b"")
    assert head.headers["Content-Type"] == answer.headers["Content-Type"]


@pytest.mark.parametrize(
    ("path", "allowed"), [("/healthz", "GET, HEAD"), (SHELF, "POST"), ("/api/books/books", "GET, HEAD")]
)
def test_options_says_what_an_address_takes_and_a_refusal_says_the_same(books, path, allowed):
    answer = books.session.options(books.url(path), timeout=60)
    assert (answer.status_code, answer.headers["Allow"], answer.content) == (204, allowed, b"")
    guarded(answer)
    assert books.session.patch(books.url(path), timeout=60).headers["Allow"] == allowed
