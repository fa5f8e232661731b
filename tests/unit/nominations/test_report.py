"""Reports that a plan asks for: sent by its units in time or late, supplemented, and by nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.application import report_answers as answers
from services.nominations.application.carrying_answers import ObligationsAsked
from services.nominations.domain.obligation import Obligation
from services.nominations.domain.plan import plan
from services.nominations.domain.plan_messages import IssuePlan
from services.nominations.domain.report import report
from shared.access import Caller, Grant
from shared.errors import NotFound, Rejected
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, draft, drafted, on_paper, plan_state
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.emulation import REPORT
from tests.unit.nominations.emulation import report as send
from tests.unit.nominations.entry_course import registered
from tests.unit.nominations.test_course import OFFICE

a = Spec(report)
IN_TIME, LATE = date(2023, 6, 30), date(2023, 7, 1)
OTHER = {"number": "31/BC-PCN", "sha256": "e" * 64}


def made(*commands):
    events = []
    for command in commands:
        events += report.decide(command, report.fold(events))
    return events


def codes(event):
    return [flag.code for flag in event.act.broken]


def test_a_unit_reports_to_the_organisation_whose_plan_asks_for_it():
    (event,) = made(send())
    assert (event.unit_id, event.organisation_id, event.standing) == ("u1", "so", "first")
    assert (event.act.case, event.act.broken) == ("plan-p1", ())
    assert [rule.citation for rule in event.act.rules] == ["Kế hoạch số 12/KH-SCT ngày 20/1/2021, mục IV.4"]


def test_what_was_sent_already_changes_nothing():
    a.given(*made(send())).when(send(occurrence=done(date(2023, 8, 1)))).then_nothing()


def test_a_second_one_supplements_and_is_not_late_for_that():
    _, event = made(send(), send(**OTHER, occurrence=done(date(2023, 8, 1))))
    assert (event.standing, codes(event)) == ("supplement", [])


@pytest.mark.parametrize(
    ("duty", "day", "late"),
    [
        ({}, IN_TIME, False),
        ({}, LATE, True),
        ({"reading": "inclusive"}, LATE, False),
        ({"due_before": None}, date(2030, 1, 1), False),
    ],
)
def test_what_comes_late_is_taken_and_flagged_with_the_place_in_the_plan(duty, day, late):
    asked = Obligation(**{"kind": "report", "citation": "mục IV.4", "due_before": LATE, **duty})
    (event,) = made(send(plan=plan_state(asked), occurrence=done(day)))
    assert codes(event) == (["report-late"] if late else [])
    for flag in event.act.broken:
        assert flag.rule.citation == "Kế hoạch số 12/KH-SCT ngày 20/1/2021, mục IV.4"
        assert dict(flag.facts) == {"sent_on": "1/7/2023", "last_day": "30/6/2023"}


@pytest.mark.parametrize(
    ("given", "command", "code"),
    [
        ((), send(plan=plan.initial), "plan-not-found"),
        ((), send(plan=plan.fold([drafted(obligations=(REPORT,))])), "plan-not-issued"),
        ((), send(plan=plan_state()), "report-not-asked"),
        ((), send(unit_id="u9"), "unit-not-participant"),
        ((), send(dated=date(2023, 6, 27)), "report-dated-later"),
        ((), send(sha256="khong"), "invalid-input"),
        ((send(),), send(sha256="e" * 64), "report-differs"),
    ],
)
def test_what_no_plan_asks_of_that_unit_is_answered_only(given, command, code):
    a.given(*made(*given)).when(command).then_rejected(code)


def test_on_paper_the_report_of_a_unit_the_plan_does_not_name_is_recorded_and_flagged():
    (event,) = made(send(unit_id="u9", occurrence=on_paper(LATE)))
    assert codes(event) == ["unit-not-participant", "report-late"]


@pytest.fixture
def context():
    """A plan in force that asks its three units for reports."""
    made = MemoryContext()
    course.register(made)
    made.do(draft(obligations=(REPORT,)))
    issue = IssuePlan(
        plan_id="p1",
        number="12/KH-SCT",
        dated=date(2021, 1, 20),
        signatory_role="director",
        occurrence=done(date(2021, 1, 20)),
    )
    made.do(issue, role="director")
    return made


def due(context, on, caller=OFFICE):
    asked = ObligationsAsked(on=on)
    (row,) = context.queries.table()["list-obligations"](asked, caller).items
    return row.kind, row.standing, row.done, row.late, row.missing


def test_who_reported_late_or_never_is_told_among_what_plans_ask_for(context):
    assert due(context, IN_TIME) == ("report", "open", 0, (), ("u1", "u2", "u3"))
    context.do(send(), role="unit_clerk")
    context.do(send(**OTHER, occurrence=done(date(2023, 8, 1))), role="unit_clerk")
    context.do(send(unit_id="u2", occurrence=done(LATE)), role="unit_clerk")
    assert due(context, LATE) == ("report", "overdue", 2, ("u2",), ("u3",))
    context.do(send(unit_id="u3", occurrence=done(date(2023, 7, 9))), role="unit_clerk")
    assert due(context, date(2023, 7, 9)) == ("report", "done_late", 3, ("u2", "u3"), ())


def test_a_unit_s_reports_are_read_by_itself_and_whose_plan_it_is(context):
    ask = context.queries.table()["plan-report"]
    context.do(send(occurrence=done(LATE)), role="unit_clerk")
    context.do(send(**OTHER, occurrence=done(date(2023, 8, 1))), role="unit_clerk")
    one = answers.OneReport(plan_id="p1", unit_id="u1")
    clerk, stranger = (
        Caller(actor="user:y", name="Y", grants=(Grant("unit_clerk", u),)) for u in ("u1", "u2")
    )
    for caller in (OFFICE, clerk):
        found = ask(one, caller).item.reports
        assert [(each.standing, each.number, each.late, each.submitted_on) for each in found] == [
            ("first", "30/BC-PCN", True, LATE),
            ("supplement", "31/BC-PCN", False, date(2023, 8, 1)),
        ]
    none = answers.OneReport(plan_id="p1", unit_id="u2")
    for asked, caller in (
        (one, stranger),
        (none, OFFICE),
        (answers.OneReport(plan_id="khong-co", unit_id="u1"), OFFICE),
    ):
        with pytest.raises(NotFound):
            ask(asked, caller)


def test_a_plan_that_asks_for_no_report_gets_none(context):
    context.do(draft(plan_id="p9"))
    for plan_id, code in (("p9", "plan-not-issued"), ("khong-co", "plan-not-found")):
        with pytest.raises(Rejected) as caught:
            context.do(send(plan_id=plan_id), role="unit_clerk")
        assert caught.value.code == code


def test_the_office_s_page_says_which_unit_has_not_reported():
    site = registered()
    plan_id = site.do("draft-plan", asking_for_reports(site.ids), by="root").identity
    issue = {"plan_id": plan_id, "number": "13/KH-SCT", "dated": "2021-01-20", "signatory_role": "director"}
    site.do("issue-plan", issue, by="root")
    site.sign_in("phong")
    shown = site.get("/entry/inbox").text
    assert "Báo cáo (mỗi đơn vị)mục IV.4" in shown
    assert "Phòng Thương mại, Phòng Năng lượng" in shown.partition("Báo cáo (mỗi đơn vị)")[2]
    sent = {"plan_id": plan_id, "number": "30/BC", "dated": "2021-01-20", "sha256": "f" * 64}
    site.do("submit-report", {**sent, "unit_id": site.ids["u1"]}, by="root")
    assert "Phòng Thương mại" not in site.get("/entry/inbox").text.partition("Báo cáo (mỗi đơn vị)")[2]


def asking_for_reports(ids):
    return {
        "title": "Kế hoạch có báo cáo",
        "organisation_id": ids["so"],
        "period_from": 2021,
        "period_to": 2025,
        "obligations": [{"kind": "report", "citation": "mục IV.4", "due_before": "2023-07-01"}],
        "recipients": [],
        "participants": [ids["u1"], ids["u2"]],
    }
