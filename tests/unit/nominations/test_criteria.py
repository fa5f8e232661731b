"""Criteria fail closed: only a confirmed one whose facts are known and say plainly yes is met."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from itertools import product

import pytest

from services.nominations.adapters.cel import CelEvaluate
from services.nominations.domain.criteria import (
    CriteriaSet,
    Criterion,
    EvaluationFault,
    Fact,
    judge,
    verdict_of,
)
from shared.rules import DatedRule
from shared.texts import Text

EVALUATE = CelEvaluate()


def criterion(expression="titles >= least", **other):
    fields = {"id": "c", "facts": ("titles",), "citation": "Điều 1", "confirmed": True} | other
    return Criterion(text=Text("hai lần", "twice"), expression=expression, **fields)


def rule(*criteria, confirmed=True, **parameters):
    values = CriteriaSet(title=Text("bộ", "set"), criteria=criteria, parameters=parameters or {"least": 2})
    return DatedRule(
        id="set",
        version=1,
        kind="criteria",
        valid_from=date(2021, 1, 1),
        citation="Kế hoạch",
        confirmed=confirmed,
        values=values,
    )


def fact(value, name="titles"):
    return Fact(name=name, value=value, origin="facts-p1@1")


def judged(which, *facts):
    (only,) = judge(which, facts, EVALUATE)
    return only


@pytest.mark.parametrize(("titles", "verdict"), [(1, "not_met"), (2, "met"), (3, "met")])
def test_a_criterion_is_judged_by_the_fact_and_says_where_it_is_from(titles, verdict):
    found = judged(rule(criterion()), fact(titles))
    assert found.verdict == verdict
    assert found.facts == (fact(titles),)
    assert (found.citation, found.confirmed) == ("Điều 1", True)


def test_a_missing_fact_needs_a_person_and_is_named():
    found = judged(rule(criterion()))
    assert found.verdict == "needs_person"
    assert "titles" in found.because.vi


def test_a_missing_fact_needs_a_person_even_where_the_expression_would_not_look_at_it():
    found = judged(rule(criterion("titles >= 2 || other >= 1", facts=("titles", "other"))), fact(2))
    assert found.verdict == "needs_person"


def test_a_fact_told_twice_needs_a_person():
    found = judged(rule(criterion()), fact(2), fact(1))
    assert found.verdict == "needs_person"
    assert "titles" in found.because.vi


@pytest.mark.parametrize(
    ("expression", "value", "fault"),
    [
        ("titles >= ", 2, "not-cel"),
        ("titles >= nobody", 2, "cannot-be-evaluated"),
        ("titles >= 2", "hai", "cannot-be-evaluated"),
        ("titles >= 2", True, "cannot-be-evaluated"),
        ("titles", 2, "not-a-truth-value"),
        ("titles / 0 == 1", 2, "cannot-be-evaluated"),
        ("titles > 2", 10**30, "too-large"),
        ("titles == timestamp(titles)", "hôm nay", "cannot-be-evaluated"),
    ],
)
def test_an_expression_that_cannot_be_evaluated_needs_a_person(expression, value, fault):
    found = judged(rule(criterion(expression)), fact(value))
    assert found.verdict == "needs_person"
    assert fault in found.because.en
    with pytest.raises(EvaluationFault, match=fault):
        EVALUATE(expression, {"titles": value})


@pytest.mark.parametrize(
    ("titles", "read"), [(2, "as it is read now: met"), (1, "as it is read now: not met")]
)
@pytest.mark.parametrize(("of_set", "of_criterion"), [(False, True), (True, False)])
def test_what_nobody_has_confirmed_never_decides(titles, read, of_set, of_criterion):
    found = judged(rule(criterion(confirmed=of_criterion), confirmed=of_set), fact(titles))
    assert (found.verdict, found.confirmed) == ("needs_person", False)
    assert read in found.because.en


def test_days_and_lists_are_judged():
    day = criterion('titles >= timestamp("2021-01-01T00:00:00Z")')
    assert judged(rule(day), fact(date(2021, 1, 1))).verdict == "met"
    assert judged(rule(day), fact(date(2020, 12, 31))).verdict == "not_met"
    every = criterion('titles.all(each, each in ["excellent", "good"])')
    assert judged(rule(every), fact(("good", "excellent"))).verdict == "met"
    assert judged(rule(every), fact(("good", "done"))).verdict == "not_met"


def whole(*verdicts, **fields):
    """The verdict over criteria `a >= 1`, one per verdict wanted."""
    wanted = {"met": [fact(2)], "not_met": [fact(0)], "needs_person": []}
    found = []
    for number, verdict in enumerate(verdicts):
        found += judge(rule(criterion(id=f"c{number}", **fields)), wanted[verdict], EVALUATE)
    return verdict_of(found)


@pytest.mark.parametrize("verdicts", [*product(["met", "not_met", "needs_person"], repeat=2)])
def test_all_criteria_must_be_met(verdicts):
    expected = "not_met" if "not_met" in verdicts else "needs_person" if "needs_person" in verdicts else "met"
    assert whole(*verdicts) == expected


@pytest.mark.parametrize("verdicts", [*product(["met", "not_met", "needs_person"], repeat=2)])
def test_of_alternatives_one_is_enough(verdicts):
    expected = "met" if "met" in verdicts else "needs_person" if "needs_person" in verdicts else "not_met"
    assert whole(*verdicts, alternative="either") == expected


def test_alternatives_do_not_stand_for_what_is_none():
    either = [criterion(id=name, alternative="either") for name in ("a", "b")]
    must = criterion("titles >= 5", id="c")
    assert verdict_of(judge(rule(*either, must), [fact(2)], EVALUATE)) == "not_met"


def test_a_criterion_that_only_labels_decides_nothing_but_is_judged():
    label = criterion("titles >= 5", id="label", counts=False)
    found = judge(rule(criterion(), label), [fact(2)], EVALUATE)
    assert [each.verdict for each in found] == ["met", "not_met"]
    assert verdict_of(found) == "met"


def test_nothing_judged_is_never_met():
    assert verdict_of([]) == "needs_person"


@pytest.mark.parametrize(
    "criteria",
    [
        [criterion(), criterion()],
        [],
        [criterion(counts=False)],
        [criterion("least >= 1", facts=("least",))],
    ],
)
def test_a_set_that_could_mislead_is_refused_when_it_is_read(criteria):
    with pytest.raises(ValueError, match=r"twice|counts|one name"):
        rule(*criteria)


def test_the_command_line_of_the_library_is_not_loaded_with_it():
    asked = "import sys, services.nominations.adapters.cel; print('prompt_toolkit' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
