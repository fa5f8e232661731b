"""
Criteria (tiêu chuẩn, tiêu chí) as dated data, and how a subject's facts are judged by them.

Fails closed: only a confirmed criterion, of a confirmed set, whose facts are all known and whose expression says plainly
yes is `met`. A fact that is missing or told twice, an expression that cannot be evaluated, and whatever nobody has
confirmed is `needs_person`; so is what rests on a fact that is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Literal, Protocol

from services.nominations.domain.fact_names import name_of
from shared.errors import SovangError
from shared.rules import DatedRule
from shared.texts import Text
from shared.values import dataclass

Verdict = Literal["met", "not_met", "needs_person"]
"""Đạt, không đạt, cần người có thẩm quyền xem xét."""

Part = Literal["general", "specific", "position"]
"""Tiêu chuẩn chung; tiêu chuẩn cụ thể; tiêu chuẩn theo chức vụ: how a plan groups them. All count alike."""

Value = int | str | bool | date | tuple[int | str, ...]


class EvaluationFault(SovangError):
    """An expression has no plain yes or no for these values."""


class Evaluate(Protocol):
    """Evaluates one expression."""

    def __call__(self, expression: str, values: Mapping[str, Value]) -> bool:
        """
        MUST be exactly True or False, and the same for the same arguments.

        MUST raise EvaluationFault for anything else: a syntax error, a name without a value, types that do not go
        together, an answer that is no truth value.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """
    One thing known of a subject (dữ kiện); `origin` is `<stream>@<version>`, or a document's number and date.

    One that is not `sure` was counted by a rule nobody has confirmed, or stated without standing on record: what rests on
    it needs a person.
    """

    name: str
    value: Value
    origin: str
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """
    One criterion: its wording, the facts it needs, and the expression over them and the set's parameters.

    Criteria that name the same `alternative` stand for one another: one of them is enough. One that does not `count` is
    judged and shown, and decides nothing. `reading` says how an unclear wording is read here, `part` where its plan puts it.
    """

    id: str
    text: Text
    expression: str
    facts: tuple[str, ...]
    citation: str
    confirmed: bool
    alternative: str | None = None
    counts: bool = True
    reading: str | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaSet:
    """Bộ tiêu chuẩn: the criteria of one title, form or recognition; `parameters` are figures its expressions use."""

    title: Text
    criteria: tuple[Criterion, ...]
    parameters: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises ValueError for criteria of one name, for none that counts, and for a fact that hides a parameter."""
        names = [each.id for each in self.criteria]
        if len(set(names)) < len(names):
            raise ValueError(f"criteria twice: {names}")
        if not any(each.counts for each in self.criteria):
            raise ValueError("no criterion counts")
        hidden = {fact for each in self.criteria for fact in each.facts} & set(self.parameters)
        if hidden:
            raise ValueError(f"facts and parameters of one name: {sorted(hidden)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came out for one criterion, by which facts, and why; `confirmed` only if criterion and set both are."""

    criterion: Criterion
    verdict: Verdict
    facts: tuple[Fact, ...]
    citation: str
    confirmed: bool
    because: Text


MET = Text("Đạt.", "Met.")
NOT_MET = Text("Không đạt.", "Not met.")
MISSING = Text("Chưa có dữ kiện: {names}.", "Facts not on record: {names}.")
CONTRADICTED = Text("Dữ kiện được nêu hai lần: {names}.", "Facts told twice: {names}.")
FAULTY = Text("Không tính được tiêu chuẩn này từ dữ kiện: {fault}.", "The facts do not answer it: {fault}.")
UNCONFIRMED = Text(
    "Tiêu chuẩn chưa được xác nhận; theo cách hiểu hiện có: {reading}.",
    "The criterion is not confirmed; as it is read now: {reading}.",
)
UNSURE = Text(
    "Chưa chắc chắn: {names} (do người nhập nêu, hoặc tính theo quy định chưa được xác nhận); tính theo đó: {reading}.",
    "Not certain: {names} (stated by whoever entered it, or counted by a rule nobody has confirmed); by that: {reading}.",
)
_UNREAD = Text("", "")
_READ = {True: Text("đạt", "met"), False: Text("không đạt", "not met")}


def judge(rule: DatedRule[CriteriaSet], facts: Sequence[Fact], evaluate: Evaluate) -> tuple[Judged, ...]:
    """Every criterion of *rule* by *facts*, in its order."""
    return tuple(_judged(rule, criterion, facts, evaluate) for criterion in rule.values.criteria)


def verdict_of(judged: Sequence[Judged]) -> Verdict:
    """The whole: each criterion that counts must be met, of alternatives one; nothing judged is `needs_person`."""
    verdicts = [_best(group) for group in _groups(judged)]
    if "not_met" in verdicts:
        return "not_met"
    return "met" if verdicts and set(verdicts) == {"met"} else "needs_person"


def _judged(
    rule: DatedRule[CriteriaSet], criterion: Criterion, facts: Sequence[Fact], evaluate: Evaluate
) -> Judged:
    used = tuple(fact for fact in facts if fact.name in criterion.facts)
    confirmed = rule.confirmed and criterion.confirmed
    verdict, because = _verdict(criterion, rule.values.parameters, used, evaluate, confirmed=confirmed)
    return Judged(
        criterion=criterion,
        verdict=verdict,
        facts=used,
        citation=criterion.citation,
        confirmed=confirmed,
        because=because,
    )


def _verdict(
    criterion: Criterion,
    parameters: Mapping[str, int],
    used: Sequence[Fact],
    evaluate: Evaluate,
    *,
    confirmed: bool,
) -> tuple[Verdict, Text]:
    told = [fact.name for fact in used]
    missing = [name for name in criterion.facts if name not in told]
    if missing:
        return "needs_person", _naming(MISSING, missing)
    twice = sorted({name for name in told if told.count(name) > 1})
    if twice:
        return "needs_person", _naming(CONTRADICTED, twice)
    try:
        answer = evaluate(criterion.expression, {**parameters, **{fact.name: fact.value for fact in used}})
    except EvaluationFault as fault:
        return "needs_person", FAULTY.fill({"fault": str(fault)})
    read = _READ[answer]
    if unsure := [fact.name for fact in used if not fact.sure]:
        return "needs_person", _naming(UNSURE, unsure, read)
    if not confirmed:
        return "needs_person", Text(
            UNCONFIRMED.fill({"reading": read.vi}).vi, UNCONFIRMED.fill({"reading": read.en}).en
        )
    return ("met", MET) if answer else ("not_met", NOT_MET)


def _naming(text: Text, codes: Sequence[str], reading: Text = _UNREAD) -> Text:
    called = [name_of(code) for code in codes]
    vi, en = ("; ".join(name.vi for name in called), "; ".join(name.en for name in called))
    return Text(
        text.fill({"names": vi, "reading": reading.vi}).vi, text.fill({"names": en, "reading": reading.en}).en
    )


def _groups(judged: Sequence[Judged]) -> Iterator[Sequence[Judged]]:
    counting = [each for each in judged if each.criterion.counts]
    yield from ([each] for each in counting if each.criterion.alternative is None)
    for name in dict.fromkeys(each.criterion.alternative for each in counting):
        if name is not None:
            yield [each for each in counting if each.criterion.alternative == name]


def _best(group: Sequence[Judged]) -> Verdict:
    verdicts = {each.verdict for each in group}
    if "met" in verdicts:
        return "met"
    return "needs_person" if "needs_person" in verdicts else "not_met"
