"""From requests to commands and questions: shape, twice the same, and every refusal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from shared.acts import Occurrence, filled
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.errors import InvalidInput
from shared.requests import ActionForm, CommandForm, QueryForm, content_of, merged, parsed
from tests.invented.books import ACTIONS, COMMANDS, QUERIES, Shelfmark

TODAY = date(2026, 3, 25)
ADD, LEND, BREAK = COMMANDS
BOOK, BOOKS, _ = QUERIES
PAPER = {
    "number": "12/QĐ-SCT",
    "dated": "2026-03-01",
    "received_on": "2026-03-02",
    "scan_sha256": "ab" * 32,
    "signatory": "Lê Văn A",
    "reason": "ghi bù",
}
NEW = {"shelf_id": "s1", "title": "Sử", "pages": 300, "mark": {"room": "A", "row": 3}}


def command(endpoint=ADD, key="k1", actor="user:lan", **payload):
    return CommandForm("books", endpoint).command({**NEW, **payload}, actor=actor, key=key, today=TODAY)


def faults(**payload) -> set[str]:
    with pytest.raises(InvalidInput) as found:
        command(**payload)
    return set(found.value.fields)


def test_a_command_is_made_of_body_path_caller_and_today():
    made = command()
    assert (made.title, made.pages, made.mark, made.subjects) == ("Sử", 300, Shelfmark(room="A", row=3), ())
    assert made.by == "user:lan"
    assert made.occurrence == Occurrence(occurred_on=TODAY, basis="system")


def test_the_made_id_depends_on_actor_route_and_key_alone():
    assert command().book_id == command(title="Khác").book_id
    ids = {command().book_id, command(key="k2").book_id, command(actor="user:ha").book_id}
    assert len(ids) == 3


def test_what_the_request_may_not_set_is_an_unknown_field():
    assert faults(book_id="x") == {"book_id"}
    assert faults(by="user:x") == {"by"}
    assert faults(occurrence={"basis": "system"}) == {"occurrence"}
    with pytest.raises(InvalidInput) as found:
        CommandForm("books", LEND).command(
            {"book_id": "b", "reader": "r", "shelf_id": "s"}, actor="user:x", key="k", today=TODAY
        )
    assert set(found.value.fields) == {"shelf_id"}


def test_filled_fields_keep_their_default_for_the_application_to_fill():
    made = CommandForm("books", LEND).command(
        {"book_id": "b", "reader": "r"}, actor="u", key="k", today=TODAY
    )
    assert made.shelf_id == ""


def test_a_command_without_occurrence_takes_none():
    made = CommandForm("books", BREAK).command({"kind": "lost"}, actor="u", key="k", today=TODAY)
    assert made.kind == "lost"
    with pytest.raises(InvalidInput):
        CommandForm("books", BREAK).command(
            {"kind": "lost", "basis": "system"}, actor="u", key="k", today=TODAY
        )


def test_what_is_done_in_the_system_is_of_today():
    assert command(occurred_on="2026-03-25").occurrence.occurred_on == TODAY
    assert command(basis="system").occurrence.basis == "system"
    assert faults(occurred_on="2026-03-24") == {"occurred_on"}
    assert faults(document=PAPER) == {"document"}


def test_an_act_on_paper_needs_its_day_and_document():
    made = command(basis="document", occurred_on="2026-03-01", document=PAPER).occurrence
    assert (made.recorded, made.occurred_on, made.document.number) == (True, date(2026, 3, 1), "12/QĐ-SCT")
    assert faults(basis="document") == {"occurred_on", "document"}
    assert faults(basis="document", document=PAPER) == {"occurred_on"}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"dated": "2026-03-26"}, "document.dated"),
        ({"received_on": "2026-03-26"}, "document.received_on"),
        ({"scan_sha256": "xyz"}, "document.scan_sha256"),
        ({"scan_sha256": "AB" * 32}, "document.scan_sha256"),
        ({"number": 5}, "document.number"),
        ({"page": 5}, "document.page"),
    ],
)
def test_a_document_is_of_the_past_and_its_scan_a_digest(change, path):
    assert faults(basis="document", occurred_on="2026-03-01", document={**PAPER, **change}) == {path}


def test_an_act_on_paper_is_not_of_the_future():
    assert faults(basis="document", occurred_on="2026-03-26", document=PAPER) == {"occurred_on"}


def test_a_simulated_act_has_any_day_but_no_document():
    assert command(basis="simulated", occurred_on="2021-03-25").occurrence.basis == "simulated"
    assert faults(basis="simulated") == {"occurred_on"}
    assert faults(basis="simulated", occurred_on="2021-03-25", document=PAPER) == {"document"}
    assert faults(basis="imagined") == {"basis"}


@pytest.mark.parametrize(
    "change",
    [{"creates": "nothing"}, {"scope": "nothing"}, {"path": "/x/{nothing}"}],
)
def test_a_table_that_does_not_fit_its_command_is_found_at_once(change):
    with pytest.raises(TypeError, match="nothing"):
        CommandForm("books", replace(ADD, **change))


@dataclass(frozen=True, kw_only=True)
class Unfillable:
    level: str = filled()


@dataclass(frozen=True, kw_only=True)
class Clashing:
    document: str
    occurrence: Occurrence


def test_a_filled_field_needs_a_default_and_an_occurrence_its_names():
    with pytest.raises(TypeError, match="needs a default"):
        CommandForm("books", replace(BREAK, command=Unfillable))
    with pytest.raises(TypeError, match="belongs to the occurrence"):
        CommandForm("books", replace(BREAK, command=Clashing))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b"{'a': 1}",
        b'{"a": 1,}',
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"a": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_is_no_proper_json_object_is_refused(body):
    with pytest.raises(InvalidInput) as found:
        parsed(body)
    assert found.value.code == "malformed-json"


def test_a_proper_body_is_read():
    assert parsed('{"tựa": ["Sử", 1, null]}'.encode()) == {"tựa": ["Sử", 1, None]}


def test_the_same_content_written_otherwise_has_the_same_text():
    assert content_of(parsed(b'{"b": 1, "a": "\\u0111"}')) == content_of(parsed('{"a":"đ","b":1}'.encode()))
    assert content_of({"a": 1}) != content_of({"a": "1"})


def test_a_body_may_not_repeat_what_the_address_says():
    assert merged({"title": "x"}, {"shelf_id": "s"}) == {"title": "x", "shelf_id": "s"}
    with pytest.raises(InvalidInput) as found:
        merged({"shelf_id": "s"}, {"shelf_id": "s"})
    assert set(found.value.fields) == {"shelf_id"}


def asked(*pairs: tuple[str, str], endpoint: QueryEndpoint = BOOKS, **in_path: str):
    return QueryForm(endpoint).from_address(in_path, pairs)


def test_an_address_gives_typed_parameters():
    found = asked(
        ("limit", "7"), ("lent", "true"), ("since", "2021-03-25"), ("subject", "a"), ("subject", "b")
    )
    assert (found.limit, found.lent, found.since, found.subject) == (7, True, date(2021, 3, 25), ("a", "b"))
    assert asked(book_id="b1", endpoint=BOOK).book_id == "b1"
    assert asked().limit == 20


@pytest.mark.parametrize(
    ("pairs", "path"),
    [
        ([("limit", "x")], "limit"),
        ([("limit", "07")], "limit"),
        ([("limit", "1_0")], "limit"),
        ([("limit", "٣")], "limit"),
        ([("limit", "0")], "limit"),
        ([("limit", "101")], "limit"),
        ([("limit", "9" * 30)], "limit"),
        ([("limit", "1"), ("limit", "1")], "limit"),
        ([("lent", "True")], "lent"),
        ([("lent", "1")], "lent"),
        ([("since", "25/3/2021")], "since"),
        ([("cursor", "")], "cursor"),
        ([("surprise", "1")], "surprise"),
        ([("surprise", "1"), ("surprise", "2")], "surprise"),
    ],
)
def test_a_wrong_parameter_is_named(pairs, path):
    with pytest.raises(InvalidInput) as found:
        asked(*pairs)
    assert set(found.value.fields) == {path}


def test_a_query_may_not_repeat_what_the_address_says():
    with pytest.raises(InvalidInput) as found:
        asked(("book_id", "b2"), endpoint=BOOK, book_id="b1")
    assert set(found.value.fields) == {"book_id"}


def test_tables_of_questions_and_actions_must_fit_too():
    with pytest.raises(TypeError, match="nothing"):
        QueryForm(replace(BOOKS, scope="nothing"))
    with pytest.raises(TypeError, match="nothing"):
        ActionForm(replace(ACTIONS[0], path="/{nothing}"))


def test_an_action_reads_its_body_strictly():
    form = ActionForm(ACTIONS[0])
    assert form.body({"name": "Lan"}).name == "Lan"
    for payload in ({}, {"name": "Lan", "x": 1}, {"name": 1}):
        with pytest.raises(InvalidInput):
            form.body(payload)


def test_forms_are_made_for_every_invented_endpoint():
    assert [CommandForm("books", each).route for each in COMMANDS] == [
        "books.add_book",
        "books.lend_book",
        "books.break_it",
    ]
    assert isinstance(ADD, CommandEndpoint)
