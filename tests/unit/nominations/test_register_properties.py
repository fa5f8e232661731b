"""Whatever happens to organisations and people: what was on a day agrees with a plain table of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.nominations.domain.organisation import organisation
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    MoveOrganisation,
    RenameOrganisation,
)
from services.nominations.domain.organisation_states import Registered, Unregistered, heirs_on
from services.nominations.domain.person import person
from services.nominations.domain.person_messages import ChangePosition, EndPosition
from services.nominations.domain.succession import succession
from shared.errors import ExpectedError
from tests.unit.nominations.bodies import RESOLUTION, change, dissolve, leave, move, register, rename, serving
from tests.unit.nominations.builders import done

FIRST = date(2025, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(30)]
LAST = done(DAYS[-1])
some_day = st.sampled_from(DAYS)
NAMES = ("a", "b", "c", "d")

changes = st.one_of(
    st.builds(
        lambda name, day: rename(name, since=day, occurrence=LAST), st.sampled_from(["X", "Y", "Z"]), some_day
    ),
    st.builds(
        lambda name, day: move(name, since=day, occurrence=LAST), st.sampled_from(["p", "q"]), some_day
    ),
    st.builds(lambda day: dissolve("k", since=day, occurrence=LAST), some_day),
)
positions = st.one_of(
    st.builds(
        lambda position, where, day, beside: change(
            position, since=day, organisation_id=where, concurrent=beside, occurrence=LAST
        ),
        st.sampled_from(["leader", "head", "staff"]),
        st.sampled_from(["so", "phong"]),
        some_day,
        st.booleans(),
    ),
    st.builds(
        lambda where, day: leave(where, since=day, occurrence=LAST),
        st.sampled_from(["so", "phong"]),
        some_day,
    ),
)


def taken(decider, command, history):
    """The events of *command*, none when it is refused."""
    try:
        return list(decider.decide(command, decider.fold(history)))
    except ExpectedError:
        return []


def played(decider, first, commands):
    history, done_so_far = [first], []
    for command in commands:
        events = taken(decider, command, history)
        if events:
            assert taken(decider, command, [*history, *events]) == []
            done_so_far.append(command)
        history += events
    return decider.fold(history), done_so_far


@given(st.lists(changes, max_size=12))
def test_name_place_and_standing_on_each_day_agree_with_a_table_of_days(commands):
    (begun,) = organisation.decide(register("ninh-thuan", valid_from=FIRST), Unregistered())
    state, accepted = played(organisation, begun, commands)
    table = {day: [begun.name, None, True] for day in DAYS}
    for command in accepted:
        for day in DAYS:
            if day >= command.since:
                match command:
                    case RenameOrganisation(name=name):
                        table[day][0] = name
                    case MoveOrganisation(parent_id=parent_id):
                        table[day][1] = parent_id
                    case DissolveOrganisation():
                        table[day][2] = False
    told = {day: [state.name_on(day), state.parent_on(day), state.stands_on(day)] for day in DAYS}
    assert told == table
    assert all((state.successors_on(day) == ("k",)) == (not table[day][2]) for day in DAYS)


@given(st.lists(positions, max_size=12))
def test_the_positions_of_each_day_agree_with_a_table_of_days(commands):
    state, accepted = played(person, serving(position_since=FIRST), commands)
    main = dict.fromkeys(DAYS, ("so", "staff"))
    beside = {day: set() for day in DAYS}
    for command in accepted:
        for day in (one for one in DAYS if one >= command.since):
            match command:
                case ChangePosition(concurrent=True):
                    beside[day].add((command.organisation_id, command.position))
                case ChangePosition():
                    main[day] = (command.organisation_id, command.position)
                case EndPosition(organisation_id=left):
                    beside[day] = {one for one in beside[day] if one[0] != left}
                    main[day] = None if main[day] and main[day][0] == left else main[day]
    for day in DAYS:
        held = [(post.organisation_id, post.position, post.concurrent) for post in state.posts_on(day)]
        assert [one[:2] for one in held if not one[2]] == ([main[day]] if main[day] else [])
        assert {one[:2] for one in held if one[2]} == beside[day]
        assert state.position_on(day) == (main[day][1] if main[day] else None)


ends = st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3), some_day)


@given(st.lists(ends, max_size=10))
def test_no_line_of_succession_comes_back_and_both_ends_agree(asked):
    """Each dissolution is written with what its successors are told, or not at all."""
    states = {
        name: organisation.fold(
            organisation.decide(register(name, valid_from=date(2020, 1, 1)), Unregistered())
        )
        for name in NAMES
    }
    for name, successors, day in asked:
        command = replace(
            dissolve(*successors, since=day, occurrence=LAST), organisation_id=name, resolution=RESOLUTION
        )
        try:
            events = list(organisation.decide(command, states[name]))
            beside = [
                (one.organisation_id, list(organisation.decide(one, states[one.organisation_id])))
                for one in succession(events)
            ]
        except ExpectedError:
            continue
        states[name] = organisation.fold(events, states[name])
        for other, told in beside:
            states[other] = organisation.fold(told, states[other])
    for name, state in states.items():
        assert isinstance(state, Registered)
        for day in (*DAYS, date.max):
            assert name not in later(name, day, states)
            assert all(states[heir].stands_on(day) for heir in heirs_on(name, day, states.__getitem__))
        for successor in state.successors_on(date.max):
            assert name in states[successor].predecessors_on(date.max)
        for predecessor in state.predecessors_on(date.max):
            assert name in states[predecessor].successors_on(date.max)


def later(name, day, states):
    """All that come after *name*, naively."""
    found, waiting = set(), [name]
    while waiting:
        following = set(states[waiting.pop()].successors_on(day)) - found
        found |= following
        waiting += following
    return found
