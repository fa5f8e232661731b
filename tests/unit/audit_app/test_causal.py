"""By causation, then the time of the act, then as recorded."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.audit.application.causal import in_causal_order


def ordered(*items):
    """*items* are (name, cause, day)."""
    numbered = [(name, cause, day, number) for number, (name, cause, day) in enumerate(items)]
    told = in_causal_order(
        numbered, name=lambda one: one[0], cause=lambda one: one[1], when=lambda one: (one[2], one[3])
    )
    return [one[0] for one in told]


def test_without_causes_the_day_of_the_act_decides():
    assert ordered(("late", None, 9), ("early", None, 1)) == ["early", "late"]


def test_on_one_day_the_order_of_record_decides():
    assert ordered(("first", None, 1), ("second", None, 1)) == ["first", "second"]


def test_an_effect_never_stands_before_its_cause_even_if_dated_earlier():
    assert ordered(("effect", "cause", 1), ("cause", None, 5), ("other", None, 3)) == [
        "other",
        "cause",
        "effect",
    ]


def test_a_cause_in_another_case_holds_nothing_up():
    assert ordered(("effect", "elsewhere", 2), ("other", None, 1)) == ["other", "effect"]


def test_a_circle_is_told_at_the_end():
    assert ordered(("a", "b", 1), ("b", "a", 2), ("c", None, 3)) == ["c", "a", "b"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), max_size=31))
def test_everything_is_told_once_and_after_its_cause(items):
    told = ordered(*((number, min(cause, number - 1), day) for number, (cause, day) in enumerate(items)))

    assert sorted(told) == list(range(len(items)))
    place = {name: at for at, name in enumerate(told)}
    causes = [(number, min(cause, number - 1)) for number, (cause, _) in enumerate(items)]
    assert all(place[cause] < place[number] for number, cause in causes if cause >= 0)
