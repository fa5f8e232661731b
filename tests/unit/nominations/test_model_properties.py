"""Whatever happened before to a model or a yearly list: twice does no more than once, and erased text changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.nominations.domain.honour_messages import ProposeCommendation, WithdrawPublication
from services.nominations.domain.model import model
from services.nominations.domain.model_states import Detected
from services.nominations.domain.nomination import nomination
from services.nominations.domain.recognition_messages import (
    ModelRecognised,
    RecognitionDecided,
    RecognitionJudged,
)
from services.nominations.domain.yearly_list import yearly_list
from tests.unit.nominations import laws
from tests.unit.nominations.builders import done, nomination_opened, on_paper
from tests.unit.nominations.exemplary import (
    EXEMPLARY,
    LINES,
    OF_POSITION,
    RULES,
    detect,
    head,
    judge,
    nurture,
    outside_award,
    publicise,
    replicate,
    roadmap,
    settle,
    sum_up,
)
from tests.unit.nominations.laws import played
from tests.unit.nominations.test_honours import DELIVER, PREPARE, SEND

occurrences = st.builds(
    lambda day, paper: (on_paper if paper else done)(day),
    st.sampled_from([date(2023, 7, 14), date(2023, 7, 20)]),
    st.booleans(),
)


def with_occurrence(*commands):
    return st.builds(
        lambda command, occurrence: replace(command, occurrence=occurrence),
        st.sampled_from(commands),
        occurrences,
    )


IN_A_MODEL = with_occurrence(
    head(),
    head(serving=None),
    roadmap(),
    nurture(),
    nurture(step=None, evidence=()),
    sum_up(),
    sum_up(reviews=()),
    replicate(),
    replicate("typical"),
    judge(),
    judge(rules=RULES),
    judge(EXEMPLARY | OF_POSITION | {"bang_khen_tinh": 0}, rules=RULES),
    judge({}, rules=RULES, taken_by="x2"),
    settle(*LINES),
    settle("n5"),
    settle(decision="not_recognised"),
    publicise(),
    WithdrawPublication(model_id="x1", publication_id="d1", reason="Hết đợt", occurrence=done()),
    outside_award(),
    ProposeCommendation(
        model_id="x1",
        nomination_id="n1",
        occurrence=done(),
        dossier=nomination.fold([nomination_opened()]),
    ),
)
IN_A_LIST = with_occurrence(PREPARE, replace(PREPARE, lines=()), SEND, DELIVER)
courses = st.one_of(
    st.tuples(st.just(model), st.lists(IN_A_MODEL, max_size=12).map(lambda rest: [detect(), *rest])),
    st.tuples(st.just(yearly_list), st.lists(IN_A_LIST, max_size=6)),
)


@given(courses)
def test_an_accepted_command_given_again_changes_nothing(course):
    laws.given_again_changes_nothing(*course)


@given(courses)
def test_a_history_whose_sealed_text_is_erased_folds_to_the_same_state(course):
    laws.holds_no_sealed_text(*course)


@given(courses)
def test_only_acts_done_now_are_refused_and_only_acts_on_paper_carry_flags(course):
    laws.refuses_what_is_done_and_flags_what_is_on_paper(*course)


@given(courses)
def test_nothing_is_recognised_but_by_confirmed_criteria_or_a_person(course):
    decider, commands = course
    history = played(decider, commands)
    for number, event in enumerate(history):
        if isinstance(event, ModelRecognised):
            before = history[number - 1]
            if event.by_person:
                assert isinstance(before, RecognitionDecided)
            else:
                assert isinstance(before, RecognitionJudged)
                assert {line.verdict for line in before.lines if line.counts} == {"met"}
                assert all(line.confirmed for line in before.lines)


@given(courses)
def test_a_stage_is_never_fallen_back_from(course):
    decider, commands = course
    history = played(decider, commands)
    states = [decider.fold(history[:number]) for number in range(1, len(history) + 1)]
    known = [state for state in states if isinstance(state, Detected)]
    assert all(later.has_come_to(earlier.stage) for earlier, later in pairwise(known))
