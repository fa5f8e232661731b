"""What is asked of a council's session (phiên họp) and what happened to it: its commands and events."""

from __future__ import annotations

from datetime import date

from services.awards.domain.council import Council, Unconstituted
from shared.acts import Act, Occurrence, filled
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionConvened:
    """A council was convened; its members, and the rule it votes by, are fixed for this session."""

    act: Act
    session_id: str
    council_id: str
    organisation_id: str
    held_on: date
    members: tuple[str, ...]
    vote_rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRecorded:
    """Who of the members attends (điểm danh)."""

    act: Act
    session_id: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRecorded:
    """The signed minutes (biên bản) were recorded; the file is named by its digest."""

    act: Act
    session_id: str
    number: str
    sha256: str


SessionEvent = SessionConvened | AttendanceRecorded | MinutesRecorded


@dataclass(frozen=True, slots=True, kw_only=True)
class ConveneSession:
    """
    Convene a council; filled in are the council and `about_owner`, whose case `about` is (None: no such case here).

    `about` is the one case on the agenda (`plan-…` or `nomination-…`), if there is just one: the session belongs to it.
    """

    session_id: str
    council_id: str
    held_on: date
    about: str | None = None
    occurrence: Occurrence
    council: Council = filled(default=Unconstituted())
    about_owner: str | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttendance:
    """Record who attends."""

    session_id: str
    present: tuple[str, ...]
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMinutes:
    """Record the minutes."""

    session_id: str
    number: str
    sha256: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


SessionCommand = ConveneSession | RecordAttendance | RecordMinutes
