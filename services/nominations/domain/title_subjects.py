"""Whom an emulation title (danh hiệu thi đua) is for, by the law of the day."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.refusals import rejected
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.striving_names import TITLES
from services.nominations.domain.title_rules import TitleSubjects
from shared.rules import DatedRule, RuleBook


def require_subject(rules: RuleBook, day: date, title: str, kind: SubjectKind) -> DatedRule[TitleSubjects]:
    """The rule in force on *day*; raises Rejected for a title that is for others, RuleMissing or RuleAmbiguous."""
    rule = rules.in_force(TitleSubjects, day)
    meant = rule.values.collectives if kind == "collective" else rule.values.individuals
    if title not in meant:
        name = TITLES[title]
        raise rejected("title-of-other-kind", rule.citation, title=name.vi, title_en=name.en)
    return rule
