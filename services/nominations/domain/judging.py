"""A model's criteria judged line by line: general, specific and by position; no part recognises alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from services.nominations.domain.criteria import (
    CriteriaSet,
    Criterion,
    Evaluate,
    Fact,
    Judged,
    Value,
    Verdict,
    judge,
    verdict_of,
)
from services.nominations.domain.fact_names import ATTESTED
from services.nominations.domain.person_messages import Position
from services.nominations.domain.recognition_messages import (
    DecideRecognition,
    Judgement,
    Line,
    Occasion,
    Outcome,
    RecognitionDecided,
    Settled,
    Settlement,
    StatedFact,
    UsedFact,
)
from services.nominations.domain.refusals import day_text, malformed
from services.nominations.domain.registration_messages import SubjectKind
from shared.rules import DatedRule, RuleBook, RuleMissing
from shared.texts import Text

ONE_VALUE = Text(
    "phải nêu đúng một trong number, truth, text, texts, day",
    "must give exactly one of number, truth, text, texts, day",
)
_UNTOLD = Text("", "")

AWARD = "exemplary_model"
"""What the criteria of recognition are of, in the rules."""

NO_CRITERIA_HERE = Text(
    "Ngày {day}, {body} không có tiêu chuẩn công nhận điển hình nào đang có hiệu lực: tiêu chuẩn của nơi khác không áp dụng ở "
    "đây. Chưa kết luận đạt hay không đạt; cần người có thẩm quyền bổ sung tiêu chuẩn của nơi này.",
    "On {day} no criteria of recognition are in force at {body_en}: those of other bodies do not bind here. Nothing is met or "
    "not met by that; a person must supply the criteria of this body.",
)
NOBODY = Text("nơi chưa được ghi nhận", "a body that is not on record")


def recognition_criteria(
    rules: RuleBook, day: date, subject_kind: SubjectKind, category: Position | None
) -> DatedRule[CriteriaSet]:
    """
    The criteria of recognition in force on *day* where *rules* are asked; a person's position (*category*) says which.

    Each plan's criteria bind its own body. Raises RuleMissing, which names the body, or RuleAmbiguous: what nobody wrote is
    never taken for met, and what another body wrote neither.
    """
    which = {"award": AWARD, "subject": subject_kind}
    if category is not None:
        which["position"] = category
    try:
        return rules.in_force(CriteriaSet, day, **which)
    except RuleMissing:
        here = Text(rules.names[0], rules.names[0]) if rules.names else NOBODY
        facts = {"day": day_text(day), "body": here.vi, "body_en": here.en}
        raise RuleMissing(text=NO_CRITERIA_HERE, facts=facts) from None


def judged_by(
    rule: DatedRule[CriteriaSet], stated: Sequence[StatedFact], on_record: Sequence[Fact], evaluate: Evaluate
) -> tuple[tuple[Line, ...], Verdict]:
    """
    Every line of *rule* by what is on record and what is *stated*, and the whole.

    A fact stated otherwise than the record has it is told twice, and needs a person; so does what is stated of titles,
    awards, initiatives, ratings and numbers, which documents on record tell: only what a document attests in words is taken as stated.
    """
    told = [_fact(number, one) for number, one in enumerate(stated)]
    recorded = {(fact.name, fact.value) for fact in on_record}
    facts = [*on_record, *(fact for fact in told if (fact.name, fact.value) not in recorded)]
    judged = judge(rule, facts, evaluate)
    return tuple(map(_line, judged)), verdict_of(judged)


def judgement_of(day: date, review: Occasion, outcome: Verdict, lines: Iterable[Line]) -> Judgement:
    """What is kept of it."""
    kept = tuple((line.criterion, line.verdict, line.counts, line.alternative) for line in lines)
    return Judgement(judged_on=day, review=review, outcome=outcome, lines=kept)


def decision_of(
    told: DecideRecognition | RecognitionDecided,
) -> tuple[Outcome, tuple[tuple[str, Settlement], ...]]:
    """The open part of what a person decided."""
    return told.decision, tuple((one.criterion, one.verdict) for one in told.settled)


def open_lines(judgement: Judgement) -> tuple[str, ...]:
    """The criteria that wait for a person."""
    return tuple(name for name, verdict, _, _ in judgement.lines if verdict == "needs_person")


def unmet(judgement: Judgement, settled: Sequence[Settled]) -> tuple[str, ...]:
    """The criteria that count against recognition once *settled*; none when it may be given."""
    said = {one.criterion: one.verdict for one in settled}
    after = [_settled(line, said) for line in judgement.lines]
    if verdict_of(after) == "met":
        return ()
    return tuple(one.criterion.id for one in after if one.criterion.counts and one.verdict != "met")


def _settled(line: tuple[str, Verdict, bool, str | None], said: Mapping[str, Verdict]) -> Judged:
    name, verdict, counts, alternative = line
    criterion = Criterion(
        id=name,
        text=_UNTOLD,
        expression="",
        facts=(),
        citation="",
        confirmed=False,
        alternative=alternative,
        counts=counts,
    )
    verdict = said.get(name, verdict) if verdict == "needs_person" else verdict
    return Judged(
        criterion=criterion, verdict=verdict, facts=(), citation="", confirmed=False, because=_UNTOLD
    )


def _line(judged: Judged) -> Line:
    criterion = judged.criterion
    return Line(
        criterion=criterion.id,
        part=criterion.part,
        verdict=judged.verdict,
        citation=judged.citation,
        confirmed=judged.confirmed,
        counts=criterion.counts,
        alternative=criterion.alternative,
        facts=tuple(
            UsedFact(name=fact.name, origin=fact.origin, value=_text(fact.value)) for fact in judged.facts
        ),
        because=judged.because.vi,
    )


def _fact(number: int, stated: StatedFact) -> Fact:
    values: Sequence[Value | None] = (stated.number, stated.truth, stated.text, stated.texts, stated.day)
    given = [one for one in values if one is not None]
    if len(given) != 1:
        raise malformed(f"facts[{number}]", ONE_VALUE)
    return Fact(name=stated.name, value=given[0], origin=stated.origin, sure=stated.name in ATTESTED)


def _text(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case tuple():
            return ", ".join(map(str, value)) or "-"
        case _:
            return str(value)
