"""A plan and the one above it: S000's 333/KH-SCT under 458/KH-UBND, and what a parent forbids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.application.answers import OnePlan
from services.nominations.application.carrying_answers import PlansAsked
from services.nominations.domain.organisation_messages import RegisterOrganisation
from services.nominations.domain.plan import plan
from services.nominations.domain.plan_messages import IssuePlan, KnownParent, ParentPlan
from services.nominations.domain.rules import PlanHierarchy
from shared.access import Caller, Grant
from shared.errors import NotFound, Rejected
from shared.folding import words_of
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, draft, drafted, on_paper
from tests.unit.nominations.context import MemoryContext

a = Spec(plan)
RULES = rule_book()
PROVINCE = KnownParent(
    title="Kế hoạch số 458/KH-UBND ngày 19/7/2021",
    issued=True,
    dated=date(2021, 7, 19),
    period_from=2021,
    period_to=2025,
)
DAY = date(2021, 8, 5)
ASKING = Caller(actor="user:x", name="X", grants=(Grant("office", "so"),))


def child(**changes):
    own = {"parent": None, "parent_plan_id": "p458", "known_parent": PROVINCE, "rules": RULES}
    return draft(**{**own, "occurrence": done(DAY), **changes})


def issue(dated=DAY, **changes) -> IssuePlan:
    command = IssuePlan(
        plan_id="p1",
        number="333/KH-SCT",
        dated=dated,
        signatory_role="director",
        occurrence=done(DAY),
        known_parent=PROVINCE,
        rules=RULES,
    )
    return replace(command, **changes)


def child_drafted(**changes):
    (event,) = plan.decide(child(**changes), plan.initial)
    return event


def test_a_child_of_its_parents_period_is_drafted_and_issued_after_it():
    assert child_drafted().parent_plan_id == "p458"
    (event,) = plan.decide(issue(), plan.fold([child_drafted()]))
    assert (event.number, event.act.broken) == ("333/KH-SCT", ())


@pytest.mark.parametrize("dated", [date(2021, 7, 18), date(2020, 12, 31)])
def test_a_child_dated_before_its_parent_is_refused_on_record_with_the_rule(dated):
    refusal = a.given(child_drafted()).when(issue(dated)).then_refused("plan-before-parent")
    assert (refusal.asked, refusal.act.case) == ("IssuePlan", "plan-p1")
    assert refusal.act.rules == (RULES.in_force(PlanHierarchy, DAY).use,)


def test_a_child_of_its_parents_own_day_is_not_before_it():
    (event,) = plan.decide(issue(date(2021, 7, 19)), plan.fold([child_drafted()]))
    assert event.act.broken == ()


@pytest.mark.parametrize("period", [(2020, 2025), (2021, 2024), (2022, 2022)])
def test_a_child_of_another_period_is_refused_on_record(period):
    other = child(period_from=period[0], period_to=period[1])
    refusal = a.given().when(other).then_refused("plan-period-differs")
    assert (refusal.asked, refusal.act.case) == ("DraftPlan", "plan-p1")
    assert refusal.facts["parent"] == PROVINCE.title


def test_after_a_refusal_the_same_plan_is_drafted_with_the_right_period():
    (refusal,) = plan.decide(child(period_to=2024), plan.initial)
    a.given(refusal).when(child()).then(child_drafted())


def test_where_the_rule_says_within_a_plan_of_one_year_carries_out_one_of_five():
    rule = RULES.in_force(PlanHierarchy, DAY)
    within = RuleBook((replace(rule, values=PlanHierarchy(period="within")),))
    assert child_drafted(period_from=2022, period_to=2022, rules=within).period_to == 2022
    a.given().when(child(period_from=2020, period_to=2022, rules=within)).then_refused("plan-period-differs")
    a.given().when(child(period_from=2024, period_to=2026, rules=within)).then_refused("plan-period-differs")


def test_on_paper_both_are_recorded_and_flagged():
    flagged = child_drafted(period_to=2024, occurrence=on_paper(DAY))
    assert [flag.code for flag in flagged.act.broken] == ["plan-period-differs"]
    (event,) = plan.decide(issue(date(2021, 7, 1), occurrence=on_paper(DAY)), plan.fold([flagged]))
    assert [flag.code for flag in event.act.broken] == ["plan-before-parent"]


def test_a_parent_outside_the_register_is_held_against_the_plan_as_far_as_it_is_cited():
    outside = ParentPlan(number="458/KH-UBND", dated=date(2021, 7, 19), issuer="UBND tỉnh Bắc Kạn")
    own = {"parent": outside, "parent_plan_id": None, "known_parent": None}
    given = child_drafted(**own)
    early = issue(date(2021, 7, 1), known_parent=None)
    a.given(given).when(early).then_refused("plan-before-parent")
    assert child_drafted(**own, period_to=2024)  # the parent's period is not said
    cited = replace(outside, period_from=2021, period_to=2025)
    a.given().when(child(**{**own, "parent": cited}, period_to=2024)).then_refused("plan-period-differs")


def test_a_parent_must_be_issued_first_and_on_paper_that_is_flagged():
    not_yet = replace(PROVINCE, issued=False, dated=None)
    a.given(child_drafted()).when(issue(known_parent=not_yet)).then_refused("parent-not-issued")
    paper = issue(known_parent=not_yet, occurrence=on_paper(DAY))
    (event,) = plan.decide(paper, plan.fold([child_drafted()]))
    assert [flag.code for flag in event.act.broken] == ["parent-not-issued"]


def test_nothing_is_said_of_days_that_are_not_known():
    undated = replace(PROVINCE, dated=None)
    (event,) = plan.decide(issue(known_parent=undated), plan.fold([child_drafted()]))
    assert event.act.broken == ()
    paper = on_paper(DAY)
    (event,) = plan.decide(issue(None, occurrence=paper), plan.fold([child_drafted()]))
    assert [flag.code for flag in event.act.broken] == ["plan-date-missing"]


def test_a_plan_has_one_parent_and_the_register_knows_it():
    twice = child(parent=ParentPlan(number="1", dated=DAY, issuer="UBND"))
    a.given().when(twice).then_rejected("parent-twice")
    a.given().when(child(known_parent=None)).then_rejected("parent-plan-unknown")


def test_a_plan_without_a_parent_is_held_against_none():
    alone = {"parent": None, "parent_plan_id": None, "known_parent": None}
    (event,) = plan.decide(issue(known_parent=None), plan.fold([child_drafted(**alone)]))
    assert event.act.broken == ()


@pytest.fixture
def played():
    """The province's plan, the department's under it, and one of a unit that is not issued."""
    context = MemoryContext()
    course.register(context)
    province = RegisterOrganisation(
        organisation_id="tinh",
        name="UBND tỉnh Bắc Kạn",
        level="province",
        valid_from=date(2021, 1, 1),
        occurrence=done(),
    )
    context.do(province, role="administrator")
    for plan_id, whose, parent, day, number in (
        ("p458", "tinh", None, date(2021, 7, 19), "458/KH-UBND"),
        ("p1", "so", "p458", DAY, "333/KH-SCT"),
    ):
        rich = {"criteria": ("Hoàn thành xuất sắc nhiệm vụ",), "process": ("Phát hiện",)} if parent else {}
        context.do(
            draft(
                plan_id=plan_id,
                organisation_id=whose,
                parent=None,
                parent_plan_id=parent,
                participants=("so", "u1", "u2") if parent is None else ("u1",),
                occurrence=done(day),
                **rich,
            )
        )
        context.do(issue(day, plan_id=plan_id, number=number, occurrence=done(day)), role="director")
    context.do(
        draft(plan_id="p2", organisation_id="u1", parent=None, parent_plan_id="p458", occurrence=done(DAY))
    )
    return context


def test_a_plan_held_against_the_register_through_the_handlers(played):
    other = draft(plan_id="p3", organisation_id="u2", parent=None, parent_plan_id="p458", period_to=2024)
    with pytest.raises(Rejected) as caught:
        played.do(other)
    assert (caught.value.code, bool(caught.value.citation)) == ("plan-period-differs", True)
    with pytest.raises(Rejected) as caught:
        played.do(draft(plan_id="p3", parent=None, parent_plan_id="khong-co"))
    assert caught.value.code == "parent-plan-unknown"
    of_a_draft = {"parent": None, "parent_plan_id": "p2", "organisation_id": "u2"}
    played.do(draft(plan_id="p4", **of_a_draft, occurrence=done(DAY)))
    with pytest.raises(Rejected) as caught:
        played.do(issue(plan_id="p4"))
    assert caught.value.code == "parent-not-issued"


def test_the_graph_tells_what_is_above_and_below(played):
    graph = played.queries.table()["plan-graph"]
    top = graph(OnePlan(plan_id="p458"), ASKING)
    assert (top.ancestors, top.outside, top.more_children) == ((), None, False)
    assert {(one.plan_id, one.state, one.number) for one in top.children} == {
        ("p1", "issued", "333/KH-SCT"),
        ("p2", "drafted", None),
    }
    below = graph(OnePlan(plan_id="p1"), ASKING)
    assert [(one.plan_id, one.number, one.dated) for one in below.ancestors] == [
        ("p458", "458/KH-UBND", date(2021, 7, 19))
    ]
    assert below.children == ()
    with pytest.raises(NotFound):
        graph(OnePlan(plan_id="khong-co"), ASKING)


def test_the_graph_ends_with_the_document_outside_the_register(played):
    played.do(draft(plan_id="p5"))
    played.do(draft(plan_id="p6", parent=None, parent_plan_id="p5"))
    found = played.queries.table()["plan-graph"](OnePlan(plan_id="p6"), ASKING)
    assert [(one.plan_id, one.state) for one in found.ancestors] == [("p5", "drafted")]
    assert found.outside.number == drafted().parent.number


def test_plans_are_listed_by_owner_parent_and_state(played):
    ask = played.queries.table()["list-plans"]

    def listed(**asked):
        return sorted(row.plan_id for row in ask(PlansAsked(**asked), ASKING).items)

    assert listed() == ["p1", "p2", "p458"]
    assert listed(organisation_id="u1") == ["p2"]
    assert listed(parent_plan_id="p458", state="issued") == ["p1"]


def test_plans_are_listed_by_year_and_words_of_their_title(played):
    rows = played.queries.table()["list-plans"](PlansAsked(), ASKING).items
    title = {row.plan_id: row.title for row in rows}

    def listed(**asked):
        return sorted(
            row.plan_id for row in played.queries.table()["list-plans"](PlansAsked(**asked), ASKING).items
        )

    for year in (2020, 2021, 2023, 2025, 2026):
        assert listed(year=year) == sorted(
            row.plan_id for row in rows if row.period_from <= year <= row.period_to
        )
    assert listed(year=2023) != listed(year=2020) == []
    words = title["p1"].split()
    assert "p1" in listed(text=" ".join(reversed(words)))
    begun = " ".join(word[:3] for word in words_of(title["p1"]))
    assert "p1" in listed(text=begun)
    assert listed(text=f"{begun} khongco") == listed(text=f"{begun} z") == listed(text="?") == []
    assert listed(text=begun, organisation_id="u1", year=2020) == []


def test_who_has_no_plan_of_their_own_with_a_criterion_and_a_process_is_listed(played):
    ask = played.queries.table()["plan-carrying-out"]
    found = ask(OnePlan(plan_id="p458"), ASKING)
    assert found.complete == 1
    assert [(one.organisation_id, one.plan_id, one.lacking) for one in found.participants] == [
        ("so", "p1", ()),
        ("u1", None, ("plan", "criterion", "process")),  # drafted only
        ("u2", None, ("plan", "criterion", "process")),
    ]
    played.do(issue(plan_id="p2", number="1/KH"), role="director")
    (_, unit, _) = ask(OnePlan(plan_id="p458"), ASKING).participants
    assert (unit.plan_id, unit.dated, unit.lacking) == ("p2", DAY, ("criterion", "process"))
