"""The record of who read which case: the auditors are audited too; one event per actor, case and hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from shared.acts import Act, Occurrence
from shared.decider import Decider
from shared.ids import derived_id

STREAM = "reading-"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRead:
    """Somebody opened a case's timeline (diễn biến hồ sơ) in this hour, for the first time or again."""

    act: Act
    reader: str
    hour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCase:
    """Note that `by` reads *case* in *hour* (`2026-11-21T08`, UTC)."""

    case: str
    by: str
    hour: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True)
class Unread:
    """Not opened in that hour."""


@dataclass(frozen=True, slots=True)
class Read:
    """Opened and noted."""


Reading = Unread | Read


def evolve(_state: Reading, _event: CaseRead) -> Reading:
    """Once noted, noted."""
    return Read()


def decide(command: ReadCase, state: Reading) -> Sequence[CaseRead]:
    """Note it once."""
    match state:
        case Read():
            return []  # already so
        case Unread():
            return [CaseRead(act=command.occurrence.act(command.case), reader=command.by, hour=command.hour)]
        case unreachable:
            assert_never(unreachable)


def stream_of(command: ReadCase) -> str:
    """One stream per actor, case and hour."""
    return STREAM + derived_id(command.by, command.case, command.hour)


reading: Decider[ReadCase, Reading, CaseRead] = Decider(initial=Unread(), evolve=evolve, decide=decide)
