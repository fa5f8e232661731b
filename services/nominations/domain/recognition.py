"""Recognising a model (công nhận điển hình): the criteria judge at a review, a person settles what they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, assert_never

from services.nominations.domain.judging import (
    decision_of,
    judged_by,
    judgement_of,
    open_lines,
    recognition_criteria,
    unmet,
)
from services.nominations.domain.model_rules import RecognitionRule
from services.nominations.domain.model_stages import stage_rule
from services.nominations.domain.model_states import Detected
from services.nominations.domain.recognition_messages import (
    DecideRecognition,
    JudgeRecognition,
    ModelRecognised,
    Occasion,
    Recognising,
    Recognition,
    RecognitionDecided,
    RecognitionJudged,
)
from services.nominations.domain.refusals import day_text, rejected
from shared.acts import ActRefused, BrokenRule
from shared.rules import DatedRule
from shared.values import dataclass


def recognise(command: Recognising, state: Detected) -> Sequence[Recognition | ActRefused]:
    """What *command* brings about."""
    match command:
        case JudgeRecognition():
            return _judge(command, state)
        case DecideRecognition():
            return _decide(command, state)
        case unreachable:
            assert_never(unreachable)


def _judge(command: JudgeRecognition, state: Detected) -> Sequence[Recognition | ActRefused]:
    """Judge every line; where all are met the model is recognised, where some need a person nothing is decided."""
    day, case = command.occurrence.occurred_on, f"model-{command.model_id}"
    as_of = criteria_day(command)
    if state.subject.subject_kind == "individual" and command.category is None:
        raise rejected("position-unknown", day=day_text(as_of))
    assert command.evaluate is not None
    criteria = recognition_criteria(command.rules, as_of, state.subject.subject_kind, command.category)
    lines, outcome = judged_by(criteria, command.facts, command.on_record, command.evaluate)
    before, review = (
        state.judgements.get(command.year),
        (command.movement_id, command.kind, command.reviewed_on),
    )
    if before and replace(before, decided=None) == judgement_of(day, review, outcome, lines):
        return []  # already so
    against = [*_without_review(command, state), *_outside(command, review, state), *_taken(command, state)]
    if refusal := _refused(command, case, against):
        return refusal
    broken = [one.flag for one in against]
    judged = RecognitionJudged(
        act=command.occurrence.act(case, [criteria.use], broken),
        model_id=command.model_id,
        year=command.year,
        movement_id=command.movement_id,
        kind=command.kind,
        reviewed_on=command.reviewed_on,
        category=command.category,
        outcome=outcome,
        lines=lines,
    )
    return [judged] if outcome != "met" else [judged, _recognised(command, state, broken)]


def criteria_day(command: JudgeRecognition) -> date:
    """
    The day whose criteria judge, and whose position says which of them: that of the review, but none after the year judged.

    A plan's criteria end with its period, and its final review (tổng kết) may be held, or entered, in the next January.
    """
    if command.year >= command.reviewed_on.year:
        return command.reviewed_on
    return date(max(command.year, date.min.year), 12, 31)


def _decide(command: DecideRecognition, state: Detected) -> Sequence[Recognition | ActRefused]:
    """Settle the open lines; the model is recognised only when then every criterion that counts is met."""
    judgement = state.judgements.get(command.year)
    if judgement is None:
        raise rejected("recognition-not-judged", year=str(command.year))
    if judgement.decided == decision_of(command):
        return []  # already so
    open_ = open_lines(judgement)
    strays = [one.criterion for one in command.settled if one.criterion not in open_]
    if strays:
        raise rejected("criterion-not-open", criterion=strays[0])
    if len({one.criterion for one in command.settled}) < len(command.settled):
        raise rejected("criterion-twice")
    stands = command.decision == "recognised" or command.year in state.recognised
    against = [*_outside(command, judgement.review, state), *_taken(command, state)] if stands else []
    settling = _rule(command, "criteria")
    lacking = unmet(judgement, command.settled) if command.decision == "recognised" else ()
    if lacking:
        against.append(_objection("criteria-not-met", settling, criteria=", ".join(lacking)))
    case = f"model-{command.model_id}"
    if refusal := _refused(command, case, against):
        return refusal
    broken = [one.flag for one in against]
    decided = RecognitionDecided(
        act=command.occurrence.act(case, [settling.use], broken),
        model_id=command.model_id,
        year=command.year,
        decision=command.decision,
        settled=command.settled,
        reason=command.reason,
        responsible=command.responsible,
    )
    if command.decision == "not_recognised":
        return [decided]
    return [decided, _recognised(command, state, broken)]


@dataclass(frozen=True, slots=True)
class _Objection:
    """What stands against a recognition; it `halts` one that is only now to be given."""

    flag: BrokenRule
    halts: bool = True


def _refused(command: Recognising, case: str, against: Sequence[_Objection]) -> Sequence[ActRefused]:
    halting = [one.flag for one in against if one.halts]
    if not halting or command.occurrence.recorded:
        return []
    return [ActRefused.because(command.occurrence, case, type(command).__name__, halting[0])]


def _rule(command: Recognising, of: Literal["once", "year", "criteria"]) -> DatedRule[RecognitionRule]:
    """The rule of that matter in force on the day; raises RuleMissing or RuleAmbiguous."""
    return command.rules.in_force(RecognitionRule, command.occurrence.occurred_on, of=of)


def _objection(code: str, rule: DatedRule[RecognitionRule], **facts: str) -> _Objection:
    return _Objection(BrokenRule(code=code, rule=rule.use, facts=facts), halts=rule.values.then == "refuse")


def _without_review(command: JudgeRecognition, state: Detected) -> list[_Objection]:
    summed_up = state.summing_up((command.movement_id, command.kind, command.reviewed_on))
    if summed_up is not None and summed_up.on_record:
        return []
    rule = stage_rule(command.rules, "summed_up", command.occurrence.occurred_on)
    facts = {"reviewed_on": day_text(command.reviewed_on)}
    return [_Objection(BrokenRule(code="recognition-needs-review", rule=rule.use, facts=facts))]


def _outside(command: Recognising, review: Occasion, state: Detected) -> list[_Objection]:
    """When the year is none that *review* looked back on; where no review is on record another flag says so."""
    summed_up = state.summing_up(review)
    if summed_up is None or summed_up.period is None:
        return []
    first, last = summed_up.period
    if first.year <= command.year <= last.year:
        return []
    facts = {"year": str(command.year), "period_from": day_text(first), "period_to": day_text(last)}
    return [_objection("year-outside-review", _rule(command, "year"), **facts)]


def _taken(command: Recognising, state: Detected) -> list[_Objection]:
    """When the subject is recognised for the year in this field already, as this model or as another."""
    if command.year not in state.recognised and command.taken_by in (None, command.model_id):
        return []
    return [_objection("recognised-already", _rule(command, "once"), year=str(command.year))]


def _recognised(command: Recognising, state: Detected, broken: Sequence[BrokenRule]) -> ModelRecognised:
    subject = state.subject
    return ModelRecognised(
        act=command.occurrence.act(f"model-{command.model_id}", [_rule(command, "once").use], broken),
        model_id=command.model_id,
        subject_kind=subject.subject_kind,
        subject_id=subject.subject_id,
        unit_id=subject.unit_id,
        organisation_id=subject.organisation_id,
        field=subject.field,
        year=command.year,
        by_person=isinstance(command, DecideRecognition),
        responsible=command.responsible,
    )
