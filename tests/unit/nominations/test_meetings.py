"""What people do together: movements taken up, pledges within a unit and a bloc, conferences that are no council."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.application import emulation_answers as answers
from services.nominations.domain.conference import conference
from services.nominations.domain.conference_messages import Attendee, Presentation
from services.nominations.domain.movement import NotLaunched
from services.nominations.domain.organisation_messages import RegisterOrganisation
from services.nominations.domain.pledge import pledge
from services.nominations.domain.uptake import uptake
from shared.access import Caller, Grant
from shared.errors import NotFound, Rejected
from shared.testing.spec import Spec
from tests.unit.nominations import course, emulation
from tests.unit.nominations.builders import done, on_paper
from tests.unit.nominations.context import MemoryContext

EARLY = date(2021, 1, 4)


def the(decider, command):
    (event,) = decider.decide(command, decider.initial)
    return event


def test_a_movement_is_taken_up_once():
    a, asked = Spec(uptake), emulation.take_up()
    event = the(uptake, asked)
    assert (event.since, event.act.case) == (date(2021, 2, 1), "movement-mv")
    a.given(event).when(asked).then_nothing()
    a.given(event).when(emulation.take_up(since=date(2021, 2, 2))).then_rejected("uptake-exists")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation_known": False}, "unknown-organisation"),
        ({"movement": NotLaunched()}, "movement-not-found"),
        ({"since": EARLY}, "uptake-before-launch"),
    ],
)
def test_only_what_is_launched_is_taken_up(changes, code):
    Spec(uptake).given().when(emulation.take_up(**changes)).then_rejected(code)


def test_taken_up_on_paper_before_the_launch_is_flagged():
    event = the(uptake, emulation.take_up(since=EARLY, occurrence=on_paper()))
    assert [flag.code for flag in event.act.broken] == ["uptake-before-launch"]


def test_a_pledge_is_noted_once():
    a, asked = Spec(pledge), emulation.pledge()
    event = the(pledge, asked)
    assert (event.bloc, event.parties) == ("Khối thi đua Kinh tế – Kỹ thuật", ("u1", "u2"))
    a.given(event).when(asked).then_nothing()
    a.given(event).when(emulation.pledge(year=2022)).then_rejected("pledge-exists")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation_known": False}, "unknown-organisation"),
        ({"bloc": None}, "pledge-bloc"),
        ({"scope": "within_unit"}, "pledge-bloc"),
        ({"parties": ("u1", "u1")}, "pledge-party-twice"),
        ({"parties": ("u1",)}, "pledge-alone"),
        ({"strangers": ("u2",)}, "pledge-stranger"),
        ({"signed_on": date(2021, 3, 16)}, "pledge-later"),
    ],
)
def test_a_pledge_takes_two_who_belong_together(changes, code):
    Spec(pledge).given().when(emulation.pledge(**changes)).then_rejected(code)


def test_a_conference_is_noted_once_and_knows_no_quorum():
    a, asked = Spec(conference), emulation.conference(attendees=())
    event = the(conference, asked)
    assert (event.held_on, len(event.reports), len(event.presentations)) == (date(2020, 5, 14), 1, 3)
    a.given(event).when(asked).then_nothing()
    a.given(event).when(emulation.conference(name="Khác")).then_rejected("conference-exists")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation_known": False}, "unknown-organisation"),
        ({"unknown_people": ("s9",)}, "person-unknown"),
        ({"held_on": date(2021, 3, 16)}, "conference-later"),
    ],
)
def test_what_did_not_take_place_is_not_noted(changes, code):
    Spec(conference).given().when(emulation.conference(**changes)).then_rejected(code)


CLERK = Caller(actor="user:x", name="X", grants=(Grant("unit_clerk", "u1"),))
OFFICE = Caller(actor="user:y", name="Y", grants=(Grant("office", "so"),))
INSPECTOR = Caller(actor="user:z", name="Z", grants=(Grant("inspector", "*"),))


@pytest.fixture
def played():
    context = MemoryContext()
    course.register(context)
    return context


def ask(context, name, query, caller=OFFICE):
    return context.queries.table()[name](query, caller)


def test_who_takes_part_in_what_is_listed(played):
    played.do(emulation.take_up())
    for query in ({}, {"movement_id": "mv"}, {"organisation_id": "u1"}):
        (row,) = ask(played, "list-uptakes", answers.UptakesAsked(**query)).items
        assert (row.movement_id, row.organisation_id, row.since) == ("mv", "u1", date(2021, 2, 1))
    assert ask(played, "list-uptakes", answers.UptakesAsked(organisation_id="u2")).items == []
    with pytest.raises(Rejected):
        played.do(emulation.take_up(movement_id="khong-co"))


def test_a_pledge_within_a_unit_is_signed_by_its_people_and_teams(played):
    team = RegisterOrganisation(
        organisation_id="to",
        name="Tổ một",
        level="unit",
        parent_id="u1",
        valid_from=date(2021, 1, 1),
        occurrence=done(),
    )
    played.do(team, role="administrator")
    within = {"scope": "within_unit", "bloc": None, "organisation_id": "u1"}
    played.do(emulation.pledge(**within, parties=("s1", "to")))
    for stranger in ("s2", "u2", "khong-co"):
        with pytest.raises(Rejected) as caught:
            played.do(emulation.pledge(pledge_id="gu2", **within, parties=("s1", stranger)))
        assert caught.value.code == "pledge-stranger"


def test_a_pledge_between_units_is_signed_by_organisations_and_seen_by_each(played):
    played.do(emulation.pledge())
    for caller, query in ((CLERK, {}), (OFFICE, {"year": 2021}), (INSPECTOR, {"organisation_id": "u2"})):
        (row,) = ask(played, "list-pledges", answers.PledgesAsked(**query), caller).items
        assert (row.pledge_id, row.content) == ("gu1", "Hoàn thành xuất sắc nhiệm vụ")
    assert ask(played, "list-pledges", answers.PledgesAsked(organisation_id="u3")).items == []
    stranger = Caller(actor="user:t", name="T", grants=(Grant("unit_clerk", "u3"),))
    assert ask(played, "list-pledges", answers.PledgesAsked(), stranger).items == []
    with pytest.raises(Rejected) as caught:
        played.do(emulation.pledge(pledge_id="gu2", parties=("u1", "s1")))
    assert caught.value.code == "pledge-stranger"


def test_a_conference_is_shown_and_what_it_agreed_on_to_whoever_reaches_it(played):
    played.do(emulation.conference())
    (row,) = ask(played, "list-conferences", answers.ConferencesAsked()).items
    assert (row.name, row.reports, row.presentations) == (
        "Hội nghị điển hình tiên tiến giai đoạn 2015 – 2020",
        1,
        3,
    )
    assert ask(played, "list-conferences", answers.ConferencesAsked(organisation_id="u1")).items == []
    one = answers.OneConference(conference_id="hn1")
    for caller, agreed in ((OFFICE, True), (INSPECTOR, True), (CLERK, False)):
        item = ask(played, "conference", one, caller).item
        assert (len(item.presentations), item.agreed is not None) == (3, agreed)
    with pytest.raises(NotFound):
        ask(played, "conference", answers.OneConference(conference_id="khong-co"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"year": 2020}, ["hn1"]),
        ({"year": 2021}, ["hn2"]),
        ({"year": 2022}, []),
        ({"text": "dien hinh tien"}, ["hn1"]),
        ({"text": "TỔNG KẾT"}, ["hn2"]),
        ({"text": "yeu nuoc"}, ["hn2", "hn1"]),
        ({"text": "tham luan 3"}, ["hn1"]),
        ({"text": "tham luan 4"}, []),
        ({"text": "phương hướng"}, []),
        ({"text": "-"}, []),
        ({"text": "yeu nuoc", "year": 2020}, ["hn1"]),
        ({"text": "yeu nuoc", "organisation_id": "u1"}, []),
    ],
)
def test_conferences_are_found_by_year_and_by_words_of_their_name_and_of_what_was_heard(played, asked, found):
    played.do(emulation.conference())
    review = {"held_on": date(2021, 1, 20), "presentations": (), "name": "Hội nghị tổng kết"}
    played.do(emulation.conference(conference_id="hn2", **review))
    rows = ask(played, "list-conferences", answers.ConferencesAsked(**asked)).items
    assert [one.conference_id for one in rows] == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"party": "u1"}, ["gu1"]),
        ({"party": "u3"}, ["gu2"]),
        ({"party": "s1"}, ["gu3"]),
        ({"party": "so"}, []),
        ({"organisation_id": "so"}, ["gu2", "gu1"]),
        ({"text": "khoi kinh te"}, ["gu1"]),
        ({"text": "khối"}, ["gu2", "gu1"]),
        ({"text": "hoàn thành xuất sắc"}, []),
        ({"text": "khối", "year": 2020}, []),
        ({"text": "khối", "party": "u3", "year": 2021}, ["gu2"]),
    ],
)
def test_pledges_are_found_by_who_signed_them_and_by_words_of_their_bloc(played, asked, found):
    played.do(emulation.pledge())
    other = {"bloc": "Khối thi đua Nội chính", "parties": ("u2", "u3"), "signed_on": date(2021, 2, 21)}
    played.do(emulation.pledge(pledge_id="gu2", **other))
    team = {"organisation_id": "to", "name": "Tổ một", "level": "unit", "parent_id": "u1"}
    played.do(
        RegisterOrganisation(**team, valid_from=date(2021, 1, 1), occurrence=done()), role="administrator"
    )
    within = {"scope": "within_unit", "bloc": None, "organisation_id": "u1", "parties": ("s1", "to")}
    played.do(emulation.pledge(pledge_id="gu3", **within))
    rows = ask(played, "list-pledges", answers.PledgesAsked(**asked), INSPECTOR).items
    assert [one.pledge_id for one in rows] == found


def test_people_named_at_a_conference_are_registered(played):
    stranger = "khong-co"
    for changes in (
        {"attendees": (Attendee(role="Khách", body="Báo", person_id=stranger),)},
        {"presentations": (Presentation(person_id=stranger, topic="Tham luận"),)},
    ):
        with pytest.raises(Rejected) as caught:
            played.do(emulation.conference(**changes))
        assert caught.value.code == "person-unknown"
