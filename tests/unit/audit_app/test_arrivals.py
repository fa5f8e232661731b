"""What is put in order next: each source in its order, causes first, nobody starved."""

from __future__ import annotations

import pytest

from services.audit.application.arrivals import BATCH_BYTES, Arrival, arrival, assemble
from services.audit.application.causes import RecentEvents
from shared.errors import BrokenHistory
from shared.messages import NumberedEvent
from tests.unit.audit_app.histories import FIRST_EPOCH, body, event_id


class Queue:
    """A line that holds what a test puts in."""

    def __init__(self, *arrivals):
        self.arrivals, self.held_by = arrivals, None

    def waiting(self, limit):
        return self.arrivals[:limit]

    def hold(self, cause):
        self.held_by = cause


def one(name, cause=None, leaf=b""):
    source, _, position = name.partition("@")
    event = NumberedEvent(source=source, epoch="e", position=int(position), body=b"")
    return Arrival(event, name, cause, leaf)


def ledger(*known):
    asked = []

    def ask(ids):
        asked.append(set(ids))
        return set(ids) & set(known)

    causes = RecentEvents(ask)
    return causes, asked


def names(batch):
    return [arrival.event_id for arrival in batch]


def test_what_is_in_the_ledger_holds_nothing_up():
    causes, _ = ledger("n@1")

    assert names(assemble([Queue(one("a@1", "n@1"))], causes)) == ["a@1"]


def test_a_cause_in_the_same_batch_comes_first():
    causes, _ = ledger()
    awards, nominations = Queue(one("a@1", "n@2")), Queue(one("n@1"), one("n@2"))

    assert names(assemble([awards, nominations], causes)) == ["n@1", "n@2", "a@1"]


def test_a_missing_cause_holds_its_source_alone_and_is_named():
    causes, _ = ledger()
    awards, nominations = Queue(one("a@1"), one("a@2", "n@9"), one("a@3")), Queue(one("n@1"))

    assert names(assemble([awards, nominations], causes)) == ["a@1", "n@1"]
    assert awards.held_by == "n@9"
    assert nominations.held_by is None


def test_a_batch_that_is_full_holds_nobody():
    causes, _ = ledger()
    queue = Queue(one("n@1"), one("n@2"))

    assert names(assemble([queue], causes, limit=1)) == ["n@1"]
    assert queue.held_by is None


def test_a_source_that_is_far_behind_starves_no_other():
    causes, _ = ledger()
    behind, other = Queue(*(one(f"n@{position}") for position in range(1, 101))), Queue(one("a@1"))

    assert "a@1" in names(assemble([behind, other], causes, limit=10))


def test_large_events_make_small_batches():
    causes, _ = ledger()
    large = bytes(BATCH_BYTES)

    assert len(assemble([Queue(one("n@1", leaf=large), one("n@2", leaf=large))], causes)) == 1


def test_the_store_is_asked_once_about_what_is_absent():
    causes, asked = ledger()
    queue = Queue(one("a@1", "n@9"))

    assemble([queue], causes)
    assemble([queue], causes)
    causes.add(["n@9"])

    assert asked == [{"n@9"}]
    assert names(assemble([queue], causes)) == ["a@1"]


def test_the_oldest_events_are_forgotten_and_asked_about_again():
    asked = []

    def ask(ids):
        asked.append(sorted(ids))
        return set(ids)

    causes = RecentEvents(ask, remembered=2)
    causes.add(["a", "b", "c"])
    causes.look_up(["a", "b", "c"])

    assert asked == [["a"]]


def test_an_arrival_knows_its_id_its_cause_and_its_leaf():
    event = NumberedEvent(
        source="awards",
        epoch=FIRST_EPOCH,
        position=4,
        body=body("awards", 4, cause=event_id("nominations", 7)),
    )
    read = arrival(event)

    assert read.event_id == event_id("awards", 4)
    assert read.cause == event_id("nominations", 7)
    assert read.leaf == f"sovang-entry/v1 awards {FIRST_EPOCH} 4\n".encode() + event.body


def test_a_persons_own_command_is_no_cause():
    event = NumberedEvent(source="awards", epoch=FIRST_EPOCH, position=4, body=body("awards", 4))

    assert arrival(event).cause is None


@pytest.mark.parametrize(
    "unreadable",
    [
        b"[]",
        b"not json",
        b"{}",
        body("awards", 1).replace(b'"id":', b'"no":'),
        body("awards", 1).replace(b'"data":{', b'"data":[{').replace(b'"},"datacontent', b'"}],"datacontent'),
        body("awards", 1).replace(event_id("awards", 1).encode(), b""),
        body("awards", 1, data={"text": "x" * 70_000}),
    ],
)
def test_what_no_ledger_can_hold_is_refused(unreadable):
    event = NumberedEvent(source="awards", epoch=FIRST_EPOCH, position=1, body=unreadable)

    with pytest.raises(BrokenHistory):
        arrival(event)
