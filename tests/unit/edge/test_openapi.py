"""What is written down about the interfaces is what is checked: OpenAPI, JSON Schemas, the page."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
from marshmallow import Schema, fields
from openapi_spec_validator import OpenAPIV31SpecValidator

from shared.acts import BrokenRule, Occurrence, PaperAct, RuleUse
from shared.codec import Codec
from shared.edge.docs import render
from shared.eventstore import empty_head
from shared.ids import new_id
from shared.json_schemas import Shapes, event_schema
from shared.messages import CommandContext
from shared.openapi import document, sample
from shared.requests import CommandForm
from tests.invented.books import CATALOGUE, COMMANDS, BookAdded, Clear, Shelfmark
from tests.unit.edge.desks import NOW, desk


@pytest.fixture
def books(tmp_path):
    return desk(tmp_path)


@pytest.fixture
def described(books):
    return json.loads(json.dumps(document(books.app)))


def test_the_document_is_valid_openapi(described):
    OpenAPIV31SpecValidator(described).validate()


def test_every_endpoint_is_described_with_its_problems(described):
    paths = described["paths"]
    assert set(paths) == {
        "/api/books/shelves/{shelf_id}/books",
        "/api/books/books/{book_id}/lend",
        "/api/books/break",
        "/api/books/greet",
        "/api/books/introduction",
        "/api/books/unfit",
        "/api/books/books/{book_id}",
        "/api/books/books",
        "/api/books/me",
        "/api/books/feed",
    }
    command = paths["/api/books/books/{book_id}/lend"]["post"]
    assert {"400", "401", "403", "404", "409", "412", "413", "415", "422", "428", "500", "503"} < set(
        command["responses"]
    )
    assert command["summary"] == "Cho mượn"
    assert command["x-permission"] == "book.lend"
    assert command["x-permission-on-paper"] == "act.record"
    assert paths["/api/books/greet"]["post"]["security"] == []
    assert "security" not in paths["/api/books/introduction"]["post"]


def test_the_example_of_a_command_is_accepted(described):
    for endpoint in COMMANDS:
        operation = described["paths"][f"/api/books{endpoint.path}"]["post"]
        content = operation["requestBody"]["content"]["application/json"]
        form = CommandForm("books", endpoint)
        payload = {**content["example"], **dict.fromkeys(form.in_path, "x1")}
        assert form.command(payload, actor="user:a", key="k", today=date(2026, 3, 25))
        assert not set(form.in_path) & set(content["example"])


def test_what_the_request_may_not_set_is_not_described(described):
    lend = described["components"]["schemas"]["LendBookRequest"]
    assert set(lend["properties"]) == {"reader", "occurred_on", "basis", "document"}
    assert lend["required"] == ["reader"]
    assert lend["additionalProperties"] is False
    assert lend["properties"]["basis"] == {
        "type": "string",
        "enum": ["system", "document", "simulated"],
        "default": "system",
    }


def test_limits_and_defaults_are_described(described):
    parameters = {each["name"]: each for each in described["paths"]["/api/books/books"]["get"]["parameters"]}
    assert parameters["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
    assert parameters["since"]["schema"] == {"type": ["string", "null"], "format": "date"}
    assert parameters["subject"]["schema"]["type"] == "array"
    assert "Sovang-After" in parameters


def recorded(event):
    codec = Codec(CATALOGUE, "//x/books", Clear(), new_id)
    context = CommandContext(
        actor="user:a", actor_role="r", correlation_id="c", causation_id="command:x", key="k", fingerprint="f"
    )
    (body,) = codec.encode([event], empty_head("book-1"), context, NOW)
    return json.loads(body)["data"]


def added(occurrence, **more):
    rule = RuleUse(rule="r/1", citation="Điều 1", confirmed=True)
    act = occurrence.act("book-1", [rule], [BrokenRule(code="late", rule=rule, facts={"days": "2"})])
    return BookAdded(act=act, book_id="1", title="Sử", pages=3, mark=Shelfmark(room="A", row=1), **more)


@pytest.mark.parametrize(
    "event",
    [
        added(Occurrence(occurred_on=date(2021, 3, 25), basis="system")),
        added(
            Occurrence(
                occurred_on=date(2021, 3, 25),
                basis="document",
                document=PaperAct(
                    number="1",
                    dated=date(2021, 3, 25),
                    received_on=date(2021, 3, 26),
                    scan_sha256="0" * 64,
                    signatory="A",
                    reason="B",
                ),
            ),
            note="x",
        ),
    ],
)
def test_a_stored_event_fits_its_json_schema_and_a_changed_one_does_not(event):
    kind = CATALOGUE.by_name["BookAdded"]
    schema = event_schema(CATALOGUE, kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    data = recorded(event)
    validator.validate(data)
    for wrong in (
        {**data, "title": "in clear"},
        {**data, "pages": "3"},
        {**data, "extra": 1},
        {**data, "occurred_on": "x"},
    ):
        assert not validator.is_valid(wrong)
    assert not validator.is_valid({name: value for name, value in data.items() if name != "case"})
    assert schema["$id"] == "/schemas/books/BookAdded/1"


def test_a_field_without_a_json_form_is_found_at_once():
    odd = Schema.from_dict({"x": fields.Raw()})()
    with pytest.raises(TypeError, match="no JSON Schema"):
        Shapes("#/").of(odd)


def test_a_sample_fits_its_field():
    assert sample(fields.Boolean()) is True
    assert sample(fields.Raw()) == "2021-03-25T08:00:00.000Z"


def test_the_page_tells_everything_and_loads_nothing_from_elsewhere(books):
    page = render([books])
    for expected in (
        '<html lang="vi">',
        "/api/books/books/{book_id}/lend",
        "Cho mượn",
        "/schemas/books/BookAdded/1",
        "too-thick",
        "idempotency-key-required",
        "/api/books/openapi.json",
    ):
        assert expected in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page


def test_whatever_may_be_answered_to_any_request_is_described(described):
    for path, methods in described["paths"].items():
        for operation in methods.values():
            assert {"400", "408", "413", "414", "429", "431", "500", "503"} <= set(operation["responses"]), (
                path
            )
    responses = described["components"]["responses"]
    assert set(responses["429"]["headers"]) == {"Retry-After", "RateLimit", "RateLimit-Policy"}
    assert set(responses["401"]["headers"]) == {"WWW-Authenticate"}
    assert set(responses["503"]["headers"]) == {"Retry-After"}


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Sở Nội vụ", True),
        ("a", True),
        ("a\tb\nc", True),
        ("", False),
        (" a", False),
        ("a ", False),
        ("a\x1fb", False),
        ("a\u00a0b", False),
        ("\ufeffa", False),
        ("a" * 4001, False),
    ],
)
def test_the_shape_of_a_text_in_a_request_says_what_is_refused(described, text, sound):
    shape = described["components"]["schemas"]["AddBookRequest"]["properties"]["title"]
    assert jsonschema.Draft202012Validator(shape).is_valid(text) is sound


def test_a_text_in_an_answer_may_be_empty(described):
    shape = described["components"]["schemas"]["GreetResult"]["properties"]["by"]
    assert jsonschema.Draft202012Validator(shape).is_valid("")


def test_a_place_in_a_path_has_the_shape_of_its_field(described):
    (place,) = (
        each
        for each in described["paths"]["/api/books/books/{book_id}"]["get"]["parameters"]
        if each["in"] == "path"
    )
    assert not jsonschema.Draft202012Validator(place["schema"]).is_valid("a\x1f")


def test_the_token_of_a_version_is_described_as_it_is_read(described):
    parameters = described["paths"]["/api/books/books"]["get"]["parameters"]
    (after,) = (each for each in parameters if each["name"] == "Sovang-After")
    accepts = jsonschema.Draft202012Validator(after["schema"]).is_valid
    assert accepts("plan-1f0c7a2be3d4@2")
    assert not accepts("x")
    assert not accepts("plan-1@02")
