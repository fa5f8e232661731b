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


OF_HUE = replace(NEW, id="quota-hue", bodies=("Tỉnh Huế", "UBND tỉnh Huế"), values=Quota(most=9))
LOCAL = RuleBook((OLD, NEW, OF_HUE))
DAY = date(2025, 1, 1)


def test_a_bodys_own_rule_is_in_force_there_and_below_it_in_place_of_the_general_one():
    for names in (["UBND tỉnh Huế"], ["ubnd  TỈNH HUẾ"], ["Phòng Một", "Sở Một", "Tỉnh Huế"]):
        here = LOCAL.at(names)
        assert here.in_force(Quota, DAY, level="unit").name == "quota-hue/2"
        assert [rule.name for rule in here.every(Quota, DAY)] == ["quota-hue/2"]
        assert here.version_of(Quota, "quota-hue", DAY).values.most == 9


def test_everywhere_else_only_the_general_rule_is():
    for book in (LOCAL, LOCAL.at([]), LOCAL.at(["Tỉnh Quảng Trị"]), LOCAL.at(["Huế"])):
        assert book.in_force(Quota, DAY, level="unit").name == "quota/2"
        assert [rule.name for rule in book.every(Quota, DAY)] == ["quota/2"]
        with pytest.raises(RuleMissing):
            book.version_of(Quota, "quota-hue", DAY)


def test_where_there_is_no_general_rule_another_bodys_is_none():
    only = RuleBook((OF_HUE,))
    with pytest.raises(RuleMissing):
        only.in_force(Quota, DAY, level="unit")
    with pytest.raises(RuleMissing):
        only.at(["Tỉnh Quảng Trị"]).in_force(Quota, DAY, level="unit")


def test_of_two_rules_of_bodies_one_below_the_other_none_is_picked():
    department = replace(OF_HUE, id="quota-so", bodies=("Sở Một",))
    with pytest.raises(RuleAmbiguous):
        RuleBook((*LOCAL.rules, department)).at(["Sở Một", "Tỉnh Huế"]).in_force(Quota, DAY, level="unit")


def test_a_bodys_rule_on_one_matter_takes_nothing_from_the_general_ones_on_others():
    other = replace(NEW, id="quota-department", applies={"level": "department"})
    found = RuleBook((*LOCAL.rules, other)).at(["Tỉnh Huế"]).every(Quota, DAY)
    assert [rule.name for rule in found] == ["quota-hue/2", "quota-department/2"]
