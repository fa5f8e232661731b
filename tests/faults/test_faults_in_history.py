"""What faults leave behind in a sound system breaks no invariant, and what they must not leave does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.faults.found import Found, with_former_keys
from tests.faults.history import History
from tests.faults.invariants.all import broken
from tests.faults.sound import STREAM, handled, its_history, sound_system


@pytest.fixture(scope="module")
def sound() -> Found:
    return sound_system()


@pytest.fixture(scope="module")
def history() -> History:
    return its_history()


def test_what_is_handled_again_after_a_crash_is_in_order(sound, history):
    again = [*sound.handled, handled(3), handled(4)]
    assert broken(replace(sound, handled=again), history) == {}


def test_a_parked_subject_that_is_overtaken_is_named(sound, history):
    overtaken = [one for one in sound.handled if one.position != 7] + [handled(7)]
    assert "subjects handled in order" in broken(replace(sound, handled=overtaken), history)


def test_a_restored_commit_counts_as_the_command_it_was(sound, history):
    keyless = [*sound.commits[:5], replace(sound.commits[5], key="restored:e-0006"), *sound.commits[6:]]
    assert {"lost 0", "unexpected 0"} <= broken(replace(sound, commits=keyless), history).keys()
    former = {("nominations", STREAM, 6): "k.6"}
    assert broken(replace(sound, commits=with_former_keys(keyless, former)), history) == {}


def test_only_a_command_without_its_key_and_its_answer_may_stand_twice(sound, history):
    attempts = [replace(one, outcomes=("ok",)) if one.key == "k.7" else one for one in history.attempts]
    for key, named in (("k.6", False), ("k.7", True)):
        again = replace(sound.commits[5], stream="plan-2", first=1, last=1, key=key)
        found = replace(
            sound,
            commits=[*sound.commits, again],
            restored={("nominations", STREAM, 6): "k.6", ("nominations", STREAM, 7): "k.7"},
        )
        assert ("doubled 0" in broken(found, replace(history, attempts=attempts))) == named
