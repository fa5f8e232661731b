"""Judges subjects by rules: facts from their records, criteria from the rule book, each with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from services.nominations.application.histories import Histories, record_stream
from services.nominations.domain.assembling import Window, facts_of
from services.nominations.domain.certified import surely
from services.nominations.domain.criteria import (
    CriteriaSet,
    Evaluate,
    Fact,
    Judged,
    Verdict,
    judge,
    verdict_of,
)
from services.nominations.domain.eligibility import (
    assessment,
    criteria_for,
    merit_counting,
    more_favourable,
    newer_criteria,
    pinned_criteria,
    transition_on,
)
from services.nominations.domain.eligibility_messages import AssessEligibility
from services.nominations.domain.law import Ladder, MeritCounting, Transition
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.registration_messages import SubjectKind
from shared.ids import is_stream
from shared.rules import DatedRule, RuleAmbiguous, RuleBook, RuleMissing
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One set of criteria held against a subject's facts."""

    rule: DatedRule[CriteriaSet]
    judged: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """The whole."""
        return verdict_of(self.judged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """
    A dossier's own judgement, and those beside it.

    `pinned` says that its receipt fixed the first; `transition` is there when that of a newer law may be more favourable.
    """

    own: Judgement
    year: int
    pinned: bool
    beside: tuple[Judgement, ...]
    transition: DatedRule[Transition] | None


@dataclass(frozen=True, slots=True)
class Judging:
    """Who meets what; *rules* and *evaluate* are this context's, *today* the day where none is asked for."""

    known: Histories
    rules: RuleBook
    evaluate: Evaluate
    today: Callable[[], date]

    def dossier(
        self, dossier: Dossier, on: date, year: int | None = None, under: Sequence[str] = ()
    ) -> Eligibility:
        """
        What holds for *dossier* on the day *on*, under its own criteria, those *under* names, and those of a newer law.

        Judged are the results of *year*; if none is named, of the title's year, or else of the receipt's. Raises RuleMissing or RuleAmbiguous where
        there are no criteria of its own.
        """
        window = Window(on=on, year=year or dossier.opening.year or (dossier.received_on or on).year)
        pinned = dossier.received_on is not None
        own = (
            pinned_criteria(self.rules, dossier) if pinned else criteria_for(self.rules, on, dossier.opening)
        )
        newer = newer_criteria(self.rules, on, dossier, own)
        others = [rule for rule in self._named(under) if rule is not own]
        if newer is not None and newer not in others:
            others.append(newer)
        first, *beside = (self._by(rule, dossier, window) for rule in (own, *others))
        better = any(each.rule is newer and more_favourable(each.verdict, first.verdict) for each in beside)
        return Eligibility(
            own=first,
            year=window.year,
            pinned=pinned,
            beside=tuple(beside),
            transition=transition_on(self.rules, on) if pinned and better else None,
        )

    def fill(self, command: AssessEligibility) -> AssessEligibility:
        """What was found on the day of the act, by the criteria the dossier is pinned to."""
        command = replace(command, rules=self.rules)
        dossier = self.known.nomination(command.nomination_id)
        if not isinstance(dossier, Dossier):
            return command
        try:
            found = self.dossier(dossier, command.occurrence.occurred_on, command.year)
        except (RuleMissing, RuleAmbiguous):
            return command
        return replace(command, assessment=assessment(found.own.rule, found.own.judged, found.year))

    def ladder(self, kind: SubjectKind, subject_id: str, on: date, year: int) -> tuple[Judgement, ...]:
        """Each title a subject may reach, from the lowest; raises RuleMissing or RuleAmbiguous."""
        facts = self.facts(kind, subject_id, Window(on=on, year=year))
        steps = self.rules.in_force(Ladder, on, subject=kind).values.steps
        rules = [self.rules.in_force(CriteriaSet, on, award=step, subject=kind) for step in steps]
        return tuple(Judgement(rule=rule, judged=judge(rule, facts, self.evaluate)) for rule in rules)

    def facts(
        self,
        kind: SubjectKind,
        subject_id: str,
        window: Window,
        merit: DatedRule[MeritCounting] | None = None,
    ) -> tuple[Fact, ...]:
        """What is on record of a subject, counted for *window*."""
        name = record_stream(kind, subject_id)
        if not is_stream(name):
            return ()
        return facts_of(name, self.known.records.load(name).state, window, merit, surely(self.rules))

    def _by(self, rule: DatedRule[CriteriaSet], dossier: Dossier, window: Window) -> Judgement:
        opening = dossier.opening
        merit = merit_counting(self.rules, dossier.received_on or window.on, opening)
        facts = self.facts(opening.subject_kind, opening.subject_id, window, merit)
        return Judgement(rule=rule, judged=judge(rule, facts, self.evaluate))

    def _named(self, names: Sequence[str]) -> list[DatedRule[CriteriaSet]]:
        return [
            rule for rule in self.rules.rules if rule.name in names and isinstance(rule.values, CriteriaSet)
        ]
