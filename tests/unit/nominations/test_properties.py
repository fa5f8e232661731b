"""Whatever happened before: a command given twice does no more than once, and erased text changes no decision."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.nominations.domain.consolidation import consolidation
from services.nominations.domain.consolidation_messages import NoteSelection, SendList
from services.nominations.domain.nomination import nomination
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    ConcludeNomination,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.plan import plan
from services.nominations.domain.plan_messages import IssuePlan, RecordDelivery, SendPlan
from services.nominations.domain.registration import registration
from shared.acts import ActRefused
from shared.errors import ExpectedError
from shared.privacy import ERASED, privacy_of
from tests.unit.nominations.builders import (
    RULES,
    consolidate,
    done,
    draft,
    model,
    on_paper,
    open_nomination,
    submit,
    unit_list,
)

occurrences = st.builds(
    lambda day, paper: (on_paper if paper else done)(day),
    st.sampled_from([date(2021, 3, 24), date(2021, 3, 25), date(2021, 3, 29), date(2021, 3, 30)]),
    st.booleans(),
)


def with_occurrence(*commands):
    return st.builds(
        lambda command, occurrence: replace(command, occurrence=occurrence),
        st.sampled_from(commands),
        occurrences,
    )


IN_A_PLAN = with_occurrence(
    draft(),
    draft(title="Khác"),
    *(
        IssuePlan(
            plan_id="p1",
            number=number,
            dated=dated,
            signatory_role="director",
            occurrence=done(),
            rules=RULES,
        )
        for number in (None, "12/KH-SCT")
        for dated in (None, date(2021, 1, 20))
    ),
    *(SendPlan(plan_id="p1", recipient_id=name, occurrence=done()) for name in ("r1", "r2", "r9")),
    *(
        RecordDelivery(
            plan_id="p1", recipient_id=name, delivered_on=date(2021, 1, 22), receipt="Sổ", occurrence=done()
        )
        for name in ("r1", "r2")
    ),
)
IN_A_REGISTRATION = with_occurrence(
    *(submit(count) for count in range(4)),
    submit(models=(model(1, movement_id=None),)),
    submit(unknown_subjects=("s1",)),
)
IN_A_CONSOLIDATION = with_occurrence(
    consolidate(),
    consolidate(lists=(unit_list("u1", model(1)),)),
    *(
        NoteSelection(plan_id="p1", chosen=chosen, selection=event, occurrence=done())
        for chosen in (("m1",), ("m9",))
        for event in ("e1", "e2")
    ),
    *(
        SendList(plan_id="p1", recipient=name, occurrence=done(), recipient_known=True)
        for name in ("ban", "khac")
    ),
)
IN_A_NOMINATION = with_occurrence(
    open_nomination(),
    open_nomination(subject_id="s2"),
    *(
        AttachDocument(
            nomination_id="n1", document_kind=kind, sha256="a" * 64, title="Tài liệu", occurrence=done()
        )
        for kind in ("submission", "achievement_report")
    ),
    SubmitNomination(nomination_id="n1", occurrence=done()),
    SubmitNomination(nomination_id="n1", occurrence=done()),
    ReturnNomination(nomination_id="n1", reason="Thiếu", occurrence=done()),
    ReceiveForAppraisal(nomination_id="n1", occurrence=done(), rules=RULES),
    PutToCouncil(nomination_id="n1", council_id="c1", occurrence=done()),
    ConcludeNomination(nomination_id="n1", outcome="awarded", award_id="n1", occurrence=done()),
)
DECIDERS = {
    plan: IN_A_PLAN,
    registration: IN_A_REGISTRATION,
    consolidation: IN_A_CONSOLIDATION,
    nomination: IN_A_NOMINATION,
}
courses = st.sampled_from(list(DECIDERS)).flatmap(
    lambda decider: st.tuples(st.just(decider), st.lists(DECIDERS[decider], max_size=15))
)


def decided(decider, command, history):
    try:
        return list(decider.decide(command, decider.fold(history)))
    except ExpectedError as error:
        return error.code


def played(decider, commands):
    history = []
    for command in commands:
        events = decided(decider, command, history)
        history += events if isinstance(events, list) else []
    return history


def erased(event):
    sealed = {item.name: ERASED for item in fields(event) if privacy_of(item.metadata) != "open"}
    return replace(event, **sealed)


@given(courses)
def test_an_accepted_command_given_again_changes_nothing(course):
    decider, commands = course
    history = []
    for command in commands:
        events = decided(decider, command, history)
        if isinstance(events, list):
            history += events
            again = decided(decider, command, history)
            refused = events and isinstance(events[0], ActRefused)
            assert again == (events if refused else [])


@given(courses)
def test_a_history_whose_sealed_text_is_erased_folds_to_the_same_state(course):
    decider, commands = course
    history = played(decider, commands)
    assert decider.fold(map(erased, history)) == decider.fold(history)


@given(courses)
def test_only_acts_done_now_are_refused_and_only_acts_on_paper_carry_flags(course):
    decider, commands = course
    for event in played(decider, commands):
        if isinstance(event, ActRefused):
            assert event.act.basis != "document"
        else:
            assert event.act.basis == "document" or not event.act.broken
