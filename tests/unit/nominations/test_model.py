"""A model goes through the four stages in order; what is skipped is refused with its citation, on paper flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.care_messages import Evidence
from services.nominations.domain.detection_messages import TakeUpModel
from services.nominations.domain.model import model
from services.nominations.domain.model_states import Detected, next_stage
from services.nominations.domain.person_states import Post, Serving
from services.nominations.domain.review import Review
from shared.acts import ActRefused
from shared.errors import InvalidInput, Rejected
from shared.testing.spec import Spec
from tests.unit.nominations.builders import done, on_paper
from tests.unit.nominations.exemplary import (
    HELD,
    detect,
    head,
    nurture,
    replicate,
    roadmap,
    sum_up,
)

a = Spec(model)
STEPS = (detect(), head(), roadmap(), nurture(), sum_up(), replicate())


def after(*commands):
    """The events of *commands*, one after the other."""
    history = []
    for command in commands:
        events = model.decide(command, model.fold(history))
        assert not any(isinstance(event, ActRefused) for event in events)
        history += events
    return history


def state(*commands) -> Detected:
    found = model.fold(after(*commands))
    assert isinstance(found, Detected)
    return found


def test_a_model_comes_through_all_stages_in_order():
    stages = [state(*STEPS[: number + 1]).stage for number in range(len(STEPS))]
    assert stages == ["detected", "detected", "detected", "nurtured", "summed_up", "replicated"]
    assert next_stage(state(*STEPS)) is None
    assert [next_stage(state(*STEPS[:number])) for number in (1, 4, 5)] == [
        "nurtured",
        "summed_up",
        "replicated",
    ]


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_each_step_given_again_changes_nothing(number):
    again = a.given(*after(*STEPS)).when(STEPS[number])
    if STEPS[number] == nurture():  # perhaps another activity: its sealed words cannot be compared
        again.then_rejected("activity-exists")
    else:
        again.then_nothing()


@pytest.mark.parametrize(
    ("before", "command", "skipped"),
    [
        ((detect(), head(), roadmap()), sum_up(), "bồi dưỡng"),
        ((detect(), head(), roadmap()), replicate(), "bồi dưỡng, tổng kết"),
        ((detect(), head(), roadmap(), nurture()), replicate(), "tổng kết"),
        ((detect(),), replicate(), "bồi dưỡng, tổng kết"),
    ],
    ids=["sum up", "replicate", "replicate what was not summed up", "replicate at once"],
)
def test_a_stage_skipped_is_refused_and_the_refusal_cites_and_names_it(before, command, skipped):
    refusal = a.given(*after(*before)).when(command).then_refused("stage-skipped")
    assert refusal.facts["skipped"] == skipped
    assert refusal.act.case == "model-x1"
    assert refusal.act.broken[0].rule.citation
    assert model.fold([*after(*before), refusal]) == state(*before)


def test_on_paper_a_skipped_stage_is_recorded_with_every_flag():
    history = after(detect())
    (event,) = model.decide(replicate(occurrence=on_paper(date(2023, 9, 1))), model.fold(history))
    assert [one.code for one in event.act.broken] == ["stage-skipped", "stage-needs"]
    assert event.act.broken[1].facts["missing"] == "lần sơ kết hoặc tổng kết phong trào"
    assert model.fold([*history, event]).stage == "replicated"


@pytest.mark.parametrize(
    ("before", "command", "missing"),
    [
        ((detect(), roadmap()), nurture(), "người đứng đầu chịu trách nhiệm"),
        ((detect(), head()), nurture(step=None), "lộ trình bồi dưỡng"),
        ((detect(), head(), roadmap()), nurture(evidence=()), "minh chứng"),
        (
            (detect(),),
            nurture(step=None, evidence=()),
            "người đứng đầu chịu trách nhiệm, lộ trình bồi dưỡng, minh chứng",
        ),
        (STEPS[:4], sum_up(reviews=()), "lần sơ kết hoặc tổng kết phong trào"),
        (STEPS[:5], replicate("typical", "impact"), "xác nhận có sức lan tỏa"),
    ],
    ids=["head", "roadmap", "evidence", "all three", "review", "criterion"],
)
def test_what_a_stage_needs_is_named_when_it_lacks(before, command, missing):
    assert a.given(*after(*before)).when(command).then_refused("stage-needs").facts["missing"] == missing


@pytest.mark.parametrize(
    "review",
    [
        Review(kind="final", period_from=date(2023, 1, 1), period_to=date(2023, 6, 30), held_on=HELD),
        Review(
            kind="interim",
            period_from=date(2023, 1, 1),
            period_to=date(2023, 6, 30),
            held_on=date(2023, 7, 15),
        ),
    ],
)
def test_a_summing_up_needs_that_very_review_of_the_movement(review):
    a.given(*after(*STEPS[:4])).when(sum_up(reviews=(review,))).then_refused("stage-needs")


def test_a_review_that_was_not_held_by_then_does_not_count():
    early = sum_up(occurrence=done(date(2023, 7, 13)))
    a.given(*after(*STEPS[:4])).when(early).then_refused("stage-needs")


def test_an_earlier_review_does_not_stand_in_for_the_next_one():
    final = sum_up(kind="final", reviewed_on=date(2025, 12, 20), occurrence=done(date(2025, 12, 20)))
    a.given(*after(*STEPS)).when(final).then_refused("stage-needs")
    held = Review(
        kind="final", period_from=date(2021, 1, 1), period_to=date(2025, 12, 31), held_on=date(2025, 12, 20)
    )
    (event,) = model.decide(replace(final, reviews=(held,)), state(*STEPS))
    assert (event.period_from, event.period_to) == (date(2021, 1, 1), date(2025, 12, 31))
    assert model.fold([*after(*STEPS), event]).stage == "replicated"


def test_a_summing_up_on_paper_without_a_review_on_record_is_flagged_and_carries_no_further():
    history = after(*STEPS[:4])
    (event,) = model.decide(sum_up(reviews=(), occurrence=on_paper(HELD)), model.fold(history))
    assert ([one.code for one in event.act.broken], event.period_from) == (["stage-needs"], None)
    refusal = a.given(*history, event).when(replicate()).then_refused("stage-needs")
    assert refusal.facts["missing"] == "lần sơ kết hoặc tổng kết phong trào"
    (later,) = model.decide(sum_up(), model.fold([*history, event]))
    assert model.fold([*history, event, later]).summing_up(("mv", "interim", HELD)).on_record


@pytest.mark.parametrize(
    "serving",
    [
        Serving(posts=(Post(organisation_id="u1", position="staff", since=date(2020, 1, 1)),)),
        Serving(posts=(Post(organisation_id="u2", position="head", since=date(2020, 1, 1)),)),
    ],
    ids=["no head", "of another unit"],
)
def test_only_a_head_of_the_unit_or_above_it_answers_for_a_model(serving):
    refusal = a.given(*after(detect())).when(head(serving=serving)).then_refused("responsible-not-head")
    assert refusal.act.broken[0].rule.rule == "model-head-general/1"
    on_record = head(serving=serving, occurrence=on_paper(date(2022, 3, 5)))
    (event,) = model.decide(on_record, state(detect()))
    assert [one.code for one in event.act.broken] == ["responsible-not-head"]


def test_a_leader_of_the_organisation_above_may_answer_for_it():
    serving = Serving(posts=(Post(organisation_id="so", position="leader", since=date(2020, 1, 1)),))
    named = head(serving=serving, unit_above=("so",))
    assert state(detect(), named).head == "t1"


def test_another_activity_of_the_day_is_not_taken_for_the_one_on_record():
    before = after(*STEPS[:4])
    a.given(*before).when(nurture(activity="Tham quan học tập")).then_rejected("activity-exists")
    other = nurture(activity="Tham quan học tập", evidence=(Evidence(sha256="e" * 64, title="Biên bản"),))
    (event,) = model.decide(other, model.fold(before))
    assert event.activity == "Tham quan học tập"


def test_another_head_takes_over():
    assert state(detect(), head(), head(person_id="t2")).head == "t2"


@pytest.mark.parametrize(
    ("history", "command", "code"),
    [
        ((), head(), "model-not-found"),
        ((), roadmap(), "model-not-found"),
        ((detect(),), detect(field="khác"), "model-exists"),
        ((), detect(unknown_units=("u9",)), "unknown-organisation"),
        ((), detect(subject_known=False), "unknown-subject"),
        ((), detect(movement_known=False), "movement-not-found"),
        ((detect(),), head(serving=None), "person-unknown"),
        ((detect(),), roadmap(steps=()), "roadmap-empty"),
        ((detect(),), roadmap(date(2022, 6, 1), date(2022, 5, 1)), "roadmap-dates-reversed"),
        ((detect(),), nurture(step="b9"), "roadmap-step-unknown"),
        ((detect(),), sum_up(movement_known=False), "movement-not-found"),
        ((detect(),), replicate(unknown_people=("t9",)), "person-unknown"),
        ((detect(),), replicate("typical", "typical"), "criterion-twice"),
        (STEPS, replicate("typical"), "model-already-replicated"),
        (
            (),
            TakeUpModel(
                plan_id="p1", unit_id="u1", entry="m9", detected_by="A", account="B", occurrence=done()
            ),
            "model-not-registered",
        ),
    ],
)
def test_what_does_not_fit_is_rejected(history, command, code):
    a.given(*after(*history)).when(command).then_rejected(code)


def test_a_step_named_twice_is_rejected():
    twice = roadmap()
    a.given(*after(detect())).when(replace(twice, steps=twice.steps[:1] * 2)).then_rejected(
        "roadmap-step-twice"
    )


def test_a_digest_that_is_none_is_invalid():
    with pytest.raises(InvalidInput):
        model.decide(nurture(evidence=(Evidence(sha256="x", title="T"),)), state(*STEPS[:3]))


def test_before_the_rules_begin_nobody_guesses_them():
    with pytest.raises(Rejected) as caught:
        model.decide(detect(occurrence=done(date(2014, 4, 6))), model.initial)
    assert caught.value.code == "rule-missing"
