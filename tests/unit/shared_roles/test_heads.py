"""How far a history has come, asked by many in turn."""

from __future__ import annotations

import pytest

from shared import heads
from shared.heads import RecentHead, glance, goes_on
from tests.unit.shared_roles.fakes import FakeFeed


class Remembering(FakeFeed):
    def recent_head(self):
        return self.epoch, self.end - 1


def test_a_feed_that_remembers_its_head_is_not_asked_anew():
    assert glance(FakeFeed(7)) == ("e-1", 7)
    assert glance(Remembering(7)) == ("e-1", 6)


@pytest.mark.parametrize(
    ("place", "more"),
    [
        (("", 0), True),
        (("e-1", 6), True),
        (("e-1", 7), False),
        (("e-1", 9), False),  # an older copy was restored: nothing is to be read there
        (("e-0", 9), True),  # numbered anew
    ],
)
def test_it_goes_on_when_there_is_something_after_the_place(place, more):
    assert goes_on(FakeFeed(7), place) is more


def test_nothing_goes_on_in_a_history_that_has_not_begun():
    assert not goes_on(FakeFeed(0, epoch=""), ("", 0))
    assert not goes_on(FakeFeed(0), ("", 0))


def test_a_head_is_asked_for_again_when_it_is_old_and_after_a_failure(monkeypatch):
    now, found = [100.0], [("e-1", 1)]
    monkeypatch.setattr(heads.time, "monotonic", lambda: now[0])
    head = RecentHead(lambda: found[0])
    assert head.recent() == ("e-1", 1)
    found[0] = ("e-1", 2)
    assert head.recent() == ("e-1", 1)
    assert head.fresh() == ("e-1", 2)
    found[0] = ("e-1", 3)
    now[0] += heads.HEAD_SECONDS
    assert head.recent() == ("e-1", 3)
    head._look = lambda: {}["away"]
    with pytest.raises(KeyError):
        head.fresh()
    head._look = lambda: ("e-1", 4)
    assert head.recent() == ("e-1", 4)
