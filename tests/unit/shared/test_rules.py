"""A rule is in force on its days, for what it applies to; none or several means nobody guesses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from shared.rules import DatedRule, RuleAmbiguous, RuleBook, RuleMissing


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    most: int


OLD = DatedRule(
    id="quota",
    version=1,
    kind="quota",
    applies={"level": "unit"},
    valid_from=date(2020, 1, 1),
    valid_until=date(2024, 1, 1),
    citation="Điều 1",
    confirmed=False,
    values=Quota(most=2),
)
NEW = replace(OLD, version=2, valid_from=date(2024, 1, 1), valid_until=None, confirmed=True)
BOOK = RuleBook((OLD, NEW))


@pytest.mark.parametrize(
    ("day", "version"),
    [(date(2020, 1, 1), 1), (date(2023, 12, 31), 1), (date(2024, 1, 1), 2), (date(2030, 1, 1), 2)],
)
def test_one_version_follows_the_other_without_gap(day, version):
    assert BOOK.in_force(Quota, day, level="unit").version == version
    assert BOOK.version_of(Quota, "quota", day).version == version


def test_before_the_first_version_there_is_no_rule():
    with pytest.raises(RuleMissing) as caught:
        BOOK.in_force(Quota, date(2019, 12, 31), level="unit")
    assert "31/12/2019" in caught.value.text.vi


@pytest.mark.parametrize("applies", [{}, {"level": "department"}, {"level": "unit", "field": "x"}])
def test_a_rule_is_for_exactly_what_it_applies_to(applies):
    with pytest.raises(RuleMissing):
        BOOK.in_force(Quota, date(2021, 1, 1), **applies)


def test_a_rule_is_found_by_the_kind_of_its_values_alone():
    with pytest.raises(RuleMissing):
        BOOK.in_force(Other, date(2021, 1, 1), level="unit")
    with pytest.raises(RuleMissing):
        BOOK.version_of(Quota, "other", date(2021, 1, 1))


def test_of_two_rules_on_one_day_none_is_picked():
    book = RuleBook((OLD, replace(NEW, valid_from=date(2023, 1, 1))))
    with pytest.raises(RuleAmbiguous) as caught:
        book.in_force(Quota, date(2023, 6, 1), level="unit")
    assert caught.value.facts["count"] == "2"


def test_an_event_names_the_version_and_whether_it_is_confirmed():
    assert (NEW.use.rule, NEW.use.citation, NEW.use.confirmed) == ("quota/2", "Điều 1", True)
