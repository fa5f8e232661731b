"""A session of a council: convened with a snapshot of its members, attended, minuted; one stream each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.awards.domain.council import Constituted, Unconstituted
from services.awards.domain.order import out_of_order
from services.awards.domain.refusals import (
    MALFORMED_CASE,
    MALFORMED_DIGEST,
    day_text,
    malformed,
    not_found,
    rejected,
)
from services.awards.domain.session_messages import (
    AttendanceRecorded,
    ConveneSession,
    MinutesRecorded,
    RecordAttendance,
    RecordMinutes,
    SessionCommand,
    SessionConvened,
    SessionEvent,
)
from shared.acts import BrokenRule
from shared.decider import Decider
from shared.ids import is_stream
from shared.steporder import Ordered
from shared.values import dataclass

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class NotConvened:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convened:
    """The session; `present` is None until attendance is recorded."""

    case: str
    council_id: str
    organisation_id: str
    held_on: date
    members: tuple[str, ...]
    vote_rule: str
    present: tuple[str, ...] | None = None
    minutes: tuple[str, str] | None = None


Session = NotConvened | Convened


def evolve(state: Session, event: SessionEvent) -> Session:
    """The session after *event*."""
    match state, event:
        case _, SessionConvened():
            return Convened(
                case=event.act.case,
                council_id=event.council_id,
                organisation_id=event.organisation_id,
                held_on=event.held_on,
                members=event.members,
                vote_rule=event.vote_rule,
            )
        case Convened(), AttendanceRecorded():
            return replace(state, present=event.present)
        case Convened(), MinutesRecorded():
            return replace(state, minutes=(event.number, event.sha256))
        case _:
            return state


def decide(command: SessionCommand, state: Session) -> Sequence[SessionEvent]:
    """What *command* brings about."""
    match command, state:
        case ConveneSession(), _:
            return _convene(command, state)
        case _, NotConvened():
            raise not_found("session-not-found")
        case RecordAttendance(), Convened():
            return _attend(command, state)
        case RecordMinutes(), Convened():
            return _minute(command, state)
        case unreachable:
            assert_never(unreachable)


def attended(session: Session, command: Ordered) -> tuple[Convened, tuple[str, ...], Sequence[BrokenRule]]:
    """*session*, who attends it, and its flags; raises NotFound or Rejected unless it can judge on *command*'s day."""
    if isinstance(session, NotConvened):
        raise not_found("session-not-found")
    broken = _not_held_yet(session, command)
    if session.present is None:
        raise rejected("attendance-not-recorded")
    return session, session.present, broken


def _convene(command: ConveneSession, state: Session) -> Sequence[SessionEvent]:
    if isinstance(command.council, Unconstituted):
        raise not_found("council-not-found")
    event = SessionConvened(
        act=command.occurrence.act(_case(command, command.council)),
        session_id=command.session_id,
        council_id=command.council_id,
        organisation_id=command.council.organisation_id,
        held_on=command.held_on,
        members=tuple(seat.member for seat in command.council.members),
        vote_rule=command.council.vote_rule,
    )
    if isinstance(state, NotConvened):
        return [event]
    if evolve(NotConvened(), event) == replace(state, present=None, minutes=None):
        return []  # already so
    raise rejected("session-exists")


def _case(command: ConveneSession, council: Constituted) -> str:
    """The case the session belongs to; raises unless what it is about lies before this council's organisation."""
    if command.about is None:
        return f"session-{command.session_id}"
    if not _is_case(command.about):
        raise malformed("about", MALFORMED_CASE)
    if command.about_owner is None:
        raise rejected("case-unknown", case=command.about)
    if command.about_owner != council.organisation_id:
        raise rejected("case-of-another", case=command.about)
    return command.about


def _attend(command: RecordAttendance, state: Convened) -> Sequence[SessionEvent]:
    if state.present is not None:
        if set(state.present) == set(command.present):
            return []  # already so
        raise rejected("attendance-already-recorded")
    broken = _not_held_yet(state, command)
    for name in command.present:
        if name not in state.members:
            raise rejected("not-a-member", member=name)
        if command.present.count(name) > 1:
            raise rejected("member-twice", member=name)
    act = command.occurrence.act(state.case, broken=broken)
    return [AttendanceRecorded(act=act, session_id=command.session_id, present=command.present)]


def _minute(command: RecordMinutes, state: Convened) -> Sequence[SessionEvent]:
    if not _DIGEST.fullmatch(command.sha256):
        raise malformed("sha256", MALFORMED_DIGEST)
    if state.minutes is not None:
        if state.minutes == (command.number, command.sha256):
            return []  # already so
        raise rejected("minutes-already-recorded")
    broken = [out_of_order(command, "attendance-not-recorded")] if state.present is None else []
    act = command.occurrence.act(state.case, broken=broken)
    return [
        MinutesRecorded(act=act, session_id=command.session_id, number=command.number, sha256=command.sha256)
    ]


def _not_held_yet(session: Convened, command: Ordered) -> Sequence[BrokenRule]:
    if command.occurrence.occurred_on >= session.held_on:
        return []
    return [out_of_order(command, "session-not-held-yet", held_on=day_text(session.held_on))]


def _is_case(name: str) -> bool:
    return name.startswith(("plan-", "nomination-")) and is_stream(name)


session: Decider[SessionCommand, Session, SessionEvent] = Decider(
    initial=NotConvened(), evolve=evolve, decide=decide
)
