"""What a plan asks for by a day is listed: which lists have come, which are late, which never came, and whose they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application.carrying_answers import ObligationsAsked
from services.nominations.application.obligation_views import project_obligation
from services.nominations.domain.consolidation_messages import ConsolidateList, SendList
from services.nominations.domain.plan_messages import IssuePlan
from services.nominations.domain.registration_messages import SubmitRegistrationList
from shared.messages import RecordedEvent
from tests.unit.nominations import course
from tests.unit.nominations.builders import OBLIGATIONS as ASKED_FOR
from tests.unit.nominations.builders import done, draft, issued, model, on_paper
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_course import CLERK, INSPECTOR, OFFICE

IN_TIME, LATE = date(2021, 3, 24), date(2021, 3, 26)


@pytest.fixture
def context():
    made = MemoryContext()
    course.register(made)
    return made


def send(context, unit, number, occurrence):
    command = SubmitRegistrationList(
        plan_id="p1", unit_id=unit, models=(model(number),), occurrence=occurrence
    )
    context.do(command, role="unit_clerk")


def rows(context, on, caller=OFFICE, **asked):
    return context.queries.table()["list-obligations"](ObligationsAsked(on=on, **asked), caller).items


def told(row):
    return row.kind, row.standing, row.done, row.late, row.missing


def test_a_draft_binds_nobody(context):
    context.do(draft())
    assert rows(context, date(2022, 1, 1)) == []


def test_each_list_is_told_as_it_stands_on_the_day(context):
    course.issue(context)
    units, upward = rows(context, IN_TIME)
    assert (units.plan_id, units.owners, units.last_day, units.citation) == (
        "p1",
        3,
        date(2021, 3, 24),
        "mục IV.1",
    )
    assert told(units) == ("register_models", "open", 0, (), ("u1", "u2", "u3"))
    assert (upward.kind, upward.owners, upward.missing) == ("select_models", 1, ("so",))

    send(context, "u1", 1, done(IN_TIME))
    send(context, "u2", 2, on_paper(LATE))
    assert told(rows(context, LATE)[0]) == ("register_models", "overdue", 2, ("u2",), ("u3",))
    assert told(rows(context, IN_TIME)[0]) == ("register_models", "open", 1, (), ("u2", "u3"))
    send(context, "u3", 3, on_paper(LATE))
    assert told(rows(context, LATE)[0]) == ("register_models", "done_late", 3, ("u2", "u3"), ())


def test_the_list_sent_upward_is_the_organisation_s(context):
    course.issue(context)
    for number, unit in enumerate(("u1", "u2", "u3"), start=1):
        send(context, unit, number, done(IN_TIME))
    context.do(ConsolidateList(plan_id="p1", occurrence=done(date(2021, 3, 25))))
    context.policies.when_models_selected_note_selection(course.selected(basis="simulated"))
    context.do(SendList(plan_id="p1", recipient="ban", occurrence=done(date(2021, 3, 29))))
    units, upward = rows(context, date(2021, 4, 30))
    assert (told(units), told(upward)) == (
        ("register_models", "done", 3, (), ()),
        ("select_models", "done", 1, (), ()),
    )
    assert rows(context, date(2021, 4, 30), standing="overdue") == []
    assert len(rows(context, date(2021, 3, 20), standing="open")) == 2  # on that day nobody had done it


def test_what_is_overdue_is_found_by_the_day(context):
    course.issue(context)
    assert rows(context, IN_TIME, standing="overdue") == []
    assert [row.kind for row in rows(context, LATE, standing="overdue")] == ["register_models"]
    assert len(rows(context, date(2021, 3, 30), standing="overdue")) == 2
    assert len(rows(context, IN_TIME, standing="open", organisation_id="so", plan_id="p1")) == 2
    assert rows(context, IN_TIME, organisation_id="ban") == []


def test_whoever_reaches_the_organisation_sees_all_its_units_others_their_own(context):
    course.issue(context)
    assert rows(context, LATE, INSPECTOR)[0].missing == ("u1", "u2", "u3")
    (own,) = rows(context, LATE, CLERK)
    assert (own.kind, own.owners, own.missing) == ("register_models", 1, ("u1",))


def test_each_obligation_is_found_by_its_own_day(context):
    later = tuple(
        replace(one, due_before=date(2021, 12, 31)) if one.kind == "select_models" else one
        for one in ASKED_FOR
    )
    context.do(draft(obligations=later))
    issue = IssuePlan(
        plan_id="p1",
        number="12/KH-SCT",
        dated=date(2021, 1, 20),
        signatory_role="director",
        occurrence=done(date(2021, 1, 20)),
    )
    context.do(issue, role="director")
    assert [row.kind for row in rows(context, LATE, standing="overdue")] == ["register_models"]
    assert [row.kind for row in rows(context, LATE, standing="open")] == ["select_models"]


def test_on_a_day_that_is_past_it_stands_as_it_did(context):
    course.issue(context)
    for number, unit in enumerate(("u1", "u2", "u3"), start=1):
        send(context, unit, number, on_paper(date(2021, 3, 28)))
    (row,) = [one for one in rows(context, LATE, standing="overdue") if one.kind == "register_models"]
    assert row.missing == ("u1", "u2", "u3")
    assert [one.kind for one in rows(context, date(2021, 3, 28), standing="overdue")] == []


def test_whoever_has_done_their_part_is_not_told_who_is_late(context):
    course.issue(context)
    send(context, "u1", 1, done(IN_TIME))
    assert rows(context, LATE, CLERK, standing="overdue") == []
    assert len(rows(context, LATE, standing="overdue")) == 1


def test_what_has_no_day_is_open_until_it_is_done(context):
    (asked,) = [one for one in ASKED_FOR if one.kind == "register_models"]
    context.do(draft(obligations=(replace(asked, due_before=None),)))
    issue = IssuePlan(
        plan_id="p1",
        number="12/KH-SCT",
        dated=date(2021, 1, 20),
        signatory_role="director",
        occurrence=done(date(2021, 1, 20)),
    )
    context.do(issue, role="director")
    (row,) = rows(context, date(2025, 1, 1), standing="open")
    assert (row.kind, row.last_day, row.missing) == ("register_models", None, ("u1", "u2", "u3"))
    assert rows(context, date(2025, 1, 1), standing="overdue") == []


def test_an_event_of_an_unknown_plan_makes_no_row():
    recorded = RecordedEvent(envelope=None, event=issued(), position=1, epoch="e")
    assert project_obligation("p1/register_models", None, recorded) is None
