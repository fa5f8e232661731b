"""Which failures hold back everything, which only their subject, and which end the role."""

from __future__ import annotations

import threading
from contextlib import nullcontext

import pytest
from pymongo.errors import AutoReconnect, NetworkTimeout, OperationFailure

from shared import tracing
from shared.errors import BrokenHistory, InvalidInput, LostRace, OutcomeUnknown, Rejected, TransientError
from shared.handover import Handover, passes
from shared.parking import BEHIND
from shared.roles import StandBy
from tests.unit.shared_roles.fakes import FakeParking, event


class Handler:
    """Fails as told, by position; notes what took effect."""

    def __init__(self, failures=None):
        self.failures = failures or {}
        self.done = []

    def __call__(self, one):
        waiting = self.failures.get(one.position, [])
        if waiting:
            raise waiting.pop(0)
        self.done.append(one.position)


class Together:
    """Handles several at once, as the handler would each; ends at the first that it could not."""

    def __init__(self, handler, failures=()):
        self.handler = handler
        self.failures = list(failures)
        self.given = []

    def __call__(self, events):
        self.given.append([one.position for one in events])
        if self.failures:
            raise self.failures.pop(0)
        for place, one in enumerate(events):
            if self.handler.failures.get(one.position):
                return place
            self.handler.done.append(one.position)
        return len(events)


class Spans:
    """A tracer that notes the positions of what is consumed."""

    def __init__(self):
        self.positions = []

    def span(self, name, kind, parent, attributes):
        self.positions.append(attributes["sovang.position"])
        return nullcontext()

    def passed(self, name, kind, parent, since, attributes):
        assert (name, kind, attributes["sovang.role"]) == ("consume", "consumer", "awards")
        self.positions.append(attributes["sovang.position"])

    def traceparent(self):
        return None

    def close(self):
        pass


def subject_of(one):
    return "even" if one.position % 2 == 0 else "odd"


@pytest.fixture
def go():
    return threading.Event()


def handover(handler, parking, subject=subject_of, together=None):
    made = Handover("awards", "samples", handler, subject, parking, together)
    made.load()
    return made


@pytest.mark.parametrize(
    "failure",
    [
        TransientError("away"),
        LostRace(),
        OutcomeUnknown(),
        ConnectionResetError(),
        TimeoutError(),
        AutoReconnect(),
        NetworkTimeout(),
    ],
)
def test_what_passes_is_tried_again_until_it_has_passed(failure, go):
    assert passes(failure)
    handler, parking = Handler({1: [failure]}), FakeParking()

    assert handover(handler, parking)(event(1), go)

    assert handler.done == [1]
    assert parking.documents == {}


@pytest.mark.parametrize(
    "failure", [ValueError("bad"), Rejected(), InvalidInput(), OperationFailure("denied", 13)]
)
def test_what_does_not_pass_is_parked_with_its_reason(failure, go):
    assert not passes(failure)
    parking = FakeParking()

    assert handover(Handler({1: [failure]}), parking)(event(1), go)

    assert [(one.position, one.subject, one.state) for one in parking.list()] == [(1, "odd", "parked")]
    assert type(failure).__name__ in parking.list()[0].reason


@pytest.mark.parametrize("failure", [BrokenHistory("torn"), StandBy("another")])
def test_a_broken_history_and_another_holder_end_the_role(failure, go):
    parking = FakeParking()
    with pytest.raises(type(failure)):
        handover(Handler({1: [failure]}), parking)(event(1), go)

    assert parking.documents == {}


def test_a_stop_ends_the_wait_for_what_passes(go):
    go.set()
    handler = Handler()

    assert not handover(handler, FakeParking())(event(1), go)
    assert handler.done == []


def test_later_events_of_a_parked_subject_wait_behind_it_and_others_go_on(go):
    handler, parking = Handler({1: [ValueError("bad")]}), FakeParking()
    hand_over = handover(handler, parking)
    for position in range(1, 6):
        assert hand_over(event(position), go)

    assert handler.done == [2, 4]
    assert [(one.position, one.reason) for one in parking.list()] == [
        (1, "ValueError: bad"),
        (3, BEHIND),
        (5, BEHIND),
    ]


def test_after_a_restart_a_parked_subject_still_waits(go):
    parking = FakeParking()
    handover(Handler({1: [ValueError("bad")]}), parking)(event(1), go)
    handler = Handler()

    assert handover(handler, parking)(event(3), go)

    assert handler.done == []


def test_a_replay_goes_in_order_and_frees_the_subject(go):
    handler, parking = Handler({1: [ValueError("bad")]}), FakeParking()
    hand_over = handover(handler, parking)
    for position in range(1, 6):
        hand_over(event(position), go)

    parking.ask_replay(parking.list()[0].id)
    hand_over.replay(go)
    hand_over(event(7), go)

    assert handler.done == [2, 4, 1, 3, 5, 7]
    assert parking.list() == []


def test_what_was_parked_after_a_replay_was_asked_for_is_replayed_with_it(go):
    handler, parking = Handler({1: [ValueError("bad")]}), FakeParking()
    hand_over = handover(handler, parking)
    hand_over(event(1), go)
    parking.ask_replay(parking.list()[0].id)
    hand_over(event(3), go)

    hand_over.replay(go)

    assert handler.done == [1, 3]


