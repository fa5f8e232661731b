"""Recognising a model (công nhận điển hình): the criteria judge at a review, a person settles what they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain.judging import (
    decision_of,
    judged_by,
    judgement_of,
    open_lines,
    recognition_criteria,
    unmet,
)
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
from shared.acts import ActRefused, BrokenRule, RuleUse

ONCE = RuleUse(
    rule="model-recognised-once/1",
    citation="Một tập thể, cá nhân được công nhận điển hình một lần trong một năm ở một lĩnh vực; cách hiểu của hệ thống, "
    "chờ người có thẩm quyền xác nhận",
    confirmed=False,
)
SETTLING = RuleUse(
    rule="model-criteria-all/1",
    citation="Kế hoạch của Sở Công Thương Hà Tĩnh giai đoạn 2021-2025, mục II.2 và mục III (mọi tiêu chuẩn đều phải đạt); "
    "chờ người có thẩm quyền xác nhận",
    confirmed=False,
)

WITHIN = RuleUse(
    rule="model-recognised-for-period/1",
    citation="Điển hình được công nhận cho năm mà kỳ sơ kết, tổng kết nhìn lại; cách hiểu của hệ thống, chờ người có thẩm "
    "quyền xác nhận",
    confirmed=False,
)


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
    if state.subject.subject_kind == "individual" and command.category is None:
        raise rejected("position-unknown", day=day_text(day))
    assert command.evaluate is not None
    criteria = recognition_criteria(command.rules, day, state.subject.subject_kind, command.category)
    lines, outcome = judged_by(criteria, command.facts, command.on_record, command.evaluate)
    before, review = (
        state.judgements.get(command.year),
        (command.movement_id, command.kind, command.reviewed_on),
    )
    if before and replace(before, decided=None) == judgement_of(day, review, outcome, lines):
        return []  # already so
    broken = [
        *_without_review(command, state),
        *_outside(command.year, review, state),
        *_taken(command, state),
    ]
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "JudgeRecognition", broken[0])]
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
    broken = [*_outside(command.year, judgement.review, state), *_taken(command, state)] if stands else []
    against = unmet(judgement, command.settled) if command.decision == "recognised" else ()
    if against:
        facts = {"criteria": ", ".join(against)}
        broken.append(BrokenRule(code="criteria-not-met", rule=SETTLING, facts=facts))
    case = f"model-{command.model_id}"
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "DecideRecognition", broken[0])]
    decided = RecognitionDecided(
        act=command.occurrence.act(case, [SETTLING], broken),
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


def _without_review(command: JudgeRecognition, state: Detected) -> list[BrokenRule]:
    summed_up = state.summing_up((command.movement_id, command.kind, command.reviewed_on))
    if summed_up is not None and summed_up.on_record:
        return []
    rule = stage_rule(command.rules, "summed_up", command.occurrence.occurred_on)
    facts = {"reviewed_on": day_text(command.reviewed_on)}
    return [BrokenRule(code="recognition-needs-review", rule=rule.use, facts=facts)]


def _outside(year: int, review: Occasion, state: Detected) -> list[BrokenRule]:
    """The flag when *year* is none that the review looked back on; where no review is on record another flag says so."""
    summed_up = state.summing_up(review)
    if summed_up is None or summed_up.period is None:
        return []
    first, last = summed_up.period
    if first.year <= year <= last.year:
        return []
    facts = {"year": str(year), "period_from": day_text(first), "period_to": day_text(last)}
    return [BrokenRule(code="year-outside-review", rule=WITHIN, facts=facts)]


def _taken(command: Recognising, state: Detected) -> list[BrokenRule]:
    """The flag when the subject is recognised for the year in this field already, as this model or as another."""
    if command.year not in state.recognised and command.taken_by in (None, command.model_id):
        return []
    return [BrokenRule(code="recognised-already", rule=ONCE, facts={"year": str(command.year)})]


def _recognised(command: Recognising, state: Detected, broken: Sequence[BrokenRule]) -> ModelRecognised:
    subject = state.subject
    return ModelRecognised(
        act=command.occurrence.act(f"model-{command.model_id}", [ONCE], broken),
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
