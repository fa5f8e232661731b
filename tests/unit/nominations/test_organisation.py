"""An organisation changes its name and its place, and ends; what it was on a day stays known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.organisation import organisation
from services.nominations.domain.organisation_messages import (
    OrganisationDissolved,
    OrganisationMoved,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationSucceeded,
    SuccessorNamed,
)
from services.nominations.domain.organisation_states import Unregistered, heirs_on
from services.nominations.domain.succession import SUCCESSORS_AT_ONCE, succession
from shared.testing.spec import Spec
from tests.unit.nominations.bodies import (
    AFTER,
    BEFORE,
    GROUND,
    MERGED,
    RESOLUTION,
    dissolve,
    move,
    name_successor,
    register,
    registered,
    rename,
    succeed,
)
from tests.unit.nominations.builders import done, on_paper

a_province = Spec(organisation).given(registered())
ACT = done(AFTER).act("organisation-ninh-thuan")
RENAMED = OrganisationRenamed(
    act=ACT,
    organisation_id="ninh-thuan",
    name="UBND tỉnh mới",
    former_name="UBND tỉnh Ninh Thuận",
    since=MERGED,
    resolution=RESOLUTION,
)
MOVED = OrganisationMoved(
    act=ACT, organisation_id="ninh-thuan", parent_id="bo", since=MERGED, resolution=RESOLUTION
)
DISSOLVED = OrganisationDissolved(
    act=ACT,
    organisation_id="ninh-thuan",
    successors=("khanh-hoa",),
    since=MERGED,
    resolution=RESOLUTION,
)
SUCCEEDED = OrganisationSucceeded(act=ACT, organisation_id="ninh-thuan", predecessor_id="khac", since=MERGED)


def state(*events):
    return organisation.fold([registered(), *events])


def test_an_organisation_has_another_name_from_a_day_on():
    a_province.when(rename()).then(RENAMED)
    a_province.given(RENAMED).when(rename()).then_nothing()
    assert state(RENAMED).name_on(BEFORE) == "UBND tỉnh Ninh Thuận"
    assert state(RENAMED).name_on(MERGED) == state(RENAMED).name == "UBND tỉnh mới"
    assert state(RENAMED).name_on(date(1900, 1, 1)) == "UBND tỉnh Ninh Thuận"


def test_an_organisation_lies_under_another_one_from_a_day_on():
    a_province.when(move()).then(MOVED)
    a_province.given(MOVED).when(move()).then_nothing()
    assert state(MOVED).parent_on(BEFORE) is None
    assert state(MOVED).parent_on(MERGED) == state(MOVED).parent_id == "bo"
    assert state(MOVED).parent_on(date(1900, 1, 1)) is None
    assert state(MOVED).over == ("bo",)


def test_an_organisation_ends_as_of_a_day_and_its_successors_are_known_from_then_on():
    a_province.when(dissolve("khanh-hoa")).then(DISSOLVED)
    a_province.given(DISSOLVED).when(dissolve("khanh-hoa")).then_nothing()
    ended = state(DISSOLVED)
    assert ended.stands_on(BEFORE)
    assert not ended.stands_on(MERGED)
    assert not ended.stands_on(date(1992, 3, 31))
    assert ended.successors_on(BEFORE) == ()
    assert ended.successors_on(MERGED) == ("khanh-hoa",)
    assert ended.name_on(AFTER) == "UBND tỉnh Ninh Thuận"
    assert ended.over == ("khanh-hoa",)
    assert state().successors_on(AFTER) == ()


def test_an_organisation_may_end_without_a_successor_and_one_is_named_later():
    alone = replace(DISSOLVED, successors=())
    named = SuccessorNamed(
        act=ACT,
        organisation_id="ninh-thuan",
        successor_id="lam-dong",
        since=MERGED,
        resolution=RESOLUTION,
    )
    a_province.when(dissolve()).then(alone)
    a_province.given(alone).when(name_successor()).then(named)
    a_province.given(alone, named).when(name_successor()).then_nothing()
    assert state(alone, named).successors_on(MERGED) == ("lam-dong",)
    a_province.given(alone, named).when(dissolve()).then_nothing()


def test_a_split_names_as_many_successors_as_can_be_written_together():
    several = [f"xa-{number}" for number in range(SUCCESSORS_AT_ONCE + 1)]
    a_province.when(dissolve(*several)).then_rejected("successors-at-once")
    a_province.when(dissolve(*several[1:])).then(replace(DISSOLVED, successors=tuple(several[1:])))
    a_province.when(dissolve("xa-1", "xa-1")).then_rejected("successor-twice")


def test_nobody_succeeds_themselves():
    a_province.when(dissolve("ninh-thuan")).then_rejected("succession-cycle")
    alone = replace(DISSOLVED, successors=())
    a_province.given(alone).when(name_successor("ninh-thuan")).then_rejected("succession-cycle")


def test_an_organisation_is_dissolved_once():
    other_day = dissolve("khanh-hoa", since=date(2025, 8, 1))
    a_province.given(DISSOLVED).when(other_day).then_rejected("organisation-already-dissolved")
    a_province.given(DISSOLVED).when(dissolve("lam-dong")).then_rejected("organisation-already-dissolved")
    a_province.when(name_successor()).then_rejected("organisation-not-dissolved")


@pytest.mark.parametrize("change", [rename, move, dissolve])
def test_a_change_is_entered_once_its_day_has_come(change):
    a_province.when(change(since=date(2025, 9, 2))).then_rejected("change-ahead")


@pytest.mark.parametrize("change", [rename, move, dissolve])
def test_nothing_changes_before_an_organisation_began_or_after_it_ended(change):
    a_province.when(change(since=date(1992, 3, 31))).then_rejected("organisation-not-standing")
    a_province.when(change(since=date(1992, 4, 1))).then_rejected("change-backwards")
    if change is not dissolve:
        a_province.given(DISSOLVED).when(change()).then_rejected("organisation-not-standing")


def test_one_name_comes_after_the_other():
    earlier = rename("Tên khác", since=BEFORE)
    a_province.given(RENAMED).when(earlier).then_rejected("change-backwards")
    a_province.when(rename("UBND tỉnh Ninh Thuận")).then_rejected("name-unchanged")
    back = rename("UBND tỉnh Ninh Thuận", since=AFTER)
    a_province.given(RENAMED).when(back).then(
        replace(RENAMED, name="UBND tỉnh Ninh Thuận", former_name="UBND tỉnh mới", since=AFTER)
    )


def test_an_organisation_is_put_under_one_that_is_there_and_does_not_lie_below_it():
    a_province.when(move(parent_known=False)).then_rejected("unknown-organisation")
    a_province.when(move("ninh-thuan")).then_rejected("parent-below")
    a_province.when(move(parent_above=("ninh-thuan",))).then_rejected("parent-below")


def test_an_organisation_takes_over_if_it_stands_on_that_day():
    a_province.when(succeed()).then(SUCCEEDED)
    a_province.given(SUCCEEDED).when(succeed()).then_nothing()
    assert state(SUCCEEDED).predecessors_on(BEFORE) == ()
    assert state(SUCCEEDED).predecessors_on(MERGED) == ("khac",)
    a_province.given(DISSOLVED).when(succeed(since=MERGED)).then_rejected("successor-not-standing")
    a_province.given(DISSOLVED).when(succeed(since=BEFORE)).then(replace(SUCCEEDED, since=BEFORE))


def test_whoever_took_over_is_not_dissolved_before_or_on_that_day():
    taken = a_province.given(SUCCEEDED)
    taken.when(dissolve("khac", since=BEFORE)).then_rejected("change-backwards")
    taken.when(dissolve("khac", since=MERGED)).then_rejected("change-backwards")
    taken.when(dissolve("moi", since=AFTER)).then(replace(DISSOLVED, successors=("moi",), since=AFTER))


def test_successors_are_told_beside_the_dissolution():
    assert [one.organisation_id for one in succession([replace(DISSOLVED, successors=("a", "b"))])] == [
        "a",
        "b",
    ]
    (told,) = succession([DISSOLVED])
    assert (told.predecessor_id, told.since, told.occurrence) == ("ninh-thuan", MERGED, done(AFTER))
    assert succession([RENAMED]) == []


def test_of_an_organisation_that_is_not_there_nothing_is_changed():
    for command in (rename(), move(), dissolve(), name_successor(), succeed()):
        Spec(organisation).given().when(command).then_rejected("unknown-organisation")


def test_heirs_are_found_through_any_number_of_successions():
    states = {
        "a": state(replace(DISSOLVED, successors=("b", "c"), since=date(2022, 1, 1))),
        "b": state(replace(DISSOLVED, successors=("d",), since=date(2023, 1, 1))),
        "c": state(replace(DISSOLVED, successors=("d",), since=date(2024, 1, 1))),
        "d": state(),
        "e": state(replace(DISSOLVED, successors=())),
    }

    def heirs(name, day):
        return heirs_on(name, day, lambda one: states.get(one, Unregistered()))

    assert heirs("a", date(2021, 12, 31)) == ("a",)
    assert heirs("a", date(2022, 1, 1)) == ("b", "c")
    assert heirs("a", date(2023, 6, 1)) == ("c", "d")
    assert heirs("a", date(2024, 1, 1)) == ("d",)
    assert heirs("e", AFTER) == ()
    assert heirs("khong-co", AFTER) == ("khong-co",)


def test_what_a_province_was_registered_as_can_be_entered_again_after_it_changed():
    again = register("ninh-thuan", name="UBND tỉnh Ninh Thuận", level="province", valid_from=date(1992, 4, 1))
    a_province.given(RENAMED, MOVED, SUCCEEDED).when(again).then_nothing()
    other = replace(again, name="UBND tỉnh mới")
    a_province.given(RENAMED).when(other).then_rejected("organisation-exists")


def test_a_party_body_is_on_record_and_lies_outside():
    party = register("dang-uy", level="party")
    (event,) = organisation.decide(party, organisation.initial)
    assert isinstance(event, OrganisationRegistered)
    assert organisation.fold([event]).outside
    assert not state().outside


def test_nothing_is_registered_below_or_moved_under_a_dissolved_organisation():
    below = register("so-moi", "ninh-thuan", parent_known=True, ground=GROUND, occurrence=done(AFTER))
    refusal = Spec(organisation).given().when(below).then_refused("organisation-dissolved")
    assert refusal.facts["successor"] == "UBND tỉnh Khánh Hòa"
    assert not refusal.act.rules[0].confirmed
    under = move("ninh-thuan", organisation_id="so", ground=GROUND)
    Spec(organisation).given(registered("so")).when(under).then_refused("organisation-dissolved")


def test_what_began_below_it_before_that_day_is_entered_on_paper_later():
    old = register(
        "so-cu", "ninh-thuan", parent_known=True, ground=GROUND, occurrence=on_paper(date(2021, 1, 1))
    )
    (event,) = organisation.decide(old, organisation.initial)
    assert event.act.broken == ()
    late = replace(old, valid_from=AFTER)
    (flagged,) = organisation.decide(late, organisation.initial)
    assert [one.code for one in flagged.act.broken] == ["organisation-dissolved"]
