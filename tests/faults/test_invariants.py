"""Each invariant fails on a system that breaks it: otherwise a run that finds nothing would mean nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shared.publishing import WINDOW
from tests.faults.found import Found
from tests.faults.history import Attempt, History
from tests.faults.invariants.all import INVARIANTS, broken
from tests.faults.listener import Heard
from tests.faults.sound import (
    COUNT,
    PERSON,
    STREAM,
    event,
    its_history,
    parked,
    sound_system,
    swapped,
)


@pytest.fixture(scope="module")
def sound() -> Found:
    return sound_system()


@pytest.fixture(scope="module")
def history() -> History:
    return its_history()


def without(items, at):
    return [*items[:at], *items[at + 1 :]]


def test_nothing_is_said_of_a_sound_system(sound, history):
    assert broken(sound, history) == {}


def doctored(sound):
    """Each invariant's name, and what breaks it."""
    again = replace(sound.commits[5], stream="plan-2", first=1, last=1)
    odd_checkpoint = replace(sound.checkpoints[0], root=bytes(32))
    return {
        "lost 0": {"commits": without(sound.commits, 5)},
        "unexpected 0": {"commits": [*sound.commits[:-1], replace(sound.commits[-1], key="nobody's")]},
        "doubled 0": {"commits": [*sound.commits, again]},
        "ledger = commits": {"entries": sound.entries[:-1]},
        "positions dense": {"logs": {"nominations": without(sound.logs["nominations"], 5)}},
        "streams chained": {
            "commits": [*sound.commits[:5], replace(sound.commits[5], bodies=(event(6, "0" * 64),))]
        },
        "log order = stream order": {"logs": {"nominations": swapped(sound.logs["nominations"], 5)}},
        "ledger order = stream order": {"entries": swapped(sound.entries, 5)},
        "checkpoints of one history": {"checkpoints": [odd_checkpoint, sound.checkpoints[1]]},
        "tiles recomputed": {"tiles": {"0/0": bytes(256 * 32)}},
        "projections equal a rebuild": {"views": {"audit/cases": []}},
        "inbox exactly once": {"notices": []},
        "announced = numbered": {
            "announced": {"nominations": Heard(positions=frozenset(range(2, COUNT + 1)))}
        },
        "parked + handled = delivered": {"handled": sound.handled[:-1]},
        "parked = replayed + dropped + open": {"parked": [parked(7, "parked")]},
        "subjects handled in order": {"handled": swapped(sound.handled, len(sound.handled) - 2)},
    }


def test_every_invariant_is_doctored(sound):
    assert doctored(sound).keys() == INVARIANTS.keys()


@pytest.mark.parametrize("name", INVARIANTS)
def test_an_invariant_that_is_broken_is_named(sound, history, name):
    assert name in broken(replace(sound, **doctored(sound)[name]), history)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("inbox exactly once", {"notices": [(PERSON, "refused", f"e-{COUNT:04d}")] * 2}),
        (
            "parked + handled = delivered",
            {"cursors": {"notifications: notifications/nominations": (1, COUNT)}},
        ),
        ("parked + handled = delivered", {"parked": []}),
        ("parked = replayed + dropped + open", {"parked": [parked(7, "replay")]}),
        ("parked = replayed + dropped + open", {"parked": [parked(7, "forgotten")]}),
        ("parked = replayed + dropped + open", {"parked": [parked(9, "replayed")]}),
        ("parked = replayed + dropped + open", {"parked": [parked(7, "dropped")]}),
        ("parked = replayed + dropped + open", {"parked": [parked(20, "replayed", STREAM)]}),
        ("announced = numbered", {"announced": {"ledger": Heard(positions=frozenset({1}))}}),
        ("tiles recomputed", {"tiles": {}}),
        ("checkpoints of one history", {"checkpoints": []}),
        ("positions dense", {"commit_ids": {"nominations": frozenset()}}),
    ],
)
def test_other_ways_to_break_it_are_named_too(sound, history, name, changed):
    assert name in broken(replace(sound, **changed), history)


def test_a_changed_leaf_breaks_the_checkpoints_over_it_and_its_tile(sound, history):
    leaves = [sound.leaves[0], b"other", *sound.leaves[2:]]
    assert {"checkpoints of one history", "tiles recomputed"} <= broken(
        replace(sound, leaves=leaves), history
    ).keys()


def test_a_command_that_was_only_refused_and_stands_there_is_unexpected(sound, history):
    attempts = [Attempt(key="k.2", outcomes=("failed",)), *history.attempts[1:]]
    assert "unexpected 0" in broken(sound, replace(history, attempts=attempts))


def test_what_is_not_known_may_be_there_or_not(sound, history):
    attempts = [
        *history.attempts,
        Attempt(key="k.away", outcomes=("unknown",)),
    ]
    assert broken(sound, replace(history, attempts=attempts)) == {}


def test_a_wiped_broker_excuses_what_was_under_way_and_nothing_lost_long_before():
    heard = Heard(positions=frozenset({*range(1, 7), *range(8, WINDOW + 100)}))
    wiped = replace(heard, deaf=[heard.deafened(WINDOW + 120)])
    assert heard.silent_before(WINDOW + 120) == [7, *range(WINDOW + 100, WINDOW + 121)]
    assert wiped.silent_before(WINDOW + 120) == [7]
    young = Heard(positions=frozenset({1, 2, 4}))
    assert replace(young, deaf=[young.deafened(9)]).silent_before(9) == []
