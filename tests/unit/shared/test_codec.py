"""Events to bytes and back: chained, sealed, and never written in a form that could not be read."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from shared.acts import Act, ActRefused, BrokenRule, PaperAct, RuleUse
from shared.canonical import MAX_EVENT_BYTES, NO_DIGEST, canonical_bytes, digest
from shared.catalogue import Catalogue, EventKind
from shared.codec import envelope_of, is_sealed
from shared.errors import BrokenHistory, InvalidInput, TransientError
from shared.eventstore import Head, stored
from shared.privacy import ERASED, personal, restricted
from tests.builders.samples import (
    A_TEXT,
    CATALOGUE,
    NOW,
    RULE,
    BookClosed,
    GlassSealer,
    NoteTaken,
    Witness,
    codec,
    context,
    occurrence,
)

EMPTY = Head("book-1", 0, NO_DIGEST)
PAPER = PaperAct(
    number="12/BB",
    dated=occurrence().occurred_on,
    received_on=occurrence().occurred_on,
    scan_sha256="0" * 64,
    signatory="Ông B",
    reason="Nộp bản giấy",
)
BROKEN = BrokenRule(code="book-full", rule=RULE, facts={"limit": "3", "blank": ""})
FULL = NoteTaken(
    act=replace(occurrence(basis="document").act("book-1", broken=[BROKEN]), document=PAPER),
    note="Điều đã thấy",
    pages=2,
    taken_at=NOW,
    witnesses=(Witness(person_id="an", name="An"), Witness(person_id="binh", name="Bình")),
    counts={"a": 1},
)
SHORT = NoteTaken(act=occurrence().act("book-1"), note="n", taken_at=None)
CLOSED = BookClosed(act=occurrence().act("book-1"))
REFUSED = ActRefused.because(occurrence(), "book-1", "TakeNote", BROKEN)


def written(*events, sealer=None, head=EMPTY, ctx=None):
    return codec(sealer).encode(events, head, ctx or context(traceparent="00-1-2-01"), NOW)


def altered(body, **changes):
    return stored(canonical_bytes({**json.loads(body), **changes}))


@pytest.mark.parametrize("event", [FULL, SHORT, CLOSED, REFUSED])
def test_an_event_is_read_back_as_it_was_written(event):
    (body,) = written(event)
    recorded = codec().decode_open(stored(body))

    assert recorded.event == event
    assert canonical_bytes(json.loads(body)) == body
    assert codec().decode(stored(body)).envelope == recorded.envelope


def test_the_envelope_says_what_the_contract_lists():
    sealer = GlassSealer()
    first, second = written(SHORT, CLOSED, sealer=sealer, head=Head("book-1", 6, "a" * 64))
    told = json.loads(second)

    assert json.loads(first)["previous"] == "a" * 64
    assert {name: value for name, value in told.items() if name != "id"} == {
        "specversion": "1.0",
        "source": "//test.localhost/samples",
        "type": "BookClosed",
        "subject": "book-1",
        "time": "2021-03-24T02:30:00.000Z",
        "datacontenttype": "application/json",
        "dataschema": "/schemas/samples/BookClosed/1",
        "streamversion": 8,
        "previous": digest(first),
        "actor": "user:lan",
        "actorrole": "unit_clerk",
        "correlationid": "c-1",
        "causationid": "command:1",
        "traceparent": "00-1-2-01",
        "data": {
            "case": "book-1",
            "occurred_on": "2021-03-24",
            "basis": "system",
            "rules": [],
            "broken": [],
        },
    }
    envelope = codec().decode(stored(second)).envelope
    assert (envelope.streamversion, envelope.time, envelope.traceparent) == (8, NOW, "00-1-2-01")


def test_without_a_trace_there_is_no_traceparent():
    (body,) = written(CLOSED, ctx=context())

    assert "traceparent" not in json.loads(body)
    assert codec().decode(stored(body)).envelope.traceparent is None


def test_sealed_fields_are_sealed_in_place_under_the_person_or_the_case():
    sealer = GlassSealer()
    (body,) = written(FULL, sealer=sealer)
    data = json.loads(body)["data"]

    assert is_sealed(data["note"])
    assert is_sealed(data["document"]["signatory"])
    assert is_sealed(data["document"]["reason"])
    assert is_sealed(data["witnesses"][1]["name"])
    assert data["witnesses"][1]["person_id"] == "binh"
    assert sorted(sealer.keys) == ["case-book-1", "case-book-1", "case-book-1", "person-an", "person-binh"]
    assert json.loads(body)["id"] + "/witnesses[1].name" in data["witnesses"][1]["name"]["sealed"]


def test_sealed_fields_are_left_sealed_unless_asked():
    (body,) = written(FULL)
    event = codec().decode(stored(body)).event

    assert (event.note, event.act.document.reason, event.witnesses[0].name) == (ERASED, ERASED, ERASED)
    assert event.pages == 2


def test_a_value_whose_key_was_destroyed_is_erased_and_the_rest_stays():
    sealer = GlassSealer()
    (body,) = written(FULL, sealer=sealer)
    sealer.destroyed.add("person-an")
    event = codec(sealer).decode_open(stored(body)).event

    assert [one.name for one in event.witnesses] == [ERASED, "Bình"]
    assert event.note == "Điều đã thấy"


def test_a_sealed_value_moved_to_another_field_does_not_open():
    (body,) = written(FULL)
    data = json.loads(body)["data"]
    data["note"] = data["document"]["reason"]

    with pytest.raises(BrokenHistory, match="sealed at"):
        codec().decode_open(altered(body, data=data))


def test_a_vault_that_is_away_is_told_as_it_is():
    class Away(GlassSealer):
        def open(self, sealed, where):
            raise TransientError("away")

    (body,) = written(FULL)
    with pytest.raises(TransientError):
        codec(Away()).decode_open(stored(body))
    assert codec(Away()).decode(stored(body)).event.note == ERASED


def test_an_event_that_is_too_large_is_refused():
    wide = replace(SHORT, witnesses=tuple(Witness(person_id=f"p-{n}", name="x" * 1000) for n in range(50)))

    with pytest.raises(InvalidInput) as refused:
        written(wide)
    assert refused.value.code == "event-too-large"
    assert len(written(replace(wide, witnesses=wide.witnesses[:40]))[0]) < MAX_EVENT_BYTES


@pytest.mark.parametrize(
    "event",
    [
        replace(SHORT, note=""),
        replace(SHORT, note=" outer"),
        replace(SHORT, pages=2**53),
        replace(SHORT, taken_at=NOW + timedelta(microseconds=1)),
        replace(SHORT, witnesses=[Witness(person_id="a", name="b")]),
        replace(SHORT, act=replace(SHORT.act, rules=(RuleUse(rule="r", citation="", confirmed=True),))),
        replace(SHORT, act=replace(SHORT.act, basis="hearsay")),
        replace(REFUSED, facts={"sealed": "x", "key": "y"}),
        replace(SHORT, note="e\u0301"),
    ],
)
def test_what_could_not_be_read_back_is_never_written(event):
    with pytest.raises(ValueError, match=r"."):
        written(event)


def test_an_event_no_catalogue_knows_is_never_written():
    with pytest.raises(KeyError):
        written(Witness(person_id="a", name="b"))


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "Unknown"},
        {"type": 5},
        {"data": None},
        {"data": []},
        {"data": {}},
        {"data": {"case": "book-1", "occurred_on": "2021-03-24", "basis": "system", "more": 1}},
        {"time": "yesterday"},
        {"time": 5},
        {"dataschema": "none"},
        {"dataschema": "/schemas/samples/BookClosed/x"},
        {"dataschema": "/schemas/samples/BookClosed/2"},
        {"dataschema": "/schemas/samples/BookClosed/0"},
    ],
)
def test_an_event_that_was_tampered_with_is_broken_history(changes):
    (body,) = written(CLOSED)

    with pytest.raises(BrokenHistory):
        codec().decode(altered(body, **changes))


@pytest.mark.parametrize(
    "missing", ["id", "source", "type", "subject", "time", "streamversion", "previous", "actor"]
)
def test_an_envelope_without_an_attribute_is_broken_history(missing):
    (body,) = written(CLOSED)
    attributes = {name: value for name, value in json.loads(body).items() if name != missing}

    with pytest.raises(BrokenHistory, match="envelope"):
        envelope_of(attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """The second form of an event: `remark` was called `text`, and the name stood outside `member`."""

    act: Act
    member: Witness
    remark: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedOnce:
    """Its first form."""

    act: Act
    person_id: str
    name: str = personal()
    text: str = restricted()


def upcast(data):
    """From the first form to the second."""
    member = {"person_id": data.pop("person_id"), "name": data.pop("name")}
    return {
        **{name: value for name, value in data.items() if name != "text"},
        "member": member,
        "remark": data["text"],
    }


def test_an_old_version_is_read_as_the_newest_with_its_sealed_fields_where_they_now_are():
    sealer = GlassSealer()
    old = Catalogue("samples", (EventKind(RenamedOnce, A_TEXT, A_TEXT),), {})
    new = Catalogue("samples", (EventKind(Renamed, A_TEXT, A_TEXT, 2, {1: upcast}),), {})
    event = RenamedOnce(act=occurrence().act("book-1"), person_id="an", name="An", text="Lời")
    (body,) = codec(sealer, old).encode([event], EMPTY, context(), NOW)
    kept = altered(body, type="Renamed", dataschema="/schemas/samples/Renamed/1")
    before = json.dumps(kept.attributes)

    read = codec(sealer, new).decode_open(kept).event
    assert read == Renamed(act=event.act, member=Witness(person_id="an", name="An"), remark="Lời")
    assert codec(sealer, new).decode(kept).event.remark == ERASED
    assert json.dumps(kept.attributes) == before  # upcasting works on a copy


def test_an_upcaster_that_fails_is_broken_history():
    new = Catalogue(
        "samples", (EventKind(BookClosed, A_TEXT, A_TEXT, 2, {1: lambda data: {"x": data["none"]}}),), {}
    )
    (body,) = written(CLOSED)

    with pytest.raises(BrokenHistory):
        codec(catalogue=new).decode(stored(body))


def test_an_event_may_not_have_a_field_of_the_act():
    @dataclass(frozen=True, kw_only=True)
    class Wrong:
        act: Act
        document: str

    with pytest.raises(TypeError, match="document"):
        _ = EventKind(Wrong, A_TEXT, A_TEXT).schema


def test_a_catalogue_finds_kinds_by_name_and_by_class():
    kind = CATALOGUE.by_name["NoteTaken"]

    assert CATALOGUE.by_class[NoteTaken] is kind
    assert kind.name == "NoteTaken"
    assert kind.dataschema("samples") == "/schemas/samples/NoteTaken/1"
    assert kind.schema is kind.schema
