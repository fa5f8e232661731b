"""Which criteria a dossier is judged by, which stand beside them after a change of law, and what an assessment records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from services.nominations.domain.criteria import CriteriaSet, Judged, Value, Verdict, verdict_of
from services.nominations.domain.eligibility_messages import (
    AssessedCriterion,
    AssessEligibility,
    Assessment,
    EligibilityAssessed,
)
from services.nominations.domain.law import MeritCounting, Transition
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.opening import Opening
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import day_text
from services.nominations.domain.striving_names import TITLES
from shared.acts import BrokenRule
from shared.rules import DatedRule, RuleAmbiguous, RuleBook, RuleMissing

_ORDER: Sequence[Verdict] = ("not_met", "needs_person", "met")


def criteria_for(rules: RuleBook, day: date, opening: Opening) -> DatedRule[CriteriaSet]:
    """
    The criteria in force on *day* for what *opening* proposes; raises RuleMissing or RuleAmbiguous.

    A title has one set, whatever the type of commendation.
    """
    kind = {} if opening.form in TITLES else {"type": opening.commendation_type}
    return rules.in_force(CriteriaSet, day, award=opening.form, subject=opening.subject_kind, **kind)


def criteria_to_pin(rules: RuleBook, day: date, opening: Opening) -> tuple[DatedRule[CriteriaSet], ...]:
    """The criteria that a receipt on *day* pins; none where no one set is on file: receiving does not wait for it."""
    try:
        return (criteria_for(rules, day, opening),)
    except (RuleMissing, RuleAmbiguous):
        return ()


def pinned_criteria(rules: RuleBook, dossier: Dossier) -> DatedRule[CriteriaSet]:
    """
    The criteria *dossier* was received under, by the name its receipt recorded.

    A dossier received before criteria were on file is under those in force on the day of its receipt. Raises RuleMissing
    or RuleAmbiguous, also for one that was not received yet.
    """
    named = [
        rule
        for rule in rules.rules
        if rule.name in dossier.received_under and isinstance(rule.values, CriteriaSet)
    ]
    if len(named) == 1:
        return named[0]
    if dossier.received_on is None:
        raise RuleMissing(facts={"kind": CriteriaSet.__name__, "day": "…", "count": "0"})
    return criteria_for(rules, dossier.received_on, dossier.opening)


def newer_criteria(
    rules: RuleBook, day: date, dossier: Dossier, own: DatedRule[CriteriaSet]
) -> DatedRule[CriteriaSet] | None:
    """The criteria in force on *day* when they came into force after *own*; None when they did not."""
    found = criteria_to_pin(rules, day, dossier.opening)
    return next((rule for rule in found if rule.valid_from > own.valid_from), None)


def transition_on(rules: RuleBook, day: date) -> DatedRule[Transition] | None:
    """What the law in force on *day* says of dossiers received before it."""
    return next(iter(rules.every(Transition, day)), None)


def merit_counting(rules: RuleBook, day: date, opening: Opening) -> DatedRule[MeritCounting] | None:
    """Which awards do not count, when *opening* proposes an award on merit; raises RuleMissing or RuleAmbiguous."""
    return rules.in_force(MeritCounting, day) if opening.commendation_type == "merit" else None


def more_favourable(one: Verdict, other: Verdict) -> bool:
    """Whether *one* is better for the subject than *other*; what needs a person may be."""
    return _ORDER.index(one) > _ORDER.index(other)


def assessment(rule: DatedRule[CriteriaSet], judged: Sequence[Judged], year: int) -> Assessment:
    """What an event says of *judged*, the results of *year*."""
    outcomes = tuple(
        AssessedCriterion(
            criterion=each.criterion.id,
            verdict=each.verdict,
            facts=_told((fact.name, value_text(fact.value)) for fact in each.facts),
            origins=_told((fact.name, fact.origin) for fact in each.facts),
            citation=each.citation,
            confirmed=each.confirmed,
        )
        for each in judged
    )
    return Assessment(rule=rule.use, year=year, verdict=verdict_of(judged), outcomes=outcomes)


def assessed(command: AssessEligibility, state: Dossier, flags: Sequence[BrokenRule]) -> EligibilityAssessed:
    """The event of an assessment; raises Rejected when it is not the time, or when no criteria are on file."""
    broken = list(flags)
    if state.step != "received":
        broken += [out_of_order(command, "nomination-not-appraised")]
    found = command.assessment
    if found is None:
        day = command.occurrence.occurred_on
        raise RuleMissing(facts={"kind": CriteriaSet.__name__, "day": day_text(day), "count": "0"})
    return EligibilityAssessed(
        act=command.occurrence.act(f"nomination-{command.nomination_id}", [found.rule], broken),
        nomination_id=command.nomination_id,
        subject_kind=state.opening.subject_kind,
        subject_id=state.opening.subject_id,
        rule_set=found.rule.rule,
        year=found.year,
        verdict=found.verdict,
        outcomes=found.outcomes,
    )


def _told(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One text per name; what is told twice stands side by side."""
    told: dict[str, str] = {}
    for name, text in pairs:
        told[name] = f"{told[name]} | {text}" if name in told else text
    return told


def value_text(value: Value) -> str:
    """A fact's value as people write it down."""
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case tuple():
            return ", ".join(value_text(each) for each in value)
        case _:
            return str(value)
