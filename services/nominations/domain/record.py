"""A subject's record of facts (quá trình thi đua, khen thưởng): what documents say of them, fact by fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.nominations.domain.fact_form import require_days, require_form
from services.nominations.domain.record_messages import (
    FactKind,
    FactRecorded,
    FactWithdrawn,
    RecordCommand,
    RecordEvent,
    RecordFact,
    WithdrawFact,
)
from services.nominations.domain.refusals import rejected
from shared.decider import Decider
from shared.values import dataclass

COUNTED = ("initiative-", "reach-")
AUTOMATIC = ("award-", *COUNTED)
"""How the ids of facts begin that follow from what was granted, recognised or certified here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One fact of a record, `place` the version of the stream at which it stands."""

    fact_id: str
    kind: FactKind
    code: str
    year: int
    number: int
    holds: bool
    commendation_type: str | None
    document_number: str
    dated: date
    item: int
    place: int

    @property
    def counted(self) -> bool:
        """Whether it came on record because an initiative counts, by the rule on which recognition counts where."""
        return self.fact_id.startswith(COUNTED)

    @property
    def automatic(self) -> bool:
        """Whether this context entered it by itself: the ids of what somebody enters are drawn, and never begin so."""
        return self.fact_id.startswith(AUTOMATIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is on record, in order; `version` counts the stream's events."""

    version: int = 0
    entries: tuple[Entry, ...] = ()
    withdrawn: tuple[Entry, ...] = ()


def evolve(state: Record, event: RecordEvent) -> Record:
    """The record after *event*."""
    version = state.version + 1
    match event:
        case FactRecorded():
            return replace(state, version=version, entries=(*state.entries, _entry(event, version)))
        case FactWithdrawn():
            gone = tuple(entry for entry in state.entries if entry.fact_id == event.fact_id)
            kept = tuple(entry for entry in state.entries if entry.fact_id != event.fact_id)
            return replace(state, version=version, entries=kept, withdrawn=(*state.withdrawn, *gone))
        case unreachable:
            assert_never(unreachable)


def decide(command: RecordCommand, state: Record) -> Sequence[RecordEvent]:
    """What *command* brings about."""
    match command:
        case RecordFact():
            return _record(command, state)
        case WithdrawFact():
            return _withdraw(command, state)
        case unreachable:
            assert_never(unreachable)


def _record(command: RecordFact, state: Record) -> Sequence[RecordEvent]:
    require_form(command)
    event = FactRecorded(
        act=command.occurrence.act(f"record-{command.subject_kind}-{command.subject_id}"),
        subject_kind=command.subject_kind,
        subject_id=command.subject_id,
        fact_id=command.fact_id,
        kind=command.kind,
        code=command.code,
        year=command.year,
        number=command.number,
        holds=command.holds,
        commendation_type=command.commendation_type,
        document_number=command.document_number,
        dated=command.dated,
        item=command.item,
    )
    for entry in (*state.entries, *state.withdrawn):
        if entry.fact_id == command.fact_id:
            if entry == _entry(event, entry.place):
                return []  # already so
            raise rejected("fact-exists")
    if not command.subject_known:
        raise rejected("unknown-subject", subject_id=command.subject_id)
    require_days(command)
    new = _entry(event, 0)
    for entry in state.entries:
        if _same(entry, new):
            raise rejected("fact-recorded-twice", fact_id=entry.fact_id)
    return [event]


def _withdraw(command: WithdrawFact, state: Record) -> Sequence[RecordEvent]:
    if any(entry.fact_id == command.fact_id for entry in state.withdrawn):
        return []  # already so: the first reason stands
    if all(entry.fact_id != command.fact_id for entry in state.entries):
        raise rejected("fact-unknown", fact_id=command.fact_id)
    return [
        FactWithdrawn(
            act=command.occurrence.act(f"record-{command.subject_kind}-{command.subject_id}"),
            subject_kind=command.subject_kind,
            subject_id=command.subject_id,
            fact_id=command.fact_id,
            reason=command.reason,
        )
    ]


def _same(one: Entry, other: Entry) -> bool:
    """Whether two entries tell one fact: a year has one rating, a title once a year; awards are told by their documents."""
    if one.kind != other.kind:
        return False
    if one.kind == "rating":
        return one.year == other.year
    if one.kind in ("commendation", "initiative"):
        told = (one.code, one.document_number, one.dated, one.item)
        return told == (other.code, other.document_number, other.dated, other.item)
    return (one.code, one.year) == (other.code, other.year)


def _entry(event: FactRecorded, place: int) -> Entry:
    return Entry(
        fact_id=event.fact_id,
        kind=event.kind,
        code=event.code,
        year=event.year,
        number=event.number,
        holds=event.holds,
        commendation_type=event.commendation_type,
        document_number=event.document_number,
        dated=event.dated,
        item=event.item,
        place=place,
    )


record: Decider[RecordCommand, Record, RecordEvent] = Decider(initial=Record(), evolve=evolve, decide=decide)
