"""What a consumer reads of its owner's feed, and what it refuses to read."""

from __future__ import annotations

import pytest

from shared.errors import TransientError
from shared.history import PAGE, History, OwnerBehind
from shared.progress import Progress
from tests.unit.shared_roles.fakes import FakeCursors, FakeFeed, event


@pytest.fixture
def make():
    def made(feed, place=None, stops_after=None):
        progress = Progress(FakeCursors(place), "awards/samples")
        dealt = []

        def deal(events):
            for one in events:
                if len(dealt) == stops_after:
                    return False
                dealt.append((one.epoch, one.position))
                progress.advance()
            return True

        return History(feed, progress, deal), progress, dealt

    return made


def test_everything_up_to_the_head_is_dealt_with_page_by_page(make):
    feed = FakeFeed(end=2 * PAGE + 1)
    history, progress, dealt = make(feed)

    history.catch_up()

    assert [position for _, position in dealt] == list(range(1, 2 * PAGE + 2))
    assert progress.position == feed.end
    assert [position for position, _ in feed.read] == [0, PAGE, 2 * PAGE]


def test_a_gap_is_read_up_to_the_delivered_event_and_no_further(make):
    history, _, dealt = make(FakeFeed(end=9), ("e-1", 2))

    history.catch_up(event(6))

    assert dealt == [("e-1", 3), ("e-1", 4), ("e-1", 5)]


def test_an_event_of_an_older_epoch_adds_nothing_to_what_the_head_says(make):
    history, _, dealt = make(FakeFeed(end=2, epoch="e-2"), ("e-2", 1))

    history.catch_up(event(50, "e-1"))

    assert dealt == [("e-2", 2)]


def test_a_later_epoch_is_read_from_its_first_position(make):
    history, progress, dealt = make(FakeFeed(end=2, epoch="e-2"), ("e-1", 5))

    history.catch_up()

    assert dealt == [("e-2", 1), ("e-2", 2)]
    assert (progress.epoch, progress.position) == ("e-2", 2)


def test_a_later_epoch_without_a_first_position_is_not_entered(make):
    history, progress, dealt = make(FakeFeed(end=0, epoch="e-2"), ("e-1", 5))

    history.catch_up()

    assert dealt == []
    assert (progress.epoch, progress.position) == ("e-1", 5)


@pytest.mark.parametrize("feed", [FakeFeed(end=4), FakeFeed(end=9, epoch="e-0"), FakeFeed(end=0, epoch="")])
def test_an_owner_that_knows_less_than_was_taken_from_it_is_refused(make, feed):
    history, progress, dealt = make(feed, ("e-1", 5))

    with pytest.raises(OwnerBehind, match="A restored backup"):
        history.catch_up()

    assert dealt == []
    assert progress.position == 5


def test_before_the_owner_has_numbered_anything_there_is_nothing_to_read(make):
    history, progress, dealt = make(FakeFeed(end=0, epoch=""))

    history.catch_up()

    assert dealt == []
    assert progress.epoch is None


def test_an_epoch_that_the_owner_does_not_serve_yet_is_waited_for(make):
    history, _, dealt = make(FakeFeed(end=5), ("e-1", 5))

    with pytest.raises(TransientError, match="e-2"):
        history.catch_up(event(1, "e-2"))

    assert dealt == []


def test_a_feed_that_ends_before_its_head_is_asked_again_later(make):
    feed = FakeFeed(end=5)
    feed.after = lambda *_: []
    history, _, dealt = make(feed)

    with pytest.raises(TransientError, match="ends at 0"):
        history.catch_up()

    assert dealt == []


def test_an_epoch_that_begins_while_its_predecessor_is_read_is_noticed(make):
    feed = FakeFeed(end=5)
    feed.after = lambda position, _: [event(position + 1, "e-2")]
    history, _, dealt = make(feed)

    with pytest.raises(TransientError, match="new epoch"):
        history.catch_up()

    assert dealt == []


def test_what_precedes_a_gap_within_a_page_is_dealt_with(make):
    feed = FakeFeed(end=5)
    feed.after = lambda *_: [event(1), event(2), event(4)]
    history, _, dealt = make(feed)

    with pytest.raises(TransientError, match="new epoch"):
        history.catch_up()

    assert dealt == [("e-1", 1), ("e-1", 2)]


def test_reading_ends_where_dealing_has_to_stop(make):
    history, progress, dealt = make(FakeFeed(end=9), stops_after=3)

    history.catch_up()

    assert len(dealt) == 3
    assert progress.position == 3
