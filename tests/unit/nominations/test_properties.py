"""Whatever happened before: a command given twice does no more than once, and erased text changes no decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.consolidation import consolidation
from services.nominations.domain.consolidation_messages import NoteSelection, SendList
from services.nominations.domain.forwarding_messages import NoteCouncilResult
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
from services.nominations.domain.plan_messages import (
    AttachToPlan,
    IssuePlan,
    RecordDelivery,
    SendPlan,
    WithdrawPlanFile,
)
from services.nominations.domain.registration import registration
from tests.unit.nominations import dossier_course as they
from tests.unit.nominations import laws
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
    *(WithdrawPlanFile(plan_id="p1", sha256=one * 64, reason="R", occurrence=done()) for one in ("a", "z")),
    *(AttachToPlan(plan_id="p1", title="T", sha256=one * 64, occurrence=done()) for one in ("a", "b", "z")),
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
    ReturnNomination(nomination_id="n1", by="user:lan", reason="Thiếu", occurrence=done()),
    ReceiveForAppraisal(nomination_id="n1", by="user:lan", occurrence=done(), rules=RULES),
    PutToCouncil(nomination_id="n1", by="user:lan", council_id="c1", occurrence=done()),
    ConcludeNomination(
        nomination_id="n1", outcome="awarded", award_id="n1", organisation_id="so", occurrence=done()
    ),
)
WHOLE = (
    open_nomination(),
    *(
        AttachDocument(nomination_id="n1", document_kind=kind, sha256="a" * 64, title="T", occurrence=done())
        for kind in ("submission", "achievement_report")
    ),
)
ALL_RULES = {"rules": rule_book()}
BESIDE = (
    (they.WITHDRAW, {}),
    (they.SUPPLEMENT, {}),
    (they.HOLD, ALL_RULES),
    (they.RELEASE, {}),
    (they.OBJECT, {}),
    (they.VERIFY, ALL_RULES),
    (they.CONCLUDE_OBJECTION, {}),
    (they.ASK, {**ALL_RULES, "organisation_known": True}),
    (they.ANSWER, {}),
    (they.PUBLISH, {}),
    (they.CLOSE, ALL_RULES),
    (they.FORWARD, {"to_known": True}),
    (they.RECEIVE_ABOVE, {"rules": RULES}),
    (they.RETURN_DOWN, {}),
    (they.OUTSIDE, {}),
    (they.GRANTED, {}),
    (they.DECLINE, {}),
    (NoteCouncilResult(nomination_id="n1", passed=True, occurrence=done()), {}),
)
IN_A_DOSSIER = with_occurrence(
    *(replace(command, nomination_id="n1", **others) for command, others in BESIDE),
    SubmitNomination(nomination_id="n1", occurrence=done()),
    ReceiveForAppraisal(nomination_id="n1", by="user:lan", occurrence=done(), rules=RULES),
    PutToCouncil(nomination_id="n1", by="user:lan", council_id="c1", occurrence=done()),
)
DECIDERS = {
    plan: IN_A_PLAN,
    registration: IN_A_REGISTRATION,
    consolidation: IN_A_CONSOLIDATION,
    nomination: IN_A_NOMINATION,
}
courses = st.one_of(
    st.tuples(
        st.just(nomination),
        st.lists(IN_A_DOSSIER, max_size=25).map(lambda commands: [*WHOLE, *commands]),
    ),
    st.sampled_from(list(DECIDERS)).flatmap(
        lambda decider: st.tuples(st.just(decider), st.lists(DECIDERS[decider], max_size=15))
    ),
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
