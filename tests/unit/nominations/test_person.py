"""People hold positions one after the other and beside each other; which one counts on a day stays known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.domain.person import person
from services.nominations.domain.person_messages import PositionChanged, PositionEnded, RegisterPerson
from shared.privacy import ERASED
from shared.testing.spec import Spec
from tests.unit.nominations.bodies import AFTER, GROUND, change, leave, serving
from tests.unit.nominations.builders import done, on_paper

an = Spec(person).given(serving())
ACT = done().act("person-an")
SINCE = date(2021, 3, 1)
HEAD = PositionChanged(
    act=ACT,
    person_id="an",
    organisation_id="so",
    position="head",
    since=SINCE,
    concurrent=False,
)
MOVED = replace(HEAD, organisation_id="phong", position="staff")
BESIDE = replace(HEAD, organisation_id="hoi", position="leader", concurrent=True)
LEFT = PositionEnded(act=ACT, person_id="an", organisation_id="so", since=date(2021, 3, 10))


def state(*events):
    return person.fold([serving(), *events])


def test_the_position_of_a_day_is_known():
    an.when(change()).then(HEAD)
    an.given(HEAD).when(change()).then_nothing()
    promoted = state(HEAD)
    assert promoted.position_on(date(2019, 12, 31)) is None
    assert promoted.position_on(date(2021, 2, 28)) == "staff"
    assert promoted.position_on(SINCE) == "head"
    assert promoted.main.position == "head"


def test_a_transfer_leaves_the_former_organisation_on_that_day():
    an.when(change("staff", organisation_id="phong")).then(MOVED)
    moved = state(MOVED)
    assert [post.organisation_id for post in moved.posts_on(date(2021, 2, 28))] == ["so"]
    assert [post.organisation_id for post in moved.posts_on(SINCE)] == ["phong"]


def test_a_position_beside_the_main_one_takes_nothing_from_it():
    an.when(change("leader", organisation_id="hoi", concurrent=True)).then(BESIDE)
    both = state(BESIDE)
    assert [post.organisation_id for post in both.posts_on(SINCE)] == ["so", "hoi"]
    assert both.position_on(SINCE) == "staff"
    assert [post.organisation_id for post in state(BESIDE, MOVED).posts_on(SINCE)] == ["hoi", "phong"]


def test_a_position_beside_needs_a_main_one():
    beside = change("leader", organisation_id="hoi", concurrent=True, since=date(2021, 3, 12))
    an.given(LEFT).when(beside).then_rejected("position-needs-main")


def test_one_position_is_not_held_twice_at_a_time():
    an.when(change("staff")).then_rejected("position-held")
    an.when(change("staff", concurrent=True)).then_rejected("position-held")


def test_a_position_is_not_held_beside_itself_in_the_past_either():
    beside = change("staff", concurrent=True, since=date(2021, 2, 1))
    an.given(MOVED).when(beside).then_rejected("position-held")


def test_nobody_leaves_before_a_position_there_ended():
    there = replace(BESIDE, organisation_id="so", since=date(2020, 6, 1))
    an.given(there, MOVED).when(leave(since=date(2021, 2, 1))).then_rejected("position-backwards")
    an.given(there, MOVED).when(leave(since=SINCE)).then(replace(LEFT, since=SINCE))


def test_one_main_position_comes_after_the_other():
    an.when(change(since=date(2020, 1, 1))).then_rejected("position-backwards")
    an.when(change(since=date(2019, 1, 1))).then_rejected("position-backwards")
    an.given(LEFT).when(change(since=date(2021, 3, 9))).then_rejected("position-backwards")
    an.given(LEFT).when(change(since=date(2021, 3, 10))).then(replace(HEAD, since=date(2021, 3, 10)))


def test_a_change_is_entered_once_its_day_has_come():
    an.when(change(since=date(2021, 3, 16))).then_rejected("change-ahead")
    an.when(leave(since=date(2021, 3, 16))).then_rejected("change-ahead")


def test_whoever_leaves_holds_no_position_there_from_that_day_on():
    an.when(leave()).then(LEFT)
    an.given(LEFT).when(leave()).then_nothing()
    left = state(LEFT)
    assert left.position_on(date(2021, 3, 9)) == "staff"
    assert left.position_on(date(2021, 3, 10)) is None
    assert left.main.organisation_id == "so"


def test_leaving_one_organisation_leaves_the_other_positions():
    an.given(BESIDE).when(leave("hoi")).then(replace(LEFT, organisation_id="hoi"))
    assert state(BESIDE, LEFT).posts_on(date(2021, 3, 10))[0].organisation_id == "hoi"
    an.when(leave("hoi")).then_rejected("position-not-held")
    an.given(LEFT).when(leave(since=date(2021, 3, 11))).then_rejected("position-not-held")
    an.when(leave(since=date(2020, 1, 1))).then_rejected("position-backwards")


def test_a_stranger_has_no_position_to_change():
    Spec(person).given().when(change()).then_rejected("person-unknown")
    Spec(person).given().when(leave()).then_rejected("person-unknown")
    an.when(change(organisation_known=False)).then_rejected("unknown-organisation")


def test_what_somebody_was_registered_as_can_be_entered_again_after_they_moved():
    again = RegisterPerson(
        person_id="an",
        name="Nguyễn Thị An",
        organisation_id="so",
        position="staff",
        position_since=date(2020, 1, 1),
        occurrence=done(),
    )
    an.given(MOVED, BESIDE).when(again).then_nothing()
    an.given(MOVED).when(replace(again, organisation_id="phong")).then_rejected("person-exists")


def test_positions_do_not_depend_on_the_name():
    assert person.fold([replace(serving(), name=ERASED), HEAD]) == state(HEAD)


def test_nobody_is_registered_in_or_transferred_to_a_dissolved_organisation():
    there = change("head", organisation_id="ninh-thuan", ground=GROUND, occurrence=done(AFTER))
    an.when(there).then_refused("organisation-dissolved")
    new = RegisterPerson(
        person_id="an",
        name="Nguyễn Thị An",
        organisation_id="ninh-thuan",
        position="staff",
        position_since=date(2020, 1, 1),
        occurrence=done(AFTER),
        organisation_known=True,
        ground=GROUND,
    )
    Spec(person).given().when(new).then_refused("organisation-dissolved")
    (event,) = person.decide(replace(new, occurrence=on_paper(date(2021, 3, 1))), person.initial)
    assert event.act.broken == ()
