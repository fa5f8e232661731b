"""A person's requests about their own data: each answered once, and erasure only when nothing has to be kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import assert_never

from services.nominations.domain.person_states import Request, Serving
from services.nominations.domain.refusals import day_text, rejected
from services.nominations.domain.subject_request_messages import (
    AnswerSubjectRequest,
    Kept,
    LiftRestriction,
    PersonCorrected,
    PersonErased,
    PersonRestricted,
    ReceiveSubjectRequest,
    RestrictionLifted,
    SubjectCommand,
    SubjectEvent,
    SubjectRequestAnswered,
    SubjectRequestReceived,
)
from services.nominations.domain.subject_rules import RequestTerm, Retention
from services.nominations.domain.workdays import SATURDAY, after_working_days
from shared.acts import Act, ActRefused, BrokenRule, RuleUse
from shared.rules import DatedRule, RuleAmbiguous, RuleBook, RuleMissing

FOR_EVER = ("vĩnh viễn", "for ever")
NO_RETENTION = RuleUse(rule="retention/0", citation="Chưa có quy định", confirmed=False)
NO_TERM = RuleUse(rule="request-term/0", citation="Chưa có quy định", confirmed=False)
"""Where no one rule is on file: nobody has said until when."""


def evolve_subject(state: Serving, event: SubjectEvent) -> Serving:
    """The person after *event*."""
    match event:
        case SubjectRequestReceived():
            asked = Request(
                request_id=event.request_id,
                kind=event.kind,
                received_on=event.received_on,
                due_on=event.due_on,
            )
            return replace(state, requests=(*state.requests, asked))
        case SubjectRequestAnswered():
            requests = tuple(
                replace(one, outcome=event.outcome, kept=event.kept)
                if one.request_id == event.request_id
                else one
                for one in state.requests
            )
            return replace(state, requests=requests)
        case PersonCorrected():
            return state
        case PersonRestricted():
            return replace(state, restricted=True)
        case RestrictionLifted():
            return replace(state, restricted=False)
        case PersonErased():
            return replace(state, erased=True)
        case unreachable:
            assert_never(unreachable)


def decide_subject(command: SubjectCommand, state: Serving) -> Sequence[SubjectEvent | ActRefused]:
    """What *command* brings about."""
    match command:
        case ReceiveSubjectRequest():
            return _receive(command, state)
        case AnswerSubjectRequest():
            return _answer(command, state)
        case LiftRestriction():
            if not state.restricted:
                return []  # already so
            return [RestrictionLifted(act=_act(command), person_id=command.person_id)]
        case unreachable:
            assert_never(unreachable)


def kept_of(rules: RuleBook, awards: Iterable[tuple[str, date]]) -> tuple[Kept, ...]:
    """
    What must be kept of *awards* (code, day of the decision), by the rules of the day each was decided on.

    Of an award that no one rule covers the person's data are kept too, without an end on a day before the first rule:
    nobody has said that they may go.
    """
    return tuple(_kept(rules, code, dated) for code, dated in awards)


def _kept(rules: RuleBook, code: str, dated: date) -> Kept:
    rule = _retention(rules, dated, code) or _retention(rules, dated, "any")
    if rule is None:
        return Kept(award=code, until=None, rule=NO_RETENTION)
    years = rule.values.years
    return Kept(award=code, until=None if years is None else date(dated.year + years, 12, 31), rule=rule.use)


def _retention(rules: RuleBook, dated: date, award: str) -> DatedRule[Retention] | None:
    try:
        return rules.in_force(Retention, dated, award=award)
    except (RuleMissing, RuleAmbiguous):
        return None


def _receive(command: ReceiveSubjectRequest, state: Serving) -> Sequence[SubjectEvent]:
    known = state.request(command.request_id)
    if known is not None:
        if (known.kind, known.received_on) == (command.kind, command.received_on):
            return []  # already so
        raise rejected("request-exists")
    if command.received_on > command.occurrence.occurred_on:
        raise rejected("request-ahead", received_on=day_text(command.received_on))
    if state.erased:
        raise rejected("person-erased")
    return [
        SubjectRequestReceived(
            act=_act(command),
            person_id=command.person_id,
            request_id=command.request_id,
            kind=command.kind,
            received_on=command.received_on,
            due_on=_due(command),
        )
    ]


def _due(command: ReceiveSubjectRequest) -> date | None:
    try:
        term = command.rules.in_force(RequestTerm, command.received_on)
    except (RuleMissing, RuleAmbiguous):
        return None
    days = term.values.working_days
    confirmed = after_working_days(command.rules, command.received_on, days)
    return confirmed or _weekdays_after(command.received_on, days)


def _weekdays_after(day: date, days: int) -> date:
    """As if no weekday were a holiday: the earliest that the last day can be, where no calendar is confirmed."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day


