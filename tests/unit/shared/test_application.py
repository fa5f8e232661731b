"""Commands find their stream and handler; reactions are repeatable; foreign events are read for what is used."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import ClassVar

import pytest

from shared.acts import Act, Occurrence
from shared.application import Dispatcher, Handlers, Route, reaction_context, read_foreign
from shared.catalogue import Catalogue, EventKind
from shared.codec import Codec
from shared.decider import Decider
from shared.errors import BrokenHistory, InvalidInput
from shared.eventstore.memory import MemoryEventStore
from shared.ids import new_id, stream
from shared.messages import CommandContext, Envelope, NumberedEvent
from shared.texts import Text

NOW = datetime(2021, 3, 25, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    act: Act
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    counter_id: str
    beside: int = field(default=0, metadata={"filled": True})


def counted(command, state):
    act = Occurrence(occurred_on=NOW.date(), basis="simulated").act("counter-1")
    return [Counted(act=act, total=state + command.beside)]


COUNTER = Decider(initial=1, evolve=lambda _, event: event.total, decide=counted)


@pytest.fixture
def handlers():
    kind = EventKind(Counted, Text("a", "a"), Text("a", "a"))
    codec = Codec(Catalogue("tests", (kind,), {}), "//here/tests", None, new_id)
    return Handlers(MemoryEventStore(), codec, lambda: NOW, new_id)


def context(key="k1"):
    return CommandContext(
        actor="user:an",
        actor_role="office",
        correlation_id="c",
        causation_id="command:1",
        key=key,
        fingerprint="f",
    )


def test_a_command_goes_to_its_stream_filled_anew_each_time(handlers):
    seen = iter((5, 7))
    handler = handlers.of(COUNTER)
    dispatch = Dispatcher(
        {
            Count: Route(
                handler,
                lambda command: stream("counter", command.counter_id),
                lambda command: replace(command, beside=next(seen)),
            )
        }
    )
    assert dispatch(Count(counter_id="1"), context()).token == "counter-1@1"
    assert handler.load("counter-1").state == 6
    assert dispatch(Count(counter_id="1"), context()).token == "counter-1@1"  # answered from what is stored
    assert dispatch(Count(counter_id="1"), context("k2")).token == "counter-1@2"
    assert handler.load("counter-1").state == 13


def test_an_id_that_can_name_no_stream_is_invalid_input(handlers):
    route = Route(handlers.of(COUNTER), lambda command: stream("counter", command.counter_id))
    with pytest.raises(InvalidInput) as caught:
        Dispatcher({Count: route})(Count(counter_id="Ä/.."), context())
    assert caught.value.code == "malformed-id"


def cause() -> Envelope:
    return Envelope(
        id="e1",
        source="//here/nominations",
        type="ListConsolidated",
        schema_version=1,
        subject="consolidation-1",
        time=NOW,
        streamversion=1,
        previous="0" * 64,
        actor="user:an",
        actorrole="office",
        correlationid="c1",
        causationid="command:1",
        traceparent="00-1",
    )


def test_a_reaction_acts_as_its_policy_once_for_each_event():
    made = reaction_context(cause(), "when_list_consolidated_open_selection")
    assert made.actor == "system:when_list_consolidated_open_selection"
    assert (made.key, made.causation_id, made.correlation_id) == ("e1", "e1", "c1")
    assert made == reaction_context(cause(), "when_list_consolidated_open_selection")
    assert made.traceparent == "00-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    plan_id: str
    minimum: int


def body(**changes):
    values = {
        "specversion": "1.0",
        "id": "e1",
        "source": "//here/nominations",
        "type": "ListConsolidated",
        "subject": "consolidation-1",
        "time": "2021-03-25T02:00:00.000Z",
        "dataschema": "/schemas/nominations/ListConsolidated/1",
        "streamversion": 1,
        "previous": "0" * 64,
        "actor": "user:an",
        "actorrole": "office",
        "correlationid": "c1",
        "causationid": "command:1",
        "data": {"plan_id": "p1", "minimum": 4, "added_later": {"sealed": "x", "key": "y"}},
        **changes,
    }
    text = json.dumps({name: value for name, value in values.items() if value is not None})
    return NumberedEvent(source="nominations", epoch="1", position=7, body=text.encode())


SHAPES = {"ListConsolidated": Consolidated}


def test_a_foreign_event_is_read_for_the_fields_used_here():
    recorded = read_foreign(SHAPES, body())
    assert recorded.event == Consolidated(plan_id="p1", minimum=4)
    assert (recorded.position, recorded.envelope.id, recorded.envelope.service) == (7, "e1", "nominations")


def test_a_foreign_event_of_no_interest_is_passed_over():
    assert read_foreign(SHAPES, body(type="PlanIssued")) is None


@pytest.mark.parametrize("data", [{"plan_id": "p1"}, {"plan_id": "p1", "minimum": "4"}, None])
def test_a_foreign_event_without_what_is_used_is_unreadable(data):
    with pytest.raises(InvalidInput) as caught:
        read_foreign(SHAPES, body(data=data))
    assert caught.value.code == "unreadable-event"
    assert "ListConsolidated" in caught.value.text.vi


def test_a_foreign_event_of_another_version_is_not_guessed_at():
    later = body(dataschema="/schemas/nominations/ListConsolidated/2")
    with pytest.raises(InvalidInput) as caught:
        read_foreign(SHAPES, later)
    assert caught.value.code == "unknown-version"

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Second(Consolidated):
        schema_versions: ClassVar[tuple[int, ...]] = (2,)

    assert read_foreign({"ListConsolidated": Second}, later).event.minimum == 4


def test_a_foreign_event_without_an_envelope_contradicts_its_owner():
    with pytest.raises(BrokenHistory):
        read_foreign(SHAPES, body(id=None))
