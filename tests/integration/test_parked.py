"""Parked events as people meet them: why one is parked, who may decide, and what a decision brings about."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from pymongo.errors import DuplicateKeyError

from shared.access import Caller
from shared.broker.doorbell import Delivery
from shared.consuming import Consumer
from shared.cursors import Cursors
from shared.duties import reacting, subject_of
from shared.errors import InvalidInput, NotFound, Rejected, Unauthenticated
from shared.eventstore import commit_key
from shared.feed import LocalFeed
from shared.parked_desk import ParkedDesk
from shared.parked_endpoints import DropParked, OneParked, ParkedAsked, ReplayParked
from shared.parking import Parking
from shared.testing.history import event_body, proposal_after
from shared.texts import Text
from tests.builders.numbered import NumberedHistory
from tests.builders.running import running
from tests.support.waiting import until

ADMINISTRATOR = Caller(actor="user:quantri", name="Quản trị", grants=())
NO_UNIT = Text("Chưa có đơn vị này.", "There is no such unit yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTaken:
    case: str
    occurred_on: date
    note: str


class Silent:
    """A doorbell that never rings: everything is read from the owner's feed."""

    connections = 1

    def next(self, timeout: float) -> Delivery | None:
        threading.Event().wait(min(timeout, 0.02))
        return None

    def close(self) -> None: ...


class Office:
    """A consumer whose reaction needs a unit for notes that begin with `of`; effects are keyed by event id."""

    def __init__(self, database: Any) -> None:
        self.database = database
        self.history = NumberedHistory(database)
        self.desk = ParkedDesk(Parking(database))
        self.handle = reacting({"NoteTaken": NoteTaken}, {"NoteTaken": self._react})
        self.consumer = Consumer(
            "awards", "samples", Silent, LocalFeed("samples", database), database, self.handle, subject_of,
            head_seconds=0.05,
        )  # fmt: skip

    def _react(self, recorded: Any) -> None:
        if recorded.event.note.startswith("of") and not self.database.units.find_one(
            {"_id": recorded.event.note}
        ):
            raise NotFound("no-unit", NO_UNIT, facts={"unit": recorded.event.note})
        if recorded.event.note == "poison":
            raise ZeroDivisionError("secret internals of Nguyễn Thị Hoa")
        turn = self.database.effects.count_documents({})
        effect = {"_id": recorded.envelope.id, "position": recorded.position, "turn": turn}
        with contextlib.suppress(DuplicateKeyError):
            self.database.effects.insert_one(effect)

    def write_raw(self, stream: str, *bodies: bytes) -> None:
        head = self.history.store.read(stream).head
        self.history.store.append(head, replace(proposal_after(head), events=bodies))
        self.history.number([(commit_key(stream, head.version + 1), len(bodies))])

    def effects(self) -> list[int]:
        """Positions in the order in which they took effect."""
        return [one["position"] for one in self.database.effects.find().sort("turn", 1)]

    def waits(self) -> list[tuple[int, str, int]]:
        page = self.desk.waiting(ParkedAsked(), ADMINISTRATOR)
        return [(one.position, one.reason.en, one.behind) for one in page.items]

    def states(self, *positions: int) -> list[str]:
        return [self.desk.one(OneParked(id=self.id_at(one)), ADMINISTRATOR).state for one in positions]

    def id_at(self, position: int) -> str:
        return f"awards/samples@{position}/e-1"

    def taken(self) -> bool:
        return Cursors(self.database).get("awards/samples") == ("e-1", self.history.end)


@pytest.fixture
def office(database: Any) -> Office:
    return Office(database)


def test_what_each_kind_of_bad_event_comes_to(office: Office) -> None:
    office.history.write("sample-1", "poison")
    second = event_body("sample-2", 1, "0" * 64, "of the future").replace(b"NoteTaken/1", b"NoteTaken/2")
    office.write_raw("sample-2", second)
    office.write_raw("sample-3", b"\xff no JSON at all")
    office.write_raw("sample-4", event_body("sample-4", 1, "0" * 64, kind="NobodyReadsThis"))
    office.write_raw("sample-5", event_body("sample-5", 1, "0" * 64).replace(b'"note"', b'"nota"'))
    office.history.write("sample-1", "fine, and behind")
    office.history.write("sample-6", "fine")
    with running(office.consumer):
        until(office.taken)

    assert office.effects() == [7]  # the type nobody reads is passed over, not parked
    assert office.waits() == [
        (1, "It could not be handled; the service's log has the details.", 1),
        (2, "Its content or its version cannot be read here.", 0),
        (3, "Its content or its version cannot be read here.", 0),
        (5, "Its content or its version cannot be read here.", 0),
        (6, "It waits behind an earlier event of its subject.", 0),
    ]
    kinds = [one.type for one in office.desk.waiting(ParkedAsked(), ADMINISTRATOR).items]
    assert kinds == ["NoteTaken", "NoteTaken", "", "NoteTaken", "NoteTaken"]
    assert "Hoa" not in repr(office.desk.waiting(ParkedAsked(source="samples"), ADMINISTRATOR))
    assert office.desk.waiting(ParkedAsked(source="others"), ADMINISTRATOR).items == []


