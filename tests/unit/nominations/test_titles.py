"""Titles are registered at the start of the year; who is missing is named; late is flagged until a day is confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.application import striving_answers as answers
from services.nominations.application.striving_views import TITLES
from services.nominations.domain.dissolved import Ground
from services.nominations.domain.organisation_messages import MoveOrganisation, RegisterOrganisation
from services.nominations.domain.person_messages import RegisterPerson
from services.nominations.domain.rules import TitleDeadline
from services.nominations.domain.subject_request_messages import AnswerSubjectRequest, ReceiveSubjectRequest
from services.nominations.domain.title_messages import RegisteredTitle, TitleWithdrawn, WithdrawTitle
from services.nominations.domain.title_registration import Titles, title_registration, titles_case
from shared.access import Caller, Grant
from shared.errors import NotFound, Rejected
from shared.messages import RecordedEvent
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations.bodies import GROUND
from tests.unit.nominations.builders import done, on_paper
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.emulation import TITLE, register_titles

a = Spec(title_registration)
RULES = rule_book()
RULE = RULES.in_force(TitleDeadline, date(2021, 2, 10))
OWN = RegisteredTitle(kind="collective", subject_id="u1", title="tap_the_lao_dong_tien_tien")
WITHDRAW = WithdrawTitle(
    unit_id="u1",
    year=2021,
    kind="individual",
    subject_id="s1",
    title="cstd_co_so",
    reason="Nhầm",
    occurrence=done(),
)


def register(*entries, **changes):
    return register_titles(entries=entries or (TITLE,), rules=RULES, **changes)


def registered(*entries, **changes):
    (event,) = title_registration.decide(register(*entries, **changes), Titles())
    return event


def confirmed(reading="inclusive"):
    values = replace(RULE.values, reading=reading)
    others = (rule for rule in RULES.rules if rule is not RULE)
    return RuleBook((replace(RULE, confirmed=True, values=values), *others))


def on(day, **changes):
    return register(occurrence=done(day), **changes)


def test_what_is_registered_stands_beside_what_was():
    event = registered(TITLE, OWN)
    assert (event.entries, event.act.case, event.act.broken) == ((TITLE, OWN), titles_case("u1", 2021), ())
    a.given(registered(TITLE)).when(register(TITLE, OWN)).then(registered(OWN))
    state = title_registration.fold([registered(TITLE), registered(OWN)])
    assert (state.individuals, state.collectives) == ({"s1"}, {"u1"})


def test_a_collective_that_was_registered_before_it_was_dissolved_stands_in_nobodys_way():
    gone = OWN.subject_id
    ground = Ground(
        gone=(replace(GROUND.gone[0], organisation_id=gone, since=date(2021, 1, 31)),), rules=RULES
    )
    a.given().when(register(OWN, unit_id="u9", ground=ground)).then_refused("organisation-dissolved")
    before = registered(OWN, unit_id="u9")
    (event,) = title_registration.decide(
        register(OWN, TITLE, unit_id="u9", ground=ground), title_registration.fold([before])
    )
    assert (event.entries, event.act.broken) == ((TITLE,), ())


def test_registering_the_same_again_changes_nothing():
    a.given(registered(TITLE, OWN)).when(register(OWN)).then_nothing()


def test_a_title_is_taken_back_with_a_reason_and_may_be_registered_again():
    gone = TitleWithdrawn(
        act=done().act(titles_case("u1", 2021)),
        unit_id="u1",
        year=2021,
        kind="individual",
        subject_id="s1",
        title="cstd_co_so",
        reason="Nhầm",
    )
    a.given(registered(TITLE, OWN)).when(WITHDRAW).then(gone)
    assert title_registration.fold([registered(TITLE, OWN), gone]).entries == (OWN,)
    a.given(registered(TITLE), gone).when(WITHDRAW).then_nothing()
    a.given(registered(OWN)).when(WITHDRAW).then_rejected("title-not-registered")
    a.given(registered(TITLE), gone).when(register()).then(registered())


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (register(unit_known=False), "unknown-organisation"),
        (replace(register(), entries=()), "titles-empty"),
        (register(TITLE, TITLE), "entry-twice"),
        (register(replace(TITLE, title="tap_the_lao_dong_xuat_sac")), "title-of-other-kind"),
        (register(replace(OWN, title="lao_dong_tien_tien")), "title-of-other-kind"),
        (register(unknown_subjects=("s1",)), "unknown-subject"),
        (register(of_other_units=("s1",)), "person-of-other-unit"),
        (register(year=0), "invalid-input"),
        (register(year=3000), "invalid-input"),
    ],
)
def test_what_makes_no_sense_is_not_registered(command, code):
    a.given().when(command).then_rejected(code)


def test_a_list_on_paper_may_name_who_has_left_since():
    assert registered(of_other_units=("s1",), occurrence=on_paper(date(2021, 2, 10))).entries == (TITLE,)


@pytest.mark.parametrize(
    ("reading", "last", "late"),
    [
        ("inclusive", date(2021, 3, 31), date(2021, 4, 1)),
        ("strict", date(2021, 3, 30), date(2021, 3, 31)),
    ],
)
def test_a_confirmed_deadline_refuses_on_record_and_flags_what_is_on_paper(reading, last, late):
    rules = confirmed(reading)
    (event,) = title_registration.decide(replace(on(last), rules=rules), Titles())
    assert event.act.broken == ()
    refusal = a.given().when(replace(on(late), rules=rules)).then_refused("title-late")
    assert refusal.act.case == titles_case("u1", 2021)
    paper = replace(register(occurrence=on_paper(late)), rules=rules)
    (event,) = title_registration.decide(paper, Titles())
    assert [flag.code for flag in event.act.broken] == ["title-late"]


def test_a_deadline_nobody_confirmed_flags_and_never_refuses():
    (event,) = title_registration.decide(on(date(2021, 4, 1)), Titles())
    (flag,) = event.act.broken
    assert (flag.code, flag.rule.confirmed, flag.facts["last_day"]) == ("title-late", False, "31/3/2021")


@pytest.mark.parametrize(("month", "day"), [(2, 29), (4, 31), (13, 1)])
def test_a_day_that_not_every_year_has_is_no_deadline(month, day):
    with pytest.raises(ValueError, match=r"day|month"):
        TitleDeadline(month=month, day=day, reading="strict")


CLERK = Caller(actor="user:y", name="Y", grants=(Grant("unit_clerk", "u1"),))
DAY = date(2021, 12, 31)


@pytest.fixture
def played():
    """Unit u1 with three people: s1 of the course, an of before, moi since July."""
    context = MemoryContext()
    course.register(context)
    for person_id, since in (("an", date(2020, 1, 1)), ("moi", date(2021, 7, 1))):
        command = RegisterPerson(
            person_id=person_id,
            name=f"Người {person_id}",
            organisation_id="u1",
            position="staff",
            position_since=since,
            occurrence=done(),
        )
        context.do(command, role="administrator")
    return context


def coverage(context, on=DAY, caller=CLERK, **query):
    asked = answers.TitlesAsked(**{"unit_id": "u1", "year": 2021, "on": on, **query})
    return context.queries.table()["titles"](asked, caller)


def test_the_view_names_who_is_missing_and_is_complete_when_nobody_is(played):
    played.do(register(TITLE, OWN))
    found = coverage(played)
    assert (found.head_count, found.registered, found.missing_count, found.complete) == (3, 1, 2, False)
    assert [(one.person_id, one.name) for one in found.missing] == [
        ("an", "Người an"),
        ("moi", "Người moi"),
    ]
    for person_id in ("an", "moi"):
        played.do(register(replace(TITLE, subject_id=person_id)))
    found = coverage(played)
    assert (found.registered, found.missing, found.collective_registered, found.complete) == (
        3,
        (),
        True,
        True,
    )


def test_who_came_later_is_not_missing_before(played):
    found = coverage(played, on=date(2021, 6, 30))
    assert [one.person_id for one in found.missing] == ["an", "s1"]


def test_without_the_collective_itself_it_is_not_complete(played):
    for person_id in ("an", "moi", "s1"):
        played.do(register(replace(TITLE, subject_id=person_id)))
    found = coverage(played)
    assert (found.registered, found.head_count, found.complete) == (3, 3, False)


def test_an_erased_person_is_missing_without_a_name(played):
    played.keys.destroyed.add("person-an")
    assert next((one.person_id, one.name) for one in coverage(played).missing) == ("an", None)


@pytest.mark.parametrize(
    ("kind", "right", "shown"),
    [("restrict", None, None), ("correct", "Tên Đúng", "Tên Đúng"), ("erase", None, None)],
)
def test_who_is_missing_is_named_as_in_every_list(played, kind, right, shown):
    played.do(
        ReceiveSubjectRequest(
            person_id="an", request_id="y1", kind=kind, received_on=DAY, occurrence=done(DAY)
        )
    )
    granted = AnswerSubjectRequest(
        person_id="an", request_id="y1", outcome="granted", reason="Đúng", name=right, occurrence=done(DAY)
    )
    played.do(granted, role="director")
    assert next((one.person_id, one.name) for one in coverage(played).missing) == ("an", shown)


def test_only_whose_grants_reach_the_unit_see_its_registration(played):
    other = Caller(actor="user:z", name="Z", grants=(Grant("unit_clerk", "u2"),))
    with pytest.raises(NotFound):
        coverage(played, caller=other)
    asked = answers.UnitsTitlesAsked(organisation_id="so", year=2021, on=DAY)
    with pytest.raises(NotFound):
        played.queries.table()["titles-of-units"](asked, other)


def test_the_units_below_an_organisation_are_told_in_figures(played):
    team = RegisterOrganisation(
        organisation_id="to",
        name="Tổ một",
        level="unit",
        parent_id="u1",
        valid_from=date(2021, 1, 1),
        occurrence=done(),
    )
    played.do(team, role="administrator")
    flag = RegisteredTitle(kind="collective", subject_id="to", title="co_thi_dua_tinh")
    played.do(register(flag, unit_id="to"))
    asked = answers.UnitsTitlesAsked(organisation_id="u1", year=2021, on=DAY)
    (row,) = played.queries.table()["titles-of-units"](asked, CLERK).items
    assert (row.unit_id, row.name, row.head_count, row.registered, row.complete) == (
        "to",
        "Tổ một",
        0,
        0,
        True,
    )


def test_a_unit_is_told_in_figures_as_in_its_own_page(played):
    below = MoveOrganisation(
        organisation_id="u1",
        parent_id="so",
        since=date(2021, 7, 1),
        resolution=course.RESOLUTION,
        occurrence=done(date(2021, 7, 1)),
    )
    played.do(below, role="administrator")
    asked = answers.UnitsTitlesAsked(organisation_id="so", year=2021, on=DAY)
    office = Caller(actor="user:vp", name="VP", grants=(Grant("office", "so"),))

    def in_figures():
        rows = played.queries.table()["titles-of-units"](asked, office).items
        (row,) = (one for one in rows if one.unit_id == "u1")
        return row.registered, row.head_count, row.collective_registered, row.complete

    two = [replace(TITLE, subject_id="an"), replace(TITLE, subject_id="an", title="lao_dong_tien_tien")]
    assert in_figures() == (0, 3, False, False)
    for one in two:
        played.do(register(one))
    assert in_figures() == (1, 3, False, False)
    played.do(replace(WITHDRAW, subject_id="an", title=two[0].title))
    assert in_figures() == (1, 3, False, False)
    played.do(register(replace(TITLE, subject_id="an"), year=2022))
    played.do(replace(WITHDRAW, subject_id="an", title=two[1].title))
    assert in_figures() == (0, 3, False, False)
    played.do(register(OWN, *(replace(TITLE, subject_id=one) for one in ("an", "moi", "s1"))))
    assert in_figures() == (3, 3, True, True)


def test_who_serves_elsewhere_or_is_unknown_is_not_registered_here(played):
    for subject, code in (("s2", "person-of-other-unit"), ("khong-co", "unknown-subject")):
        with pytest.raises(Rejected) as caught:
            played.do(register(replace(TITLE, subject_id=subject)))
        assert caught.value.code == code
    with pytest.raises(Rejected) as caught:
        played.do(register(replace(OWN, subject_id="khong-co")))
    assert caught.value.code == "unknown-subject"


EVERYBODY = Caller(actor="user:t", name="T", grants=(Grant("inspector", "*"),))


def listed(context, caller=EVERYBODY, **query):
    found = context.queries.table()["list-titles"](answers.RegisteredAsked(**query), caller)
    return [(row.unit_id, row.year, row.subject_id, row.title) for row in found.items]


def test_registered_titles_are_listed_by_title_year_person_unit_and_state(played):
    higher = replace(TITLE, title="cstd_tinh")
    of_another = replace(TITLE, subject_id="s2")
    played.do(register_titles(entries=(TITLE, higher, OWN)), role="unit_clerk")
    played.do(register_titles(year=2022), role="unit_clerk")
    played.do(register_titles(unit_id="u2", entries=(of_another,)), role="unit_clerk")
    own, again = ("u1", 2021, "s1", "cstd_co_so"), ("u1", 2022, "s1", "cstd_co_so")
    others, tinh = ("u2", 2021, "s2", "cstd_co_so"), ("u1", 2021, "s1", "cstd_tinh")
    collective = ("u1", 2021, "u1", "tap_the_lao_dong_tien_tien")
    assert listed(played) == [others, again, collective, tinh, own]
    assert listed(played, title="cstd_co_so") == [others, again, own]
    assert listed(played, year=2022) == [again]
    assert listed(played, title="cstd_co_so", year=2021) == [others, own]
    assert listed(played, subject_id="s1", year=2021) == [tinh, own]
    assert listed(played, unit_id="u2") == [others]
    assert listed(played, unit_id="u2", subject_id="s1") == listed(played, year=2020) == []
    assert listed(played, state="withdrawn") == []
    played.do(replace(WITHDRAW, year=2021), role="unit_clerk")
    assert listed(played, state="withdrawn") == listed(played, state="withdrawn", year=2021) == [own]
    assert listed(played, state="registered", unit_id="u1") == [again, collective, tinh]
    played.do(register_titles(occurrence=done(date(2021, 2, 20))), role="unit_clerk")
    (row,) = played.queries.table()["list-titles"](
        answers.RegisteredAsked(subject_id="s1", year=2021, title="cstd_co_so"), EVERYBODY
    ).items
    assert (row.kind, row.state, row.registered_on, row.withdrawn_on) == (
        "individual",
        "registered",
        date(2021, 2, 20),
        None,
    )


def test_registered_titles_are_seen_by_whose_grants_reach_their_unit(played):
    played.do(register_titles(), role="unit_clerk")
    reaching = Caller(actor="user:a", name="A", grants=(Grant("unit_clerk", "u1"),))
    other = Caller(actor="user:b", name="B", grants=(Grant("unit_clerk", "u2"),))
    assert len(listed(played, reaching)) == len(listed(played, reaching, unit_id="u1")) == 1
    assert listed(played, other) == listed(played, other, unit_id="u1") == []
    board = Caller(actor="user:c", name="C", grants=(Grant("board", "*"),))
    assert listed(played, board) == []


def test_what_was_never_registered_is_in_no_list_when_it_is_withdrawn():
    gone = TitleWithdrawn(
        act=done().act(titles_case("u1", 2021)),
        unit_id="u1",
        year=2021,
        kind="individual",
        subject_id="s1",
        title="cstd_co_so",
        reason="Nhầm",
    )
    recorded = RecordedEvent(envelope=None, event=gone)
    (key,) = TITLES.keys(recorded)
    assert TITLES.next(key, None, recorded) is None
