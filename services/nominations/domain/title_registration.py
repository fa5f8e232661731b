"""A unit's registration of titles (đăng ký danh hiệu thi đua) at the start of a year: one stream per unit and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.obligation import last_day
from services.nominations.domain.refusals import day_text, malformed, rejected
from services.nominations.domain.rules import TitleDeadline
from services.nominations.domain.title_messages import (
    RegisteredTitle,
    RegisterTitles,
    TitleCommand,
    TitleEvent,
    TitlesRegistered,
    TitleWithdrawn,
    WithdrawTitle,
)
from services.nominations.domain.title_subjects import require_subject
from shared.acts import ActRefused, BrokenRule
from shared.decider import Decider
from shared.ids import derived_id
from shared.texts import Text
from shared.values import dataclass

FIRST_YEAR, LAST_YEAR = 2004, 2999
MALFORMED_YEAR = Text("phải từ 2004 đến 2999", "must be from 2004 to 2999")


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What is registered for the year, and what was taken back."""

    entries: tuple[RegisteredTitle, ...] = ()
    withdrawn: frozenset[RegisteredTitle] = frozenset()

    @property
    def individuals(self) -> frozenset[str]:
        """The people who registered at least one title."""
        return frozenset(one.subject_id for one in self.entries if one.kind == "individual")

    @property
    def collectives(self) -> frozenset[str]:
        """The collectives that registered at least one title."""
        return frozenset(one.subject_id for one in self.entries if one.kind == "collective")


def titles_case(unit_id: str, year: int) -> str:
    """The case, and the stream, of a unit's registration for a year."""
    return f"titles-{derived_id(unit_id, str(year))}"


def evolve(state: Titles, event: TitleEvent) -> Titles:
    """What is registered after *event*."""
    match event:
        case TitlesRegistered(entries=entries):
            return replace(state, entries=(*state.entries, *entries))
        case TitleWithdrawn():
            gone = RegisteredTitle(kind=event.kind, subject_id=event.subject_id, title=event.title)
            left = tuple(one for one in state.entries if one != gone)
            return Titles(entries=left, withdrawn=state.withdrawn | {gone})
        case ActRefused():
            return state
        case unreachable:
            assert_never(unreachable)


def decide(command: TitleCommand, state: Titles) -> Sequence[TitleEvent]:
    """What *command* brings about."""
    match command:
        case RegisterTitles():
            return _register(command, state)
        case WithdrawTitle():
            return _withdraw(command, state)
        case unreachable:
            assert_never(unreachable)


def _register(command: RegisterTitles, state: Titles) -> Sequence[TitleEvent]:
    _require_sound(command)
    added = tuple(one for one in command.entries if one not in state.entries)
    if not added:
        return []  # already so
    late = _late(command)
    case = titles_case(command.unit_id, command.year)
    named = {command.unit_id, *(one.subject_id for one in added)}  # what stands already does not begin anew
    against = hindrance(command.occurrence, case, "RegisterTitles", command.ground.of(named))
    if against.refusal:
        return against.refusal
    if any(one.rule.confirmed for one in late) and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "RegisterTitles", late[0])]
    act = command.occurrence.act(case, broken=[*late, *against.flags])
    return [TitlesRegistered(act=act, unit_id=command.unit_id, year=command.year, entries=added)]


def _require_sound(command: RegisterTitles) -> None:
    if not FIRST_YEAR <= command.year <= LAST_YEAR:
        raise malformed("year", MALFORMED_YEAR)
    if not command.unit_known:
        raise rejected("unknown-organisation", organisation_id=command.unit_id)
    if not command.entries:
        raise rejected("titles-empty")
    for number, entry in enumerate(command.entries):
        if entry in command.entries[:number]:
            raise rejected("entry-twice", subject_id=entry.subject_id)
        require_subject(command.rules, command.occurrence.occurred_on, entry.title, entry.kind)
    if command.unknown_subjects:
        raise rejected("unknown-subject", subject_id=command.unknown_subjects[0])
    if command.of_other_units and not command.occurrence.recorded:  # on paper they may have served here then
        raise rejected("person-of-other-unit", subject_id=command.of_other_units[0])


def _late(command: RegisterTitles) -> list[BrokenRule]:
    """The flag of a late registration; under a rule nobody confirmed it is all that follows."""
    day = command.occurrence.occurred_on
    rule = command.rules.in_force(TitleDeadline, day)
    last = last_day(date(command.year, rule.values.month, rule.values.day), rule.values.reading)
    if last is None or day <= last:
        return []
    facts = {"sent_on": day_text(day), "last_day": day_text(last)}
    return [BrokenRule(code="title-late", rule=rule.use, facts=facts)]


def _withdraw(command: WithdrawTitle, state: Titles) -> Sequence[TitleEvent]:
    gone = RegisteredTitle(kind=command.kind, subject_id=command.subject_id, title=command.title)
    if gone not in state.entries:
        if gone in state.withdrawn:
            return []  # already so
        raise rejected("title-not-registered")
    return [
        TitleWithdrawn(
            act=command.occurrence.act(titles_case(command.unit_id, command.year)),
            unit_id=command.unit_id,
            year=command.year,
            kind=command.kind,
            subject_id=command.subject_id,
            title=command.title,
            reason=command.reason,
        )
    ]


title_registration: Decider[TitleCommand, Titles, TitleEvent] = Decider(
    initial=Titles(), evolve=evolve, decide=decide
)
