"""A plan's tasks: S004's four duties of Sở Nội vụ, due by a day, by words or at no said time, shown and done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application import carrying_answers as answers
from services.nominations.domain.organisation_messages import DissolveOrganisation
from services.nominations.domain.task import standing, task
from shared.access import Caller, Grant
from shared.errors import NotFound, Rejected
from shared.folding import words_of
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations.bodies import RESOLUTION, register
from tests.unit.nominations.builders import done, draft, on_paper
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.emulation import assign, complete, evidence

a = Spec(task)
DUE = date(2021, 6, 30)
DUTIES = (  # 4-16 to 4-19
    "Hướng dẫn, kiểm tra, đôn đốc các cấp, các ngành, đơn vị triển khai, tổ chức thực hiện",
    "Tham mưu, đề xuất các biện pháp tổ chức học tập kinh nghiệm, giao lưu nhân rộng",
    "Tham mưu, đề xuất kế hoạch kiểm tra, khảo sát việc xây dựng, nhân rộng",
    "Báo cáo kết quả, đề xuất các hình thức khen thưởng",
)


def made(*commands):
    events = []
    for command in commands:
        events += task.decide(command, task.fold(events))
    return events


def test_a_task_is_assigned_shown_and_done():
    events = made(assign(), evidence(), complete())
    assert [type(one).__name__ for one in events] == ["TaskAssigned", "TaskEvidenced", "TaskCompleted"]
    assert all((one.act.case, one.act.broken) == ("task-t1", ()) for one in events)


@pytest.mark.parametrize("command", [assign(), evidence(), complete()], ids=lambda one: type(one).__name__)
def test_each_done_twice_changes_nothing(command):
    a.given(*made(assign(), evidence(), complete())).when(command).then_nothing()


@pytest.mark.parametrize(
    ("given", "command", "code"),
    [
        ((assign(),), assign(content="Khác"), "task-exists"),
        ((), assign(plan_known=False), "plan-not-found"),
        ((), assign(unknown_organisations=("u9",)), "unknown-organisation"),
        ((), assign(plan_owner="tinh"), "task-of-other-plan"),
        ((), assign(plan_title=None), "task-before-plan"),
        ((), evidence(), "task-not-found"),
        ((), complete(), "task-not-found"),
        ((assign(),), evidence(sha256="khong"), "invalid-input"),
        ((assign(),), complete(), "task-without-evidence"),
        ((assign(), evidence()), complete(occurrence=done(date(2021, 6, 28))), "task-done-later"),
        ((assign(), evidence(), complete()), complete(date(2021, 6, 28)), "task-already-done"),
    ],
)
def test_what_does_not_fit_is_answered_only(given, command, code):
    a.given(*made(*given)).when(command).then_rejected(code)


def test_on_paper_what_was_out_of_order_is_recorded_and_flagged():
    paper = on_paper(DUE)
    (given,) = made(assign(plan_title=None, occurrence=paper))
    assert [flag.code for flag in given.act.broken] == ["task-before-plan"]
    (event,) = task.decide(complete(date(2021, 6, 1), occurrence=paper), task.fold([given]))
    assert [flag.code for flag in event.act.broken] == ["task-without-evidence"]


@pytest.mark.parametrize(
    ("reading", "day", "late"),
    [
        ("strict", date(2021, 6, 29), False),
        ("strict", DUE, True),
        ("inclusive", DUE, False),
        ("inclusive", date(2021, 7, 1), True),
    ],
)
def test_what_is_done_late_is_flagged_with_the_place_in_the_plan(reading, day, late):
    events = made(assign(reading=reading), evidence())
    (event,) = task.decide(complete(day), task.fold(events))
    assert [flag.code for flag in event.act.broken] == (["task-late"] if late else [])
    if late:
        (flag,) = event.act.broken
        assert flag.rule.citation == "Kế hoạch số 12/KH-SCT ngày 20/1/2021, mục V.2"


@pytest.mark.parametrize("words", ["theo quy định", "06 tháng đầu năm 2023", None])
def test_a_task_whose_plan_names_no_day_is_never_late(words):
    events = made(assign(due_before=None, due_text=words), evidence())
    (event,) = task.decide(complete(date(2025, 1, 1)), task.fold(events))
    assert event.act.broken == ()


@pytest.mark.parametrize(
    ("last", "completed", "on", "stands"),
    [
        (DUE, None, DUE, "open"),
        (DUE, None, date(2021, 7, 1), "overdue"),
        (None, None, date(2099, 1, 1), "open"),
        (DUE, DUE, DUE, "done"),
        (DUE, date(2021, 7, 1), date(2021, 7, 1), "done_late"),
        (DUE, date(2021, 7, 2), date(2021, 7, 1), "overdue"),
        (None, date(2099, 1, 1), date(2099, 1, 1), "done"),
    ],
)
def test_how_a_task_stands_is_a_matter_of_the_day(last, completed, on, stands):
    assert standing(last, completed, on) == stands


def test_events_of_an_unknown_task_change_nothing():
    assert task.fold(made(assign(), evidence(), complete())[1:]) == task.initial


OFFICE = Caller(actor="user:x", name="X", grants=(Grant("office", "so"),))
CLERK = Caller(actor="user:y", name="Y", grants=(Grant("unit_clerk", "u2"),))


@pytest.fixture
def played():
    """The plan's four duties given to u2: one with a day, one in words, two at no said time."""
    context = MemoryContext()
    course.register(context)
    course.issue(context)
    dues = ({"due_before": DUE}, {"due_text": "theo quy định"}, {}, {})
    for number, (content, due) in enumerate(zip(DUTIES, dues, strict=True), start=1):
        own = {"due_before": None, **due, "content": content, "task_id": f"t{number}", "assignee_id": "u2"}
        context.do(assign(**own), role="director")
    return context


