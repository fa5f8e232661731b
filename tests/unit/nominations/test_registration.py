"""A unit registers one or two models from a movement, before the day the plan sets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.obligation import Obligation
from services.nominations.domain.person_states import Post, Serving
from services.nominations.domain.plan import Unplanned, plan
from services.nominations.domain.registration import registration
from services.nominations.domain.registration_messages import RegistrationListSubmitted
from shared.acts import BrokenRule
from shared.errors import InvalidInput
from shared.testing.spec import Spec
from tests.unit.nominations.builders import (
    CASE,
    DUE,
    OBLIGATIONS,
    done,
    drafted,
    model,
    on_paper,
    plan_rule,
    plan_state,
    submit,
)

a = Spec(registration)
ALL = rule_book()
QUOTA = plan_rule("plan-quota/1", "mục IV.1")
DEADLINE = plan_rule("plan-deadline/1", "mục IV.1")
ORIGIN = plan_rule("plan-origin/1", "mục I.3")


def submitted(count: int = 1, *, occurrence=None, broken=()):
    return RegistrationListSubmitted(
        act=(occurrence or done()).act(CASE, [QUOTA, DEADLINE, ORIGIN], broken),
        plan_id="p1",
        unit_id="u1",
        models=tuple(model(number + 1) for number in range(count)),
    )


@pytest.mark.parametrize("count", [1, 2])
def test_a_list_within_the_quota_is_accepted_under_the_plans_rules(count):
    a.given().when(submit(count)).then(submitted(count))


@pytest.mark.parametrize("count", [0, 3])
def test_a_list_outside_the_quota_is_refused_with_the_citation(count):
    refusal = a.given().when(submit(count)).then_refused("registration-quota")
    assert refusal.facts == {"given": str(count), "minimum": "1", "maximum": "2"}
    assert refusal.act.rules == (QUOTA,)
    assert refusal.act.case == CASE


def test_a_refused_unit_may_still_send_a_good_list():
    (refusal,) = registration.decide(submit(3), registration.initial)
    a.given(refusal).when(submit(2)).then(submitted(2))


@pytest.mark.parametrize(
    ("reading", "day", "in_time"),
    [
        ("strict", date(2021, 3, 24), True),
        ("strict", date(2021, 3, 25), False),
        ("inclusive", date(2021, 3, 25), True),
        ("inclusive", date(2021, 3, 26), False),
    ],
)
def test_the_deadline_is_read_as_the_plan_says(reading, day, in_time):
    duty = Obligation(
        kind="register_models", citation="mục IV.1", minimum=1, maximum=2, due_before=DUE, reading=reading
    )
    command = submit(1, occurrence=done(day), plan=plan_state(duty, OBLIGATIONS[0]))
    if in_time:
        a.given().when(command).then(submitted(1, occurrence=done(day)))
    else:
        refusal = a.given().when(command).then_refused("registration-late")
        assert refusal.facts["sent_on"] == f"{day.day}/3/2021"
        assert refusal.act.rules == (DEADLINE,)


def test_a_late_list_on_paper_is_recorded_and_flagged():
    late = on_paper(date(2021, 3, 25))
    flag = BrokenRule(
        code="registration-late", rule=DEADLINE, facts={"sent_on": "25/3/2021", "last_day": "24/3/2021"}
    )
    a.given().when(submit(1, occurrence=late)).then(submitted(1, occurrence=late, broken=[flag]))


def test_a_paper_list_that_came_in_time_carries_no_flag():
    in_time = on_paper(date(2021, 3, 24))
    a.given().when(submit(1, occurrence=in_time)).then(submitted(1, occurrence=in_time))


@pytest.mark.parametrize("movement_id", [None, "unknown"])
def test_a_model_must_come_from_a_launched_movement(movement_id):
    models = (model(1), model(2, movement_id=movement_id))
    refusal = a.given().when(submit(models=models)).then_refused("model-without-movement")
    assert refusal.facts == {"count": "1"}
    assert refusal.act.rules == (ORIGIN,)


def test_a_model_must_come_from_a_movement_even_where_the_plan_is_silent():
    command = submit(1, plan=plan_state(OBLIGATIONS[1]), launched_movements=())
    refusal = a.given().when(command).then_refused("model-without-movement")
    assert refusal.act.rules == (plan_rule("plan-origin/1", ""),)


def test_a_plan_without_quota_takes_any_number():
    command = submit(3, plan=plan_state(OBLIGATIONS[0]))
    (event,) = registration.decide(command, registration.initial)
    assert event.act.rules == (ORIGIN,)


def test_a_quota_may_have_no_upper_end_and_no_day():
    duty = Obligation(kind="register_models", citation="mục IV.1", minimum=1)
    refusal = a.given().when(submit(0, plan=plan_state(duty))).then_refused("registration-quota")
    assert refusal.facts["maximum"] == "∞"
    (event,) = registration.decide(submit(3, plan=plan_state(duty, OBLIGATIONS[0])), registration.initial)
    assert event.act.rules == (QUOTA, ORIGIN)


HEAD = plan_rule("plan-head/1", "mục II.2")
WITH_HEADS = plan_state(*OBLIGATIONS, Obligation(kind="model_head", citation="mục II.2"))


def serves(position="head", organisation_id="u1", until=None):
    post = Post(organisation_id=organisation_id, position=position, since=date(2020, 1, 1), until=until)
    return Serving(posts=(post,))


def with_heads(*head_ids, heads=None, **changes):
    models = tuple(model(number, head_id=one) for number, one in enumerate(head_ids, 1))
    known = {"h1": serves(), "h2": serves("leader", "so")} if heads is None else heads
    return submit(models=models, plan=WITH_HEADS, heads=known, unit_above=("so",), rules=ALL, **changes)


def test_a_plan_that_asks_for_heads_takes_no_model_without_one():
    refusal = a.given().when(with_heads("h1", None)).then_refused("model-without-head")
    assert refusal.facts == {"count": "1"}
    assert refusal.act.rules == (HEAD,)


def test_each_model_may_have_a_head_of_the_unit_or_of_one_above_it():
    (event,) = registration.decide(with_heads("h1", "h2"), registration.initial)
    assert [one.head_id for one in event.models] == ["h1", "h2"]
    assert event.act.broken == ()
    assert [use.rule for use in event.act.rules][-2:] == ["plan-head/1", "model-head-general/1"]


@pytest.mark.parametrize(
    "one", [serves("staff"), serves("head", "u2"), serves("leader", "khac"), serves(until=date(2021, 1, 1))]
)
def test_whoever_is_no_head_there_answers_for_no_model(one):
    refusal = a.given().when(with_heads("h1", heads={"h1": one})).then_refused("responsible-not-head")
    assert refusal.facts == {"person_id": "h1", "unit_id": "u1"}


def test_on_paper_both_are_flagged():
    command = with_heads(None, "h1", heads={"h1": serves("staff")}, occurrence=on_paper(date(2021, 3, 24)))
    (event,) = registration.decide(command, registration.initial)
    assert [one.code for one in event.act.broken] == ["model-without-head", "responsible-not-head"]


def test_nobody_unknown_answers_for_a_model():
    a.given().when(with_heads("ai-do")).then_rejected("person-unknown")


def test_a_plan_that_asks_for_none_takes_a_head_all_the_same():
    command = submit(models=(model(1, head_id="h1"),), heads={"h1": serves()}, rules=ALL)
    (event,) = registration.decide(command, registration.initial)
    assert (event.models[0].head_id, event.act.broken) == ("h1", ())


def test_sending_the_same_list_again_changes_nothing():
    a.given(submitted(2)).when(submit(2)).then_nothing()


def test_another_list_does_not_replace_the_first():
    a.given(submitted(1)).when(submit(2)).then_rejected("registration-already-submitted")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"plan": Unplanned()}, "plan-not-found"),
        ({"plan": plan.fold([drafted()])}, "plan-not-issued"),
        ({"unit_id": "u9"}, "unit-not-participant"),
        ({"unknown_subjects": ("s1",)}, "unknown-subject"),
        ({"models": (model(1), model(1))}, "model-twice"),
        ({"models": (model(1), model(2, subject_id="s1"))}, "model-twice"),
    ],
)
def test_a_list_that_fits_no_open_plan_or_known_subject_is_rejected(changes, code):
    a.given().when(submit(1, **changes) if "models" not in changes else submit(**changes)).then_rejected(code)


def test_a_models_short_name_is_plain():
    with pytest.raises(InvalidInput) as caught:
        registration.decide(submit(models=(model(1, model_id="M 1"),)), registration.initial)
    assert list(caught.value.fields) == ["models[0].model_id"]


def test_the_plan_is_judged_as_it_was_filled_in():
    assert replace(submit(), plan=Unplanned()).plan == Unplanned()
