"""Headers: what is believed, what is ignored, what is refused."""

from __future__ import annotations

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from shared.edge.headers import call_of, correlation_of, json_of, traceparent_of
from shared.errors import InvalidInput, Unauthenticated
from shared.problems import WrongContentType

TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def request(body: bytes = b"", content_type: str | None = None, **headers: str) -> Request:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if content_type is not None:
        given["Content-Type"] = content_type
    return Request(EnvironBuilder(method="POST", data=body, headers=given).get_environ())


@pytest.mark.parametrize("given", ["a", "01a1-fd.a8:x_y", "x" * 128])
def test_a_well_formed_correlation_id_is_kept(given):
    assert correlation_of(given, lambda: "new") == given


@pytest.mark.parametrize("given", [None, "", " a", "-a", "x" * 129, "a b", "<script>", "ă"])
def test_any_other_is_replaced(given):
    assert correlation_of(given, lambda: "new") == "new"


def test_a_valid_trace_context_is_passed_on():
    assert traceparent_of(TRACE) == TRACE


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        TRACE.upper(),
        TRACE.replace("00-4", "01-4"),
        TRACE[:-1],
        TRACE + "-x",
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-4bf92f3577b34da6a3ce929d0e0e4736-{'0' * 16}-01",
    ],
)
def test_an_invalid_one_is_dropped(given):
    assert traceparent_of(given) is None


def test_a_call_is_read_from_the_headers():
    call = call_of(
        request(
            Authorization="bearer a.b-c_d",
            Idempotency_Key="k1",
            If_Match='"7"',
            Sovang_After="book-1@2",
            traceparent=TRACE,
        ),
        "c-1",
    )
    assert (call.token, call.key, call.if_match, call.after) == ("a.b-c_d", "k1", '"7"', "book-1@2")
    assert (call.correlation_id, call.traceparent) == ("c-1", TRACE)


def test_without_authorization_there_is_no_token():
    assert call_of(request(), "c").token is None


@pytest.mark.parametrize("given", ["a.b.c", "Basic YTpi", "Bearer", "Bearer a b", "Bearer ", "Bearer đ", ""])
def test_any_other_authorization_is_refused(given):
    with pytest.raises(Unauthenticated):
        call_of(request(Authorization=given), "c")


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"'],
)
def test_json_is_read(content_type):
    assert json_of(request(b'{"a": 1}', content_type)) == {"a": 1}


def test_no_body_is_an_empty_object_whatever_its_type():
    assert json_of(request()) == {}
    assert json_of(request(content_type="text/plain")) == {}


@pytest.mark.parametrize(
    "content_type",
    [None, "", "text/json", "application/json; charset=latin-1", "application/x-www-form-urlencoded"],
)
def test_a_body_of_another_type_is_refused(content_type):
    with pytest.raises(WrongContentType):
        json_of(request(b'{"a": 1}', content_type))


def test_a_compressed_body_is_refused():
    with pytest.raises(WrongContentType):
        json_of(request(b"x", "application/json", Content_Encoding="gzip"))


def test_a_malformed_body_is_refused():
    with pytest.raises(InvalidInput):
        json_of(request(b"{", "application/json"))