def listed(context, on, caller=OFFICE, **query):
    found = context.queries.table()["list-tasks"](answers.TasksAsked(on=on, **query), caller)
    return [(row.task_id, row.standing) for row in found.items]


def test_tasks_are_listed_by_the_year_of_their_last_day_and_by_words(played):
    assert listed(played, DUE, year=DUE.year) == [("t1", "overdue")]
    assert listed(played, DUE, year=DUE.year - 1) == listed(played, DUE, year=DUE.year + 1) == []
    for number, duty in enumerate(DUTIES, start=1):
        found = [name for name, _ in listed(played, DUE, text=duty)]
        assert f"t{number}" in found
        begun = " ".join(word[:4] for word in words_of(duty))
        assert f"t{number}" in [name for name, _ in listed(played, DUE, text=begun)]
    assert listed(played, DUE, text=f"{DUTIES[0]} khongco") == listed(played, DUE, text="…") == []
    assert listed(played, DUE, text=DUTIES[0], year=DUE.year, standing="overdue") == [("t1", "overdue")]
    assert listed(played, DUE, text=DUTIES[1], year=DUE.year) == []


def test_tasks_are_listed_as_they_stand_on_a_day(played):
    assert listed(played, DUE) == [
        ("t2", "open"),
        ("t3", "open"),
        ("t4", "open"),
        ("t1", "overdue"),  # strict: the day itself is late
    ]
    assert listed(played, date(2021, 6, 29), standing="overdue") == []
    assert listed(played, DUE, standing="overdue") == [("t1", "overdue")]
    played.do(evidence())
    played.do(complete(date(2021, 7, 5)))
    assert listed(played, date(2021, 7, 4), standing="overdue") == [("t1", "overdue")]
    assert listed(played, date(2021, 7, 5), standing="overdue") == []
    assert listed(played, date(2021, 7, 5), standing="done") == [("t1", "done_late")]
    assert listed(played, date(2021, 7, 4), standing="done") == []
    assert listed(played, date(2021, 7, 5), standing="open") == [
        ("t2", "open"),
        ("t3", "open"),
        ("t4", "open"),
    ]


