"""The record of who took a file out of a dossier (tải tệp về): one event per actor, file and hour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from shared.acts import Act, Occurrence
from shared.decider import Decider
from shared.ids import derived_id
from shared.values import dataclass

STREAM = "file-reading-"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """Somebody took a dossier's file out in this hour, for the first time or again."""

    act: Act
    nomination_id: str
    sha256: str
    reader: str
    hour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """Note that `by` takes the file out in *hour* (`2026-11-21T08`, UTC)."""

    nomination_id: str
    sha256: str
    by: str
    hour: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True)
class Unread:
    """Not taken out in that hour."""


@dataclass(frozen=True, slots=True)
class Read:
    """Taken out and noted."""


Reading = Unread | Read


def evolve(_state: Reading, _event: FileRead) -> Reading:
    """Once noted, noted."""
    return Read()


def decide(command: ReadFile, state: Reading) -> Sequence[FileRead]:
    """Note it once."""
    match state:
        case Read():
            return []  # already so
        case Unread():
            return [
                FileRead(
                    act=command.occurrence.act(f"nomination-{command.nomination_id}"),
                    nomination_id=command.nomination_id,
                    sha256=command.sha256,
                    reader=command.by,
                    hour=command.hour,
                )
            ]
        case unreachable:
            assert_never(unreachable)


def stream_of(command: ReadFile) -> str:
    """One stream per actor, file and hour."""
    return STREAM + derived_id(command.by, command.nomination_id, command.sha256, command.hour)


reading: Decider[ReadFile, Reading, FileRead] = Decider(initial=Unread(), evolve=evolve, decide=decide)