def test_a_replay_is_in_order_once_the_missing_unit_has_come_and_asking_twice_is_harmless(
    office: Office,
) -> None:
    for note in ("of unit-1", "second", "third"):
        office.history.write("sample-1", note)
    office.history.write("sample-2", "another subject")
    with running(office.consumer):
        until(office.taken)
        assert office.effects() == [4]
        assert office.desk.replay(ReplayParked(id=office.id_at(3)), ADMINISTRATOR).count == 3
        until(lambda: office.states(1, 2, 3) == ["parked"] * 3)  # while one is marked, all are tried again
        assert office.waits()[0][1] == "It speaks of something that is not known here."
        office.database.units.insert_one({"_id": "of unit-1"})
        for _ in range(2):
            asked = ReplayParked(id=office.id_at(1), reason=" the unit is registered ")
            office.desk.replay(asked, ADMINISTRATOR)
        until(lambda: office.waits() == [])
        assert office.desk.replay(ReplayParked(id=office.id_at(1)), ADMINISTRATOR).count == 0
        office.history.write("sample-1", "and the subject goes on")
        until(office.taken)

    assert office.effects() == [4, 1, 2, 3, 5]
    done = office.desk.one(OneParked(id=office.id_at(1)), ADMINISTRATOR)
    assert (done.state, done.behind) == ("replayed", 0)
    assert {(one.what, one.by, one.why) for one in done.decisions} == {
        ("replay", "user:quantri", ""), ("replay", "user:quantri", "the unit is registered"),
    }  # fmt: skip


def test_an_effect_stored_before_a_crash_is_not_doubled_by_the_replay(office: Office) -> None:
    office.history.write("sample-1", "of unit-1")
    office.history.write("sample-1", "second")
    with running(office.consumer):
        until(office.taken)
    office.database.units.insert_one({"_id": "of unit-1"})
    office.desk.replay(ReplayParked(id=office.id_at(1)), ADMINISTRATOR)
    office.handle(
        office.desk.parking.get(office.id_at(1)).event
    )  # its effect is stored, and then the power fails
    with running(Office(office.database).consumer):
        until(lambda: office.waits() == [])

    assert sorted(office.effects()) == [1, 2]


def test_a_drop_needs_a_person_and_a_reason_and_keeps_both(office: Office) -> None:
    office.history.write("sample-1", "poison")
    office.history.write("sample-1", "second")
    with running(office.consumer):
        until(office.taken)
        name = office.id_at(1)
        with pytest.raises(InvalidInput):
            office.desk.drop(DropParked(id=name, reason="  "), ADMINISTRATOR)
        with pytest.raises(InvalidInput):
            office.desk.drop(DropParked(id=name, reason="x" * 1001), ADMINISTRATOR)
        with pytest.raises(Unauthenticated):
            office.desk.drop(DropParked(id=name, reason="because"), None)
        office.desk.drop(DropParked(id=name, reason="sent twice by mistake"), ADMINISTRATOR)
        assert office.waits() == [(2, "It waits behind an earlier event of its subject.", 0)]
        office.desk.replay(ReplayParked(id=office.id_at(2)), ADMINISTRATOR)
        until(lambda: office.waits() == [])

    assert office.effects() == [2]
    [decision] = office.desk.one(OneParked(id=name), ADMINISTRATOR).decisions
    assert (decision.what, decision.by, decision.why) == ("drop", "user:quantri", "sent twice by mistake")


def test_nothing_is_dropped_while_its_subject_is_about_to_be_replayed(office: Office) -> None:
    office.history.write("sample-1", "of unit-1")
    office.history.write("sample-1", "second")
    with running(office.consumer):
        until(office.taken)
    office.desk.replay(ReplayParked(id=office.id_at(1)), ADMINISTRATOR)

    with pytest.raises(Rejected):
        office.desk.drop(DropParked(id=office.id_at(2), reason="too late"), ADMINISTRATOR)
    with pytest.raises(NotFound):
        office.desk.drop(DropParked(id=office.id_at(9), reason="unknown"), ADMINISTRATOR)