def test_tasks_due_by_a_day_of_a_plan_and_of_a_unit_are_found(played):
    day = date(2021, 6, 1)
    assert listed(played, day, due_until=DUE) == [("t1", "open")]
    assert listed(played, day, due_until=date(2021, 6, 28)) == []
    assert listed(played, day, standing="open", due_until=DUE) == [("t1", "open")]
    assert len(listed(played, day, plan_id="p1", assignee_id="u2")) == 4
    assert listed(played, day, assignee_id="u1") == []


def test_a_task_is_seen_by_who_gave_it_and_who_is_to_do_it(played):
    assert len(listed(played, DUE, CLERK)) == 4
    stranger = Caller(actor="user:z", name="Z", grants=(Grant("unit_clerk", "u1"),))
    assert listed(played, DUE, stranger) == []
    everywhere = Caller(actor="user:t", name="T", grants=(Grant("inspector", "*"),))
    assert len(listed(played, DUE, everywhere)) == 4
    ask = played.queries.table()["task"]
    played.do(evidence())
    item = ask(answers.OneTask(task_id="t1", on=DUE), CLERK).item
    assert (item.standing, item.last_day, item.content) == ("overdue", date(2021, 6, 29), DUTIES[0])
    assert [(one.number, one.title) for one in item.evidence] == [("45/BC-SCT", "Báo cáo sáu tháng")]
    for task_id, caller in (("t1", stranger), ("khong-co", CLERK)):
        with pytest.raises(NotFound):
            ask(answers.OneTask(task_id=task_id, on=DUE), caller)


def test_tasks_are_given_only_under_a_plan_that_is_issued_by_its_owner(played):
    played.do(draft(plan_id="p9"))
    for changes, code in (
        ({"plan_id": "p9"}, "task-before-plan"),
        ({"plan_id": "khong-co"}, "plan-not-found"),
        ({"assignee_id": "khong-co"}, "unknown-organisation"),
        ({"assigner_id": "u1"}, "task-of-other-plan"),
    ):
        with pytest.raises(Rejected) as caught:
            played.do(assign(task_id="t9", **changes), role="director")
        assert caught.value.code == code


def test_a_task_of_a_plan_that_was_only_drafted_on_paper_is_cited_by_its_title(played):
    played.do(draft(plan_id="p9"))
    paper = on_paper(date(2021, 2, 1))
    played.do(assign(task_id="t9", plan_id="p9", occurrence=paper))
    played.do(evidence(task_id="t9"))
    played.do(complete(date(2021, 7, 5), task_id="t9"))
    (event,) = [one.event for one in played.recorded() if one.envelope.type == "TaskCompleted"]
    assert [flag.rule.citation for flag in event.act.broken] == [
        "Kế hoạch xây dựng điển hình tiên tiến, mục V.2"
    ]
    with pytest.raises(Rejected) as caught:
        played.do(replace(complete(), task_id="khong-co"))
    assert caught.value.code == "task-not-found"


def test_once_the_plans_owner_is_dissolved_its_successor_gives_the_tasks_and_it_no_longer_does(played):
    day = date(2021, 9, 1)
    played.do(register("moi-ke-thua", occurrence=done(day)), role="administrator")
    ended = DissolveOrganisation(
        organisation_id="so",
        successors=("moi-ke-thua",),
        since=day,
        resolution=RESOLUTION,
        occurrence=done(day),
    )
    played.do(ended, role="administrator")
    given = assign(task_id="t8", assigner_id="moi-ke-thua", occurrence=done(day))
    played.do(given, role="director")
    with pytest.raises(Rejected) as caught:
        played.do(assign(task_id="t9", occurrence=done(day)), role="director")
    assert caught.value.code == "task-of-other-plan"
    played.do(assign(task_id="t9", occurrence=on_paper(date(2021, 8, 31))))
