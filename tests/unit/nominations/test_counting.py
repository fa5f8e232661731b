"""Consecutive years, quotas and working days: exact, and silent where nobody has said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.chains import chain
from services.nominations.domain.quotas import Figures, Quota, most, verdict_on
from services.nominations.domain.workdays import (
    WorkingDays,
    after_working_days,
    calendar_of,
    is_working_day,
)
from shared.rules import DatedRule, RuleBook


@pytest.mark.parametrize(
    ("years", "year", "length"),
    [
        ([2021, 2022, 2023], 2023, 3),
        ([2021, 2022, 2023], 2024, 3),
        ([2021, 2022, 2023], 2025, 0),
        ([2020, 2022, 2023], 2023, 2),
        ([2021, 2023], 2023, 1),
        ([2023, 2022, 2021, 2021], 2023, 3),
        ([2022, 2023, 2024], 2023, 2),
        ([1999, 2000, 2001], 2001, 3),
        ([], 2023, 0),
        ([2024], 2023, 0),
    ],
)
def test_a_row_of_years_counts_back_from_its_newest_until_the_first_gap(years, year, length):
    assert chain(years, year) == length


@given(st.sets(st.integers(1990, 2030)), st.integers(1990, 2030))
def test_a_row_is_never_longer_than_the_years_and_a_missing_year_ends_it(years, year):
    length = chain(years, year)
    assert length <= len({one for one in years if one <= year})
    if length:
        newest = max(one for one in years if one <= year)
        assert newest in (year, year - 1)
        assert newest - length not in years


def quota(parts=15, of=100, rounding="unstated"):
    return Quota(
        scope="Sở",
        period="year",
        numerator="cstd_co_so",
        denominator="lao_dong_tien_tien",
        parts=parts,
        of=of,
        rounding=rounding,
    )


def dated(values, kind, *, confirmed=True, day=date(2021, 1, 1), name="r"):
    return DatedRule(
        id=name, version=1, kind=kind, valid_from=day, citation="Điều 1", confirmed=confirmed, values=values
    )


@pytest.mark.parametrize(
    ("rounding", "denominator", "limit"),
    [
        ("down", 99, 14),
        ("down", 100, 15),
        ("down", 6, 0),
        ("up", 99, 15),
        ("up", 1, 1),
        ("nearest", 90, 14),
        ("nearest", 89, 13),
        ("unstated", 100, 15),
        ("unstated", 99, None),
        ("unstated", 0, 0),
    ],
)
def test_the_most_a_quota_lets_pass(rounding, denominator, limit):
    assert most(quota(rounding=rounding), denominator) == limit


def verdict(values, granted, denominator, proposed=0):
    return verdict_on(values, Figures(granted=granted, proposed=proposed, denominator=denominator))


@pytest.mark.parametrize(
    ("granted", "denominator", "said"),
    [
        (15, 100, "within"),
        (16, 100, "exceeded"),
        (14, 99, "within"),
        (15, 99, "rounding_unstated"),
        (16, 99, "exceeded"),
        (0, 0, "within"),
        (1, 0, "exceeded"),
        (None, 100, "figure_missing"),
        (0, None, "figure_missing"),
        (None, None, "figure_missing"),
    ],
)
def test_where_the_rounding_is_not_stated_only_what_it_would_decide_stays_open(granted, denominator, said):
    assert verdict(quota(), granted, denominator) == said


@pytest.mark.parametrize(("granted", "said"), [(14, "within"), (15, "exceeded")])
def test_a_stated_rounding_decides(granted, said):
    assert verdict(quota(rounding="down"), granted, 99) == said


def test_what_is_proposed_counts_as_if_it_were_granted():
    assert verdict(quota(), 14, 100, proposed=1) == "within"
    assert verdict(quota(), 14, 100, proposed=2) == "exceeded"


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12), st.integers(1, 100))
def test_a_quota_is_held_exactly(granted, proposed, denominator, parts):
    rule = quota(parts=parts, rounding="down")
    exact = granted + proposed <= Fraction(parts, 100) * denominator
    assert (verdict(rule, granted, denominator, proposed) == "within") == exact


@given(st.integers(0, 50), st.integers(0, 10**6), st.sampled_from(["down", "up", "nearest", "unstated"]))
def test_where_the_groups_of_a_body_count_apart_its_whole_figures_decide_nothing(number, of, rounding):
    grouped = replace(quota(rounding=rounding), counted_by="group")
    assert verdict(grouped, number, of) == "figure_missing"


@pytest.mark.parametrize(("parts", "of"), [(0, 100), (101, 100), (-1, 100)])
def test_a_rate_that_is_none_is_refused_when_it_is_read(parts, of):
    with pytest.raises(ValueError, match="rate"):
        quota(parts, of)


@pytest.mark.parametrize("field", ["numerator", "denominator"])
def test_what_nobody_counts_is_refused_when_it_is_read(field):
    with pytest.raises(ValueError, match="nothing is counted as ldtt"):
        replace(quota(), **{field: "ldtt"})


TET = WorkingDays(year=2021, closed=(date(2021, 2, 11), date(2021, 2, 12)), worked=(date(2021, 2, 6),))
NEXT = WorkingDays(year=2022, closed=(date(2022, 1, 3),))
BOOK = RuleBook(
    (
        dated(TET, "working_days", name="a"),
        dated(NEXT, "working_days", name="b", day=date(2022, 1, 1)),
    )
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2021, 2, 10), True),
        (date(2021, 2, 11), False),
        (date(2021, 2, 13), False),
        (date(2021, 2, 6), True),
        (date(2023, 1, 2), None),
    ],
)
def test_a_day_is_worked_unless_its_year_closes_it(day, works):
    assert is_working_day(BOOK, day) is works


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2021, 2, 10), 1, date(2021, 2, 15)),
        (date(2021, 2, 10), 0, date(2021, 2, 10)),
        (date(2021, 2, 11), 0, date(2021, 2, 15)),
        (date(2021, 2, 5), 1, date(2021, 2, 6)),
        (date(2021, 12, 31), 1, date(2022, 1, 4)),
        (date(2022, 12, 30), 1, None),
        (date(2021, 1, 4), 4000, None),
    ],
)
def test_working_days_pass_over_what_is_closed_and_stop_at_a_year_nobody_told(start, days, end):
    assert after_working_days(BOOK, start, days) == end


def test_an_unconfirmed_year_needs_a_person_and_two_calendars_of_one_year_too():
    unsure = RuleBook((dated(TET, "working_days", confirmed=False),))
    assert is_working_day(unsure, date(2021, 2, 10)) is None
    twice = RuleBook((dated(TET, "working_days", name="a"), dated(TET, "working_days", name="b")))
    assert is_working_day(twice, date(2021, 2, 10)) is None
    assert calendar_of(twice, 2021) is None


def test_the_calendars_on_file_are_not_confirmed_yet_so_no_day_is_decided():
    rules = rule_book()
    assert calendar_of(rules, 2021) is not None
    assert is_working_day(rules, date(2021, 3, 25)) is None


@pytest.mark.parametrize(
    ("closed", "worked"),
    [((date(2020, 1, 1),), ()), ((), (date(2022, 1, 1),)), ((date(2021, 1, 1),), (date(2021, 1, 1),))],
)
def test_a_calendar_that_contradicts_itself_is_refused_when_it_is_read(closed, worked):
    with pytest.raises(ValueError, match="day"):
        WorkingDays(year=2021, closed=closed, worked=worked)


def test_no_quota_on_file_is_confirmed_or_says_how_to_round():
    quotas = [rule for rule in rule_book().rules if isinstance(rule.values, Quota)]
    assert len(quotas) == 5
    assert {rule.confirmed for rule in quotas} == {False}
    assert {rule.values.rounding for rule in quotas} == {"unstated"}
