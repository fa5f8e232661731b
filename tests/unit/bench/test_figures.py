"""Figures say what they are measured against, and whether their goal is met."""

from __future__ import annotations

import pytest

from bench.figures import against, at_most, median_rate, percentile, rates_beside, show, shown


@pytest.mark.parametrize(("value", "met"), [(90.0, True), (89.9, False)])
def test_a_ratio_meets_its_goal_from_the_goal_on(value, met):
    one = against("append", value, "appends/s", "insert_one", 100.0, 0.9)
    assert (one.ratio, one.goal, one.met) == (round(value / 100, 2), "≥ 0.9 ×", met)


@pytest.mark.parametrize(("value", "met"), [(300.0, True), (300.1, False)])
def test_a_limit_is_met_up_to_the_limit(value, met):
    one = at_most("p99", value, "ms", 300)
    assert (one.reference, one.ratio, one.goal, one.met) == (None, None, "≤ 300 ms", met)


def test_a_rate_is_the_median_of_its_runs():
    runs = iter([(10, 1.0), (10, 5.0), (10, 2.0)])
    assert median_rate(lambda: next(runs)) == 5.0


def test_two_rates_are_measured_in_turns():
    turns = []

    def one(name, seconds):
        turns.append(name)
        return 10, seconds

    assert rates_beside(lambda: one("reference", 1.0), lambda: one("own", 2.0), times=2) == (10.0, 5.0)
    assert turns == ["reference", "own"] * 2


@pytest.mark.parametrize(("share", "value"), [(0.5, 51), (0.99, 100), (1.0, 100)])
def test_a_percentile_is_one_of_the_values(share, value):
    assert percentile(range(100, 0, -1), share) == value


def test_the_table_says_which_goals_are_met(capsys):
    show([against("append", 50.0, "appends/s", "insert_one", 100.0, 0.9), shown("memory", 12.34, "MiB")])
    told = capsys.readouterr().out
    assert "append" in told
    assert "NO" in told
