"""Errors as problems: status, both languages, headers, and nothing internal."""

from __future__ import annotations

import json

import pytest

from shared import errors, limits, problems
from shared.problems import KINDS, kind_of, problem_of
from shared.references import Reference
from shared.texts import Text


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.InvalidInput(), 400, "invalid-input"),
        (problems.Broken(), 400, "malformed-request"),
        (errors.Unauthenticated(), 401, "unauthenticated"),
        (errors.Forbidden(), 403, "forbidden"),
        (errors.NotFound(), 404, "not-found"),
        (problems.WrongMethod(("GET",)), 405, "method-not-allowed"),
        (problems.TooSlow(), 408, "request-timeout"),
        (errors.Rejected("plan-issued"), 409, "plan-issued"),
        (errors.LostRace(), 409, "lost-race"),
        (errors.VersionMismatch(facts={"current": "7"}), 412, "version-mismatch"),
        (problems.BodyTooLarge(), 413, "body-too-large"),
        (limits.AddressTooLong(), 414, "address-too-long"),
        (limits.TooManyRequests(), 429, "too-many-requests"),
        (limits.HeadersTooLarge(), 431, "headers-too-large"),
        (limits.TooManyConnections(), 503, "too-many-connections"),
        (problems.WrongContentType(), 415, "wrong-content-type"),
        (errors.KeyReused(), 422, "key-reused"),
        (problems.KeyRequired(), 428, "idempotency-key-required"),
        (errors.OutcomeUnknown(), 503, "outcome-unknown"),
        (errors.TransientError("db-7"), 503, "unavailable"),
        (errors.BrokenHistory("book-7"), 500, "internal"),
        (RuntimeError("/etc/shadow"), 500, "internal"),
        (errors.ExpectedError(), 400, "expected"),
    ],
)
def test_each_error_has_its_status_and_code_and_is_said_in_both_languages(error, status, code):
    problem = problem_of(error)
    body = json.loads(problem.body("c-1"))
    assert (problem.status, problem.code) == (status, code)
    assert (body["type"], body["status"], body["correlation_id"]) == (f"/problems/{code}", status, "c-1")
    assert all(body[name] for name in ("title", "title_en", "detail", "detail_en"))
    assert body["detail"] != body["detail_en"]


@pytest.mark.parametrize(
    "error", [errors.TransientError("db-7"), RuntimeError("db-7"), errors.BrokenHistory("db-7")]
)
def test_nothing_internal_leaks(error):
    assert b"db-7" not in problem_of(error).body("c")


def test_the_facts_citation_and_fields_are_told():
    rejected = errors.Rejected(
        "quota", Text("Chỉ {most}.", "At most {most}."), citation="mục IV.1", facts={"most": "2"}
    )
    body = json.loads(problem_of(rejected).body("c"))
    assert (body["detail"], body["detail_en"], body["citation"]) == ("Chỉ 2.", "At most 2.", "mục IV.1")
    wrong = errors.InvalidInput(fields={"a.b": Text("sai", "wrong")})
    assert json.loads(problem_of(wrong).body("c"))["fields"] == {"a.b": {"vi": "sai", "en": "wrong"}}
    assert "fields" not in body


def test_what_the_sentence_calls_by_name_is_told_by_id_as_well():
    rejected = errors.Rejected(
        "own", Text("Của {unit_id}.", "Of {unit_id}."), facts={"unit_id": "u1", "n": "2"}
    )
    assert "references" not in json.loads(problem_of(rejected).body("c"))
    rejected.tell({"unit_id": Reference("organisation", ("u1",))}, {"unit_id": Text("Phòng", "Office")})
    body = json.loads(problem_of(rejected).body("c"))
    assert (body["detail"], body["detail_en"]) == ("Của Phòng.", "Of Office.")
    assert body["references"] == {"unit_id": {"kind": "organisation", "ids": ["u1"]}}


def test_a_lone_surrogate_in_a_fields_name_is_escaped():
    wrong = errors.InvalidInput(fields={"\ud800": Text("sai", "wrong")})
    assert json.loads(problem_of(wrong).body("c"))["fields"] == {"\ud800": {"vi": "sai", "en": "wrong"}}


def test_vietnamese_stands_readable_in_the_body():
    assert "Không tìm thấy".encode() in problem_of(errors.NotFound()).body("c")


def test_the_headers_that_http_wants():
    assert problem_of(errors.Unauthenticated(), realm="r").headers == {"WWW-Authenticate": 'Bearer realm="r"'}
    expired = errors.Unauthenticated("token-expired")
    assert 'error="invalid_token"' in problem_of(expired).headers["WWW-Authenticate"]
    assert problem_of(problems.WrongMethod(("GET", "HEAD"))).headers == {"Allow": "GET, HEAD"}
    assert problem_of(errors.OutcomeUnknown()).headers == {"Retry-After": "1"}
    assert problem_of(errors.TransientError()).headers == {"Retry-After": "1"}
    assert problem_of(errors.NotFound()).headers == {}


def test_a_subclass_is_answered_as_its_kind():
    class Stricter(errors.Rejected):
        pass

    assert kind_of(Stricter())[0] == 409
    assert len({kind for kind, _, _ in KINDS}) == len(KINDS)