def _answer(command: AnswerSubjectRequest, state: Serving) -> Sequence[SubjectEvent | ActRefused]:
    asked = state.request(command.request_id)
    if asked is None:
        raise rejected("request-not-found")
    if asked.outcome is not None:
        if asked.outcome == command.outcome:
            return []  # already so: the first reason stands
        raise rejected("request-answered")
    if (command.name is not None) != (asked.kind == "correct" and command.outcome == "granted"):
        raise rejected("correction-needs-name")
    granted = command.outcome == "granted"
    if granted and asked.kind == "correct" and state.erased:
        raise rejected("person-erased")
    if granted and asked.kind == "erase":
        against = _kept_back(command)
        if against:
            case = f"person-{command.person_id}"
            return [ActRefused.because(command.occurrence, case, "AnswerSubjectRequest", against[0])]
        if command.open_cases:
            raise rejected("erasure-case-open", count=str(len(command.open_cases)))
        if command.needed_accounts:
            raise rejected("erasure-last-administrator", account=command.needed_accounts[0])
    answered = SubjectRequestAnswered(
        act=_act(command, _late(command, asked)),
        person_id=command.person_id,
        request_id=command.request_id,
        kind=asked.kind,
        outcome=command.outcome,
        reason=None if state.erased else command.reason,
        kept=() if granted else tuple(_running(command)),
    )
    return [answered, *(_done(command, asked) if granted else ())]


def _done(command: AnswerSubjectRequest, asked: Request) -> Sequence[SubjectEvent]:
    act, person_id = _act(command), command.person_id
    match asked.kind:
        case "view":
            return []  # what is kept is asked for by itself
        case "correct":
            assert command.name is not None
            return [PersonCorrected(act=act, person_id=person_id, name=command.name)]
        case "restrict":
            return [PersonRestricted(act=act, person_id=person_id)]
        case "erase":
            return [PersonErased(act=act, person_id=person_id)]
        case unreachable:
            assert_never(unreachable)


def _running(command: AnswerSubjectRequest) -> list[Kept]:
    """What has to be kept still, longest first; a rule nobody confirmed keeps too, for what is erased never comes back."""
    day = command.occurrence.occurred_on
    running = [one for one in command.kept if one.until is None or one.until >= day]
    return sorted(running, key=lambda one: one.until or date.max, reverse=True)


def _kept_back(command: AnswerSubjectRequest) -> list[BrokenRule]:
    return [
        BrokenRule(
            code="retention-running",
            rule=one.rule,
            facts={
                "award": one.award,
                "until": FOR_EVER[0] if one.until is None else f"đến hết ngày {day_text(one.until)}",
                "until_en": FOR_EVER[1] if one.until is None else f"until the end of {day_text(one.until)}",
            },
        )
        for one in _running(command)
    ]


def _late(command: AnswerSubjectRequest, asked: Request) -> list[BrokenRule]:
    if asked.due_on is None or command.occurrence.occurred_on <= asked.due_on:
        return []
    try:
        rule = command.rules.in_force(RequestTerm, asked.received_on).use
    except (RuleMissing, RuleAmbiguous):
        rule = NO_TERM  # there was one when the request came
    return [BrokenRule(code="answer-late", rule=rule, facts={"due_on": day_text(asked.due_on)})]


def _act(command: SubjectCommand, broken: Sequence[BrokenRule] = ()) -> Act:
    return command.occurrence.act(f"person-{command.person_id}", broken=broken)
