"""What a process remembers of what it has just numbered."""

from __future__ import annotations

import pytest

from shared.recent import Recent
from tests.unit.shared_roles.fakes import event


def events(first, last, epoch="e-1"):
    return [event(position, epoch) for position in range(first, last + 1)]


@pytest.fixture
def recent():
    return Recent(kept=10)


def test_nothing_is_remembered_at_first(recent):
    assert recent.after(0, 5) == []


def test_what_follows_a_position_is_given_up_to_the_limit(recent):
    recent.remember(events(3, 5))
    recent.remember(events(6, 8))

    assert recent.after(2, 100) == events(3, 8)
    assert recent.after(4, 2) == events(5, 6)
    assert recent.after(7, 9) == events(8, 8)


@pytest.mark.parametrize("position", [0, 1, 8, 9, 100])
def test_a_position_that_is_not_here_is_left_to_the_log(recent, position):
    recent.remember(events(3, 8))

    assert recent.after(position, 5) == []


def test_the_oldest_are_forgotten(recent):
    recent.remember(events(1, 25))

    assert recent.after(14, 1) == []
    assert recent.after(15, 100) == events(16, 25)


def test_large_events_are_forgotten_sooner():
    recent = Recent(kept=10, kept_bytes=5)
    recent.remember(events(10, 14))  # bodies of two bytes

    assert recent.after(12, 100) == events(13, 14)


@pytest.mark.parametrize("later", [events(5, 6), events(4, 5, "e-2"), events(1, 2)])
def test_a_gap_and_a_new_epoch_forget_what_came_before(recent, later):
    recent.remember(events(1, 3))
    recent.remember(later)

    assert recent.after(later[0].position - 1, 100) == later
    assert recent.after(2, 1) == []


def test_it_forgets_when_told_and_ignores_nothing(recent):
    recent.remember(events(1, 3))
    recent.remember([])
    assert recent.after(0, 5) == events(1, 3)

    recent.forget()
    assert recent.after(0, 5) == []