def test_a_replay_that_fails_again_parks_the_rest_of_its_subject_again(go):
    handler, parking = Handler({1: [ValueError("bad")], 3: [ValueError("worse")]}), FakeParking()
    hand_over = handover(handler, parking)
    for position in (1, 3, 5):
        hand_over(event(position), go)
    parking.ask_replay(parking.list()[0].id)

    hand_over.replay(go)

    assert handler.done == [1]
    assert [(one.position, one.state, one.reason) for one in parking.list()] == [
        (3, "parked", "ValueError: worse"),
        (5, "parked", BEHIND),
    ]


def test_a_replay_that_meets_a_passing_failure_is_finished_later(go):
    handler, parking = Handler({1: [ValueError("bad"), TransientError("away")]}), FakeParking()
    hand_over = handover(handler, parking)
    hand_over(event(1), go)
    parking.ask_replay(parking.list()[0].id)

    with pytest.raises(TransientError):
        hand_over.replay(go)
    hand_over.replay(go)

    assert handler.done == [1]


def test_nothing_is_replayed_that_nobody_asked_for(go):
    handler, parking = Handler({1: [ValueError("bad")]}), FakeParking()
    hand_over = handover(handler, parking)
    hand_over(event(1), go)

    hand_over.replay(go)

    assert handler.done == []


def test_once_dropped_an_event_holds_back_nobody(go):
    handler, parking = Handler({1: [ValueError("bad")]}), FakeParking()
    hand_over = handover(handler, parking)
    hand_over(event(1), go)
    parking.drop(parking.list()[0].id, "user:lan", "sent by mistake")

    hand_over(event(3), go)

    assert handler.done == [3]


def test_an_event_whose_subject_cannot_be_told_is_judged_by_its_handler(go):
    def unreadable(one):
        raise ValueError(one)

    handler, parking = Handler({1: [ValueError("bad")]}), FakeParking()
    assert handover(handler, parking, unreadable)(event(1), go)

    assert [one.subject for one in parking.list()] == ["unreadable"]


class TestTogether:
    """Several events at hand, from position 1 on."""

    def dealt(self, handler, together, go, *, count=7, parking=None, wish=True):
        told = []
        made = handover(handler, parking or FakeParking(), together=together)
        assert made.many([event(position) for position in range(1, count + 1)], go, told.append) is wish
        return told

    def test_they_are_handled_at_once(self, go):
        handler = Handler()
        together = Together(handler)

        assert self.dealt(handler, together, go) == [7]
        assert together.given == [[1, 2, 3, 4, 5, 6, 7]]

    def test_one_that_fails_is_parked_with_its_subject_and_parks_no_other(self, go):
        handler, parking = Handler({3: [ValueError("bad")]}), FakeParking()
        together = Together(handler)

        assert sum(self.dealt(handler, together, go, parking=parking)) == 7
        assert handler.done == [1, 2, 4, 6]
        assert [(one.position, one.reason) for one in parking.list()] == [
            (3, "ValueError: bad"),
            (5, BEHIND),
            (7, BEHIND),
        ]

    def test_one_that_waits_holds_back_what_follows_and_nothing_before_it(self, go):
        handler = Handler({3: [TransientError("not known yet")]})
        together = Together(handler)

        assert self.dealt(handler, together, go) == [2, 1, 4]
        assert handler.done == [1, 2, 3, 4, 5, 6, 7]
        assert together.given == [[1, 2, 3, 4, 5, 6, 7], [4, 5, 6, 7]]

    @pytest.mark.parametrize("failure", [TransientError("away"), ValueError("too large")])
    def test_when_all_of_them_fail_each_is_handled_alone_once(self, failure, go):
        handler, parking = Handler({2: [ValueError("bad")]}), FakeParking()
        together = Together(handler, [failure, failure])

        assert self.dealt(handler, together, go, parking=parking) == [1] * 7
        assert handler.done == [1, 3, 5, 7]
        assert [one.position for one in parking.list()] == [2, 4, 6]
        assert together.given == [[1, 2, 3, 4, 5, 6, 7]]

    def test_what_waits_behind_a_parked_event_is_handled_by_nobody(self, go):
        handler, parking = Handler(), FakeParking()
        parking.park("awards", event(0), "even", "bad")
        together = Together(handler)

        assert sum(self.dealt(handler, together, go, parking=parking)) == 7
        assert handler.done == [1, 3, 5, 7]
        assert [one.position for one in parking.list()] == [0, 2, 4, 6]

    @pytest.mark.parametrize("failure", [BrokenHistory("torn"), StandBy("another")])
    def test_a_broken_history_and_another_holder_end_the_role(self, failure, go):
        handler, told = Handler(), []
        made = handover(handler, FakeParking(), together=Together(handler, [failure]))

        with pytest.raises(type(failure)):
            made.many([event(1), event(2)], go, told.append)

        assert (told, handler.done) == ([], [])

    def test_a_stop_leaves_the_rest(self, go):
        handler = Handler()
        go.set()
        together = Together(handler)

        assert self.dealt(handler, together, go, wish=False) == []
        assert together.given == []

    def test_each_has_its_span_and_what_failed_none_of_these(self, go):
        spans = Spans()
        tracing.trace_with(spans)
        try:
            self.dealt(Handler({3: [TransientError("away")]}), None, go, count=1)
            handler = Handler({3: [TransientError("not known yet")]})
            self.dealt(handler, Together(handler), go, count=3)
        finally:
            tracing.stop_tracing()

        assert spans.positions == ["1", "1", "2", "3", "3"]  # the last is tried twice

    def test_where_nothing_takes_several_each_is_handled_alone(self, go):
        handler = Handler()

        assert self.dealt(handler, None, go) == [1] * 7
        assert handler.done == [1, 2, 3, 4, 5, 6, 7]
