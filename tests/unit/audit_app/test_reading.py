"""Who read which case, once an hour."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from services.audit.adapters.catalogue import CATALOGUE
from services.audit.application.readers import Readers
from services.audit.domain.reading import CaseRead, ReadCase, reading, stream_of
from shared.access import Caller, Grant
from shared.acts import Occurrence
from shared.application import Handlers
from shared.codec import Codec
from shared.errors import Forbidden
from shared.eventstore.memory import MemoryEventStore
from tests.unit.audit_app.ledgers import Keys

NOW = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)
INSPECTOR = Caller(actor="user:hoa", name="Hòa", grants=(Grant("inspector", "*"),))
PERMISSIONS = {"case.read": frozenset({"inspector"})}


def asked(**changes):
    occurrence = Occurrence(occurred_on=date(2026, 11, 22), basis="system")
    given = {"case": "plan-1", "by": "user:hoa", "hour": "2026-11-21T17", "occurrence": occurrence}
    return ReadCase(**{**given, **changes})


class Office:
    """Readers over a store in memory, at a time that a test moves."""

    def __init__(self):
        self.now = NOW
        self.store = MemoryEventStore()
        codec = Codec(CATALOGUE, "//sovang.localhost/demo/audit", Keys(), self._new_id)
        handlers = Handlers(self.store, codec, lambda: self.now, self._new_id)
        self._codec, self._number = codec, 0
        self.readers = Readers(handlers.of(reading), PERMISSIONS, lambda: self.now, self._new_id, "case.read")

    def _new_id(self):
        self._number += 1
        return f"00000000-0000-7000-8000-{self._number:012d}"

    def noted(self, command):
        commits = self.store.read(stream_of(command)).commits
        return [self._codec.decode(event) for commit in commits for event in commit.events]


def test_a_first_reading_is_noted_a_second_is_already_so():
    events = reading.decide(asked(), reading.initial)

    assert events == [CaseRead(act=asked().occurrence.act("plan-1"), reader="user:hoa", hour="2026-11-21T17")]
    assert reading.decide(asked(), reading.fold(events)) == []


def test_another_reader_case_or_hour_is_another_reading():
    streams = {stream_of(asked(**change)) for change in ({}, {"by": "x"}, {"case": "y"}, {"hour": "z"})}

    assert len(streams) == 4


def test_one_event_per_hour_whoever_asks_how_often():
    office = Office()
    office.readers.note("plan-1", INSPECTOR)
    office.readers.note("plan-1", INSPECTOR)
    restarted = Office()
    restarted.store = office.store

    assert [
        one.event.case if hasattr(one.event, "case") else one.event.act.case for one in office.noted(asked())
    ] == ["plan-1"]
    assert office.noted(asked())[0].event.act.occurred_on == date(
        2026, 11, 22
    )  # in Vietnam it is the next day
    assert office.noted(asked())[0].envelope.actorrole == "inspector"


def test_the_next_hour_is_noted_again():
    office = Office()
    office.readers.note("plan-1", INSPECTOR)
    office.now = NOW.replace(hour=18)
    office.readers.note("plan-1", INSPECTOR)

    assert len(office.noted(asked(hour="2026-11-21T18"))) == 1


def test_services_read_unnoted():
    office = Office()
    office.readers.note("plan-1", Caller(actor="service:awards", name="awards", grants=()))

    assert office.noted(asked(by="service:awards")) == []


def test_who_may_not_read_is_not_noted():
    with pytest.raises(Forbidden):
        Office().readers.note("plan-1", Caller(actor="user:x", name="X", grants=()))
