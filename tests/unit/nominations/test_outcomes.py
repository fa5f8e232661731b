"""What was registered against what came of it: by title, by unit, by name; flags only as far as something tells which they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.foreign import AwardGranted
from services.nominations.application import outcome_answers as answers
from services.nominations.application import outcome_queries
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    PutToCouncil,
    ReceiveForAppraisal,
    SubmitNomination,
)
from services.nominations.domain.organisation_messages import DissolveOrganisation
from services.nominations.domain.person_messages import ChangePosition
from services.nominations.domain.plan_messages import IssuePlan
from services.nominations.domain.record_messages import WithdrawFact
from services.nominations.domain.subject_request_messages import AnswerSubjectRequest, ReceiveSubjectRequest
from services.nominations.domain.task_messages import CompleteTask
from services.nominations.domain.title_messages import RegisteredTitle, RegisterTitles, WithdrawTitle
from shared.access import Caller, Grant
from shared.errors import InvalidInput, NotFound
from shared.lineage import Tree
from tests.unit.nominations import course, emulation
from tests.unit.nominations.bodies import RESOLUTION
from tests.unit.nominations.builders import done, draft, on_paper, open_nomination
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_quotas import fact, organisation, person

YEAR = 2022
START = date(YEAR, 2, 10)
END = date(YEAR, 12, 31)
OVER = {"so": ("tinh",), "p1": ("so",), "p2": ("so",), "to": ("p1",)}
LINEAGE = Tree(lambda name: OVER.get(name, ()), lambda _: [])
LDTT, CSTD, TAP_THE = "lao_dong_tien_tien", "cstd_co_so", "tap_the_lao_dong_tien_tien"


def caller(role, scope):
    return Caller(actor="user:x", name="X", grants=(Grant(role, scope),), lineage=LINEAGE)


OFFICE, CLERK = caller("office", "so"), caller("unit_clerk", "p1")


def register(context, unit, *entries, year=YEAR):
    titles = tuple(
        RegisteredTitle(
            kind="collective" if title.startswith(("tap", "co")) else "individual",
            subject_id=who,
            title=title,
        )
        for who, title in entries
    )
    command = RegisterTitles(unit_id=unit, year=year, entries=titles, occurrence=done(date(year, 2, 10)))
    context.do(command, role="unit_clerk")


def has(context, subject_id, title, year=YEAR):
    kind = "collective" if title.startswith("tap") else "individual"
    fact(context, subject_id, "title", title, year, subject_kind=kind)


def lacks(context, subject_id, title):
    """What stood on record was entered wrongly."""
    command = WithdrawFact(
        fact_id=f"f-{subject_id}-{title}-{YEAR}",
        subject_kind="individual",
        subject_id=subject_id,
        reason="Nhầm",
        occurrence=done(date(2023, 1, 5)),
    )
    context.do(command)


def ask(context, name, asked, by=OFFICE):
    return context.queries.table()[name](asked, by)


def titles(context, of="so", by=OFFICE, from_year=YEAR, to_year=None):
    asked = answers.OutcomesAsked(organisation_id=of, from_year=from_year, to_year=to_year)
    return ask(context, "title-outcomes", asked, by)


def figures(context, *args, **kwargs):
    """Registered, achieved, not achieved, unclear, unregistered."""
    return in_short(titles(context, *args, **kwargs).figures)


def in_short(found):
    return (found.registered, found.achieved, found.not_achieved, found.unclear, found.unregistered)


def names(context, of="so", by=OFFICE, **query):
    asked = answers.NamedOutcomesAsked(**{"organisation_id": of, "from_year": YEAR, **query})
    return ask(context, "list-title-outcomes", asked, by)


def listed(context, *args, **query):
    rows = names(context, *args, **query).items
    return [(row.unit_id, row.subject_id, row.title, row.outcome) for row in rows]


@pytest.fixture(params=["few units", "many units"])
def context(request, monkeypatch):
    """A department of two units, one with a team of its own: four people, three titles registered in p1 and one in the team."""
    if request.param == "many units":
        monkeypatch.setattr(outcome_queries, "UNITS_AT_ONCE", 0)
    made = MemoryContext()
    organisation(made, "tinh", "province")
    organisation(made, "so", "department", "tinh")
    for unit in ("p1", "p2"):
        organisation(made, unit, "unit", "so", called=f"Phòng {unit}")
    organisation(made, "to", "unit", "p1", called="Tổ một")
    for name, unit in (("an", "p1"), ("binh", "p1"), ("cuc", "to"), ("dung", "p2")):
        person(made, name, unit)
    register(made, "p1", ("an", LDTT), ("binh", LDTT), ("p1", TAP_THE))
    register(made, "to", ("cuc", CSTD))
    return made


def test_what_was_registered_is_held_against_what_stands_on_record_by_title(context):
    assert figures(context) == (4, 0, 4, 0, 0)
    has(context, "an", LDTT)
    has(context, "p1", TAP_THE)
    has(context, "cuc", CSTD)
    found = titles(context)
    assert (found.organisation_id, found.from_year, found.to_year) == ("so", YEAR, YEAR)
    assert [(one.title, in_short(one.figures)) for one in found.titles] == [
        (LDTT, (2, 1, 1, 0, 0)),
        (CSTD, (1, 1, 0, 0, 0)),
        (TAP_THE, (1, 1, 0, 0, 0)),
    ]
    assert in_short(found.figures) == (4, 3, 1, 0, 0)
    assert figures(context, "to") == (1, 1, 0, 0, 0)
    assert figures(context, "p2") == (0, 0, 0, 0, 0)
    assert titles(context, "p2").titles == ()


def test_what_was_achieved_without_being_registered_is_told_apart(context):
    has(context, "dung", CSTD)
    has(context, "an", CSTD)
    assert figures(context) == (4, 0, 4, 0, 2)
    assert listed(context, outcome="unregistered") == [
        ("p1", "an", CSTD, "unregistered"),
        ("p2", "dung", CSTD, "unregistered"),
    ]
    register(context, "p2", ("dung", CSTD))
    assert figures(context, "p2") == (1, 1, 0, 0, 0)


def test_a_registration_taken_back_and_a_fact_taken_back_count_no_more(context):
    has(context, "an", LDTT)
    gone = WithdrawTitle(
        unit_id="p1",
        year=YEAR,
        kind="individual",
        subject_id="an",
        title=LDTT,
        reason="Nhầm",
        occurrence=done(START),
    )
    context.do(gone, role="unit_clerk")
    assert figures(context) == (3, 0, 3, 0, 1)
    lacks(context, "an", LDTT)
    assert figures(context) == (3, 0, 3, 0, 0)


def test_titles_of_other_years_are_no_answer_to_this_one(context):
    has(context, "an", LDTT, YEAR - 1)
    register(context, "p1", ("binh", CSTD), year=YEAR - 1)
    assert figures(context) == (4, 0, 4, 0, 0)
    assert figures(context, from_year=YEAR - 1) == (1, 0, 1, 0, 1)
    assert figures(context, from_year=YEAR - 1, to_year=YEAR) == (5, 0, 5, 0, 1)
    found = titles(context, from_year=YEAR - 1, to_year=YEAR)
    assert (found.from_year, found.to_year) == (YEAR - 1, YEAR)
    assert figures(context, from_year=YEAR + 1) == (0, 0, 0, 0, 0)


def test_whoever_moved_on_stands_where_they_registered_and_nowhere_twice(context):
    move = ChangePosition(
        person_id="an",
        organisation_id="p2",
        position="staff",
        since=date(YEAR, 7, 1),
        occurrence=done(date(YEAR, 7, 1)),
    )
    context.do(move)
    has(context, "an", LDTT)
    assert figures(context, "p1") == (4, 1, 3, 0, 0)
    assert figures(context, "p2") == (0, 0, 0, 0, 0)
    register(context, "p2", ("an", LDTT))
    assert figures(context, "p2") == (1, 1, 0, 0, 0)
    assert figures(context) == (4, 1, 3, 0, 0)


def test_units_right_below_are_told_each_with_all_below_them(context):
    has(context, "cuc", CSTD)
    has(context, "dung", CSTD)
    asked = answers.UnitsOutcomesAsked(organisation_id="so", from_year=YEAR)
    rows = ask(context, "title-outcomes-of-units", asked).items
    assert [(row.unit_id, row.name, in_short(row.figures)) for row in rows] == [
        ("p1", "Phòng p1", (4, 1, 3, 0, 0)),
        ("p2", "Phòng p2", (0, 0, 0, 0, 1)),
    ]
    assert [one.title for one in rows[0].titles] == [LDTT, CSTD, TAP_THE]
    first = ask(context, "title-outcomes-of-units", replace(asked, limit=1))
    (second,) = ask(context, "title-outcomes-of-units", replace(asked, limit=1, after=first.next)).items
    assert [row.unit_id for row in first.items] == ["p1"]
    assert second.unit_id == "p2"


def test_a_unit_that_took_over_from_another_has_its_registrations_too(context):
    register(context, "p2", ("dung", LDTT))
    merged = date(YEAR, 7, 1)
    gone = DissolveOrganisation(
        organisation_id="p2", successors=("p1",), since=merged, resolution=RESOLUTION, occurrence=done(merged)
    )
    context.do(gone, role="administrator")
    assert figures(context, "p1") == figures(context) == (5, 0, 5, 0, 0)
    asked = answers.UnitsOutcomesAsked(organisation_id="so", from_year=YEAR)
    rows = ask(context, "title-outcomes-of-units", asked).items
    assert [(row.unit_id, row.figures.registered) for row in rows] == [("p1", 4), ("p2", 1)]


def test_who_they_are_is_listed_unit_by_unit_and_page_by_page(context):
    has(context, "binh", LDTT)
    has(context, "dung", CSTD)
    whole = listed(context)
    assert whole == [
        ("p1", "an", LDTT, "not_achieved"),
        ("p1", "binh", LDTT, "achieved"),
        ("p1", "p1", TAP_THE, "not_achieved"),
        ("p2", "dung", CSTD, "unregistered"),
        ("to", "cuc", CSTD, "not_achieved"),
    ]
    after, found = None, []
    while True:
        page = names(context, limit=2, after=after)
        found += [(row.unit_id, row.subject_id, row.title, row.outcome) for row in page.items]
        after = page.next
        if after is None:
            break
    assert found == whole
    assert listed(context, title=CSTD) == whole[3:]
    assert listed(context, outcome="achieved") == whole[1:2]
    assert [row.name for row in names(context).items] == [
        "Người an",
        "Người binh",
        "Phòng p1",
        "Người dung",
        "Người cuc",
    ]


@pytest.mark.parametrize("cursor", ["x", "WyJ0aXRsZS1vdXRjb21lcyIsMSwieCJd", "WyJuYW1lIiwicDEiLCJ4Il0"])
def test_a_cursor_of_anybodys_making_is_refused(context, cursor):
    with pytest.raises(InvalidInput) as caught:
        names(context, after=cursor)
    assert caught.value.code == "malformed-cursor"


@pytest.mark.parametrize(
    ("kind", "right", "shown"),
    [("restrict", None, None), ("correct", "Tên Đúng", "Tên Đúng"), ("erase", None, None)],
)
def test_they_are_named_as_in_every_list(context, kind, right, shown):
    context.do(
        ReceiveSubjectRequest(
            person_id="an", request_id="y1", kind=kind, received_on=START, occurrence=done(START)
        )
    )
    granted = AnswerSubjectRequest(
        person_id="an", request_id="y1", outcome="granted", reason="Đúng", name=right, occurrence=done(START)
    )
    context.do(granted, role="director")
    row = names(context, "p1").items[0]
    assert (row.subject_id, row.name) == ("an", shown)


def test_people_are_not_named_to_whoever_may_not_read_people(context):
    context.permissions = context.queries.permissions
    context.permissions["person.read"] = frozenset()
    assert [(row.subject_id, row.name) for row in names(context, "p1", by=CLERK).items] == [
        ("an", None),
        ("binh", None),
        ("p1", "Phòng p1"),
        ("cuc", None),
    ]


@pytest.mark.parametrize("of", ["so", "p2", "khong-co"])
def test_only_whose_grants_reach_it_are_answered(context, of):
    asked = answers.OutcomesAsked(organisation_id=of, from_year=YEAR)
    units = answers.UnitsOutcomesAsked(organisation_id=of, from_year=YEAR)
    for name, one in (
        ("title-outcomes", asked),
        ("title-outcomes-of-units", units),
        ("list-title-outcomes", answers.NamedOutcomesAsked(organisation_id=of, from_year=YEAR)),
        ("initiative-outcomes", asked),
        ("initiative-outcomes-of-units", units),
    ):
        with pytest.raises(NotFound):
            ask(context, name, one, CLERK)
    assert figures(context, "p1", by=CLERK) == (4, 0, 4, 0, 0)


def test_what_is_no_organisation_has_no_figures(context):
    with pytest.raises(NotFound):
        figures(context, "khong-co", by=caller("inspector", "*"))


@pytest.mark.parametrize(
    ("first", "last"), [(2003, None), (3000, None), (2022, 2021), (2016, 2026), (2999, 3000)]
)
def test_a_period_that_cannot_be_is_refused(context, first, last):
    with pytest.raises(InvalidInput):
        figures(context, from_year=first, to_year=last)


def test_ten_years_are_compared_at_once(context):
    assert figures(context, from_year=YEAR - 9, to_year=YEAR) == (4, 0, 4, 0, 0)


FLAG, GOVERNMENT = "co_thi_dua_tinh", "co_thi_dua_chinh_phu"


def awarded(context, number, subject_id, form):
    """A dossier of the flag that came to an award."""
    case, act = {"nomination_id": f"n{number}"}, done(END)
    command = open_nomination(
        **case,
        subject_kind="collective",
        subject_id=subject_id,
        unit_id=subject_id,
        organisation_id="so",
        form=form,
        commendation_type="movement",
        year=YEAR,
        achievement_id=None,
        occurrence=act,
    )
    context.do(command, role="unit_clerk")
    for one, kind in enumerate(
        ("submission", "achievement_report", "meeting_minutes", "evidence", "opinion")
    ):
        attach = AttachDocument(**case, document_kind=kind, sha256=str(one) * 64, title="T", occurrence=act)
        context.do(attach, role="unit_clerk")
    context.do(SubmitNomination(**case, occurrence=act), role="unit_clerk")
    context.do(ReceiveForAppraisal(**case, by="user:lan", occurrence=act))
    context.do(PutToCouncil(**case, by="user:lan", council_id="c1", occurrence=act))
    event = AwardGranted(
        occurred_on=END,
        basis="system",
        **case,
        award_id=f"a{number}",
        organisation_id="so",
        form=form,
        subject_kind="collective",
        subject_id=subject_id,
        number=f"{number}/QĐ",
        dated=END,
    )
    context.policies.when_award_granted(course.foreign(event, f"e-{number}"))


def test_a_flag_is_told_by_the_dossier_it_came_from(context):
    register(context, "p1", ("p1", FLAG))
    awarded(context, 1, "p1", FLAG)
    awarded(context, 2, "p2", FLAG)
    found = {one.title: in_short(one.figures) for one in titles(context).titles}
    assert found[FLAG] == (1, 1, 0, 0, 1)
    assert listed(context, title=FLAG) == [("p1", "p1", FLAG, "achieved"), ("p2", "p2", FLAG, "unregistered")]
    assert figures(context, "p2") == (0, 0, 0, 0, 1)
    lacking = WithdrawFact(
        fact_id="award-a1", subject_kind="collective", subject_id="p1", reason="Hủy", occurrence=done(END)
    )
    context.do(lacking)
    assert listed(context, title=FLAG, outcome="not_achieved") == [("p1", "p1", FLAG, "not_achieved")]


def test_a_flag_of_another_level_is_not_the_one_that_was_registered(context):
    register(context, "p1", ("p1", FLAG))
    awarded(context, 1, "p1", GOVERNMENT)
    assert listed(context, "p1", title=FLAG) == [("p1", "p1", FLAG, "not_achieved")]
    assert listed(context, "p1", title=GOVERNMENT) == [("p1", "p1", GOVERNMENT, "unregistered")]


def test_a_flag_entered_by_hand_does_not_say_of_which_level_it_is(context):
    register(context, "p1", ("p1", FLAG))
    register(context, "p2", ("p2", FLAG))
    fact(context, "p1", "commendation", "co_thi_dua", subject_kind="collective", commendation_type="movement")
    fact(
        context,
        "p2",
        "commendation",
        "co_thi_dua",
        YEAR - 1,
        subject_kind="collective",
        commendation_type="movement",
    )
    assert listed(context, title=FLAG) == [("p1", "p1", FLAG, "unclear"), ("p2", "p2", FLAG, "not_achieved")]
    assert figures(context, "p1") == (5, 0, 4, 1, 0)


def test_a_dossier_that_is_still_on_its_way_is_no_flag(context):
    command = open_nomination(
        nomination_id="n9",
        subject_kind="collective",
        subject_id="p2",
        unit_id="p2",
        organisation_id="so",
        form=FLAG,
        commendation_type="movement",
        year=YEAR,
        achievement_id=None,
        occurrence=done(END),
    )
    context.do(command, role="unit_clerk")
    fact(context, "p2", "commendation", "co_thi_dua", subject_kind="collective", commendation_type="movement")
    assert listed(context, title=FLAG) == []


def initiative(context, name, unit="p1", year=YEAR, *, applied=False, recognised=False):
    author, day = {"p1": "an", "p2": "dung", "to": "cuc"}[unit], date(year, 2, 1)
    context.do(
        emulation.propose(
            initiative_id=name, authors=(author,), unit_id=unit, year=year, occurrence=done(day)
        ),
        role="unit_clerk",
    )
    if applied:
        since = date(year, 3, 1)
        command = emulation.apply(initiative_id=name, since=since, occurrence=done(since))
        context.do(command, role="unit_clerk")
    if recognised:
        dated = date(year, 11, 20)
        # On paper: what was recognised before it was in use is kept, with a flag.
        command = emulation.recognise(
            initiative_id=name, dated=dated, occurrence=on_paper(date(year, 11, 20))
        )
        context.do(command, role="director")


def initiatives(context, of="so", by=OFFICE, from_year=YEAR, to_year=None):
    asked = answers.OutcomesAsked(organisation_id=of, from_year=from_year, to_year=to_year)
    return of_initiatives(ask(context, "initiative-outcomes", asked, by).figures)


def of_initiatives(found):
    return found.registered, found.applied, found.recognised, found.counting


def test_initiatives_registered_are_held_against_those_applied_and_recognised(context):
    assert initiatives(context) == (0, 0, 0, 0)
    initiative(context, "i1", applied=True, recognised=True)
    initiative(context, "i2", applied=True)
    initiative(context, "i3", "to")
    initiative(context, "i4", "p2", recognised=True)
    initiative(context, "i5", "p2", YEAR + 1)
    assert initiatives(context) == (4, 2, 2, 1)
    assert initiatives(context, "p1") == (3, 2, 1, 1)
    assert initiatives(context, from_year=YEAR, to_year=YEAR + 1) == (5, 2, 2, 1)
    asked = answers.UnitsOutcomesAsked(organisation_id="so", from_year=YEAR)
    rows = ask(context, "initiative-outcomes-of-units", asked).items
    assert [(row.unit_id, row.name, of_initiatives(row.figures)) for row in rows] == [
        ("p1", "Phòng p1", (3, 2, 1, 1)),
        ("p2", "Phòng p2", (1, 0, 1, 0)),
    ]


def test_a_board_reads_initiatives_and_no_titles(context):
    board = caller("board", "tinh")
    assert initiatives(context, by=board) == (0, 0, 0, 0)
    with pytest.raises(NotFound):
        figures(context, by=board)


def test_tasks_of_a_plan_are_counted_as_they_stand_on_a_day(context):
    context.do(
        replace(
            draft(), plan_id="k1", organisation_id="so", participants=("p1", "p2"), occurrence=done(START)
        )
    )
    issued = IssuePlan(
        plan_id="k1", number="12/KH-SCT", dated=START, signatory_role="director", occurrence=done(START)
    )
    context.do(issued, role="director")
    for number, (unit, due) in enumerate([("p1", 4), ("p1", 4), ("p2", 9), ("p2", 4)]):
        task = emulation.assign(
            task_id=f"t{number}",
            plan_id="k1",
            assignee_id=unit,
            due_before=date(YEAR, due, 1),
            occurrence=done(START),
        )
        context.do(task, role="director")
    for number, day in ((0, date(YEAR, 3, 1)), (1, date(YEAR, 4, 20))):
        context.do(emulation.evidence(task_id=f"t{number}", dated=day, occurrence=done(day)))
        context.do(CompleteTask(task_id=f"t{number}", completed_on=day, occurrence=done(day)))
    asked = answers.TaskOutcomesAsked(plan_id="k1", on=date(YEAR, 5, 1))

    def counted(asked, by):
        found = ask(context, "task-outcomes", asked, by)
        return found.assigned, found.done, found.done_late, found.overdue, found.open

    assert counted(asked, OFFICE) == (4, 1, 1, 1, 1)
    assert counted(replace(asked, on=date(YEAR, 3, 15)), OFFICE) == (4, 1, 0, 0, 3)
    assert counted(asked, caller("unit_clerk", "p2")) == (2, 0, 0, 1, 1)
    with pytest.raises(NotFound):
        counted(replace(asked, plan_id="khong-co"), OFFICE)
