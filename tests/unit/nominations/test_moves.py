"""No two moves close a ring: each is written with the register of moves, and judged on all moves before it."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from services.nominations.domain.moving import VOLUME, EnterMove, MoveEntered, Volume, moving
from services.nominations.domain.organisation_states import (
    Registered,
    Unregistered,
    begun,
    line_above,
    names_on,
)
from shared.errors import LostRace, Rejected
from shared.testing.spec import Spec
from tests.unit.nominations.bodies import AFTER, move, register
from tests.unit.nominations.builders import done
from tests.unit.nominations.context import MemoryContext

ACT = done(AFTER).act("organisation-a")
ENTER = EnterMove(act=ACT, organisation_id="a", parent_id="b")
ENTERED = MoveEntered(act=ACT, organisation_id="a", parent_id="b")
TREE = (("a", None), ("a1", "a"), ("b", None), ("b1", "b"))


def test_a_move_is_entered():
    Spec(moving).given(ENTERED).when(ENTER).then(ENTERED)


@pytest.mark.parametrize("above", [("x", "a"), ("a",)])
def test_a_move_that_would_close_a_ring_by_now_is_judged_again(above):
    with pytest.raises(LostRace):
        moving.decide(EnterMove(act=ACT, organisation_id="a", parent_id="b", parent_above=above), Volume())


def test_a_volume_is_full_after_so_many_moves():
    assert not moving.fold([ENTERED] * (VOLUME - 1)).full
    assert moving.fold([ENTERED] * VOLUME).full


def test_a_ring_from_before_has_an_end_when_it_is_looked_at():
    def find(name):
        parents = {"a": "b", "b": "c", "c": "a", "top": None}
        state = begun(name, "unit", parents.get(name), date(2021, 1, 1))
        return state if name in parents else Unregistered()

    assert line_above("a", find) == ("b", "c")
    assert line_above("top", find) == line_above("nowhere", find) == ()
    assert names_on("a", date(2021, 1, 1), find) == ("a", "b", "c")
    assert names_on("nowhere", date(2021, 1, 1), find) == ()


def tree(context):
    for name, parent in TREE:
        context.do(register(name, parent), role="administrator")


def parents(context):
    states = {name: context.known.organisation(name) for name, _ in TREE}
    return {name: one.parent_id for name, one in states.items() if isinstance(one, Registered)}


class StrangersFirst:
    """A store in which, just before the first append, another process moves an organisation."""

    def __init__(self, store, stranger):
        self._store = store
        self._stranger = stranger

    def __getattr__(self, name):
        return getattr(self._store, name)

    def append(self, head, proposal):
        self._strangers_turn()
        return self._store.append(head, proposal)

    def append_all(self, appends):
        self._strangers_turn()
        return self._store.append_all(appends)

    def _strangers_turn(self):
        if self._stranger:
            stranger, self._stranger = self._stranger, None
            stranger()


@pytest.mark.parametrize(("mine", "others"), [("b", "a"), ("b1", "a1")])
def test_of_two_moves_that_would_close_a_ring_together_the_second_is_refused(monkeypatch, mine, others):
    """Under each other, and each under what lies below the other: no organisation's own history is written by both."""
    context = MemoryContext()
    tree(context)
    first = move(others, organisation_id="b")
    racing = StrangersFirst(context.store, lambda: context.do(first, role="administrator"))
    monkeypatch.setattr(context.known.organisations, "_store", racing)
    with pytest.raises(Rejected) as caught:
        context.do(move(mine, organisation_id="a"), role="administrator")
    assert caught.value.code == "parent-below"
    assert parents(context) == {"a": None, "a1": "a", "b": others, "b1": "b"}


def test_many_at_once_leave_a_tree():
    context = MemoryContext()
    tree(context)
    together, outcomes = threading.Barrier(2), []

    def act(name, under):
        together.wait(60)
        try:
            context.do(move(under, organisation_id=name), role="administrator")
        except Rejected as refusal:
            outcomes.append(refusal.code)
        else:
            outcomes.append("done")

    threads = [threading.Thread(target=act, args=pair) for pair in (("a", "b1"), ("b", "a1"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["done", "parent-below"]


def test_each_move_is_in_its_own_case_and_the_next_volume_follows_a_full_one(monkeypatch):
    monkeypatch.setattr("services.nominations.domain.moving.VOLUME", 1)
    context = MemoryContext()
    tree(context)
    context.do(move("b", organisation_id="a"), role="administrator")
    context.do(move("a", organisation_id="b1"), role="administrator")
    entered = [one for one in context.recorded() if one.envelope.type == "MoveEntered"]
    assert [one.envelope.subject for one in entered] == ["moves-1", "moves-2"]
    assert [one.event.act.case for one in entered] == ["organisation-a", "organisation-b1"]
