"""Group commit: who shares an insert, who goes alone, what each is told, and that nobody waits for ever."""

from __future__ import annotations

import threading
from time import monotonic

import bson
import pytest
from bson.raw_bson import RawBSONDocument
from pymongo.errors import AutoReconnect, BulkWriteError, DuplicateKeyError, OperationFailure

from shared.eventstore.group import GroupCommit, Outcome, outcome_of, outcomes_in
from tests.support.counting import rises
from tests.support.waiting import until

SECONDS = 60.0


def document(key):
    return RawBSONDocument(bson.encode({"_id": key}))


class FakeCollection:
    """Keeps what is inserted; inserts wait while `gate` is closed, those of several end in `fault` if there is one."""

    def __init__(self):
        self.kept = set()
        self.calls = []
        self.fault = None
        self.gate = threading.Event()
        self.gate.set()

    def insert_one(self, one):
        self.calls.append((threading.current_thread(), [one["_id"]]))
        assert self.gate.wait(SECONDS)
        if one["_id"] in self.kept:
            raise DuplicateKeyError("duplicate", 11000)
        self.kept.add(one["_id"])

    def insert_many(self, many, *, ordered):
        assert not ordered
        self.calls.append((threading.current_thread(), [one["_id"] for one in many]))
        assert self.gate.wait(SECONDS)
        if self.fault:
            raise self.fault
        errors = []
        for index, one in enumerate(many):
            if one["_id"] in self.kept:
                errors.append({"index": index, "code": 11000, "errmsg": "duplicate"})
            self.kept.add(one["_id"])
        if errors:
            raise BulkWriteError(
                {"writeErrors": errors, "nInserted": len(many) - len(errors), "writeConcernErrors": []}
            )


@pytest.fixture
def collection():
    return FakeCollection()


@pytest.fixture
def group(collection):
    group = GroupCommit(collection, SECONDS)
    yield group
    collection.gate.set()
    group.close()


class Callers:
    """Inserts from a thread each; `tickets` by key once they are told."""

    def __init__(self, group):
        self.group = group
        self.tickets = {}
        self.threads = []

    def insert(self, *keys, seconds=SECONDS):
        for key in keys:
            thread = threading.Thread(target=self._insert, args=(key, seconds), daemon=True)
            self.threads.append(thread)
            thread.start()

    def _insert(self, key, seconds):
        self.tickets[key] = self.group.insert(document(key), seconds)

    def outcomes(self):
        for thread in self.threads:
            thread.join(SECONDS)
        return {key: ticket.outcome for key, ticket in self.tickets.items()}


@pytest.fixture
def callers(group):
    return Callers(group)


def gathered(group, count):
    until(lambda: len(group._waiting) == count, SECONDS)


def begin(collection, callers, group):
    """One insert in flight alone and one of the flusher's, so that what comes next gathers."""
    collection.gate.clear()
    callers.insert("alone")
    until(lambda: len(collection.calls) == 1, SECONDS)
    callers.insert("first")
    until(lambda: len(collection.calls) == 2, SECONDS)


def test_a_lone_insert_goes_straight_through_on_its_callers_thread(group, collection):
    assert group.insert(document("a"), SECONDS).outcome is Outcome.STORED
    assert group.insert(document("b"), SECONDS).outcome is Outcome.STORED
    assert collection.calls == [(threading.current_thread(), ["a"]), (threading.current_thread(), ["b"])]


def test_inserts_that_arrive_together_share_one(group, collection, callers):
    begin(collection, callers, group)
    keys = [f"k{number}" for number in range(20)]
    groups = rises("sovang_group_commit_size_count")
    appends = rises("sovang_group_commit_size_sum")
    callers.insert(*keys)
    gathered(group, 20)
    collection.gate.set()

    assert callers.outcomes() == dict.fromkeys(["alone", "first", *keys], Outcome.STORED)
    assert len(collection.calls) == 3
    assert (groups(), appends()) == (1, 20)
    assert set(collection.calls[2][1]) == set(keys)
    assert collection.calls[2][0] is collection.calls[1][0] is not threading.current_thread()


def test_each_of_a_group_is_accepted_or_refused_on_its_own(group, collection, callers):
    collection.kept = {"k1", "k3"}
    begin(collection, callers, group)
    callers.insert("k0", "k1", "k2", "k3")
    gathered(group, 4)
    collection.gate.set()
    outcomes = callers.outcomes()

    assert {key: outcomes[key] for key in ("k0", "k1", "k2", "k3")} == {
        "k0": Outcome.STORED,
        "k1": Outcome.DUPLICATE,
        "k2": Outcome.STORED,
        "k3": Outcome.DUPLICATE,
    }


@pytest.mark.parametrize("fault", [AutoReconnect("gone"), RuntimeError("odd")])
def test_a_group_that_fails_is_unknown_to_all_and_the_next_one_goes_on(group, collection, callers, fault):
    begin(collection, callers, group)
    callers.insert("k0", "k1")
    gathered(group, 2)
    flusher = group._flusher
    collection.fault = fault
    collection.gate.set()
    outcomes = callers.outcomes()
    collection.fault = None

    assert {key: outcomes[key] for key in ("first", "k0", "k1")} == dict.fromkeys(
        ("first", "k0", "k1"), Outcome.UNKNOWN
    )
    assert flusher.is_alive()
    assert group.insert(document("later"), SECONDS).outcome is Outcome.STORED


def test_nobody_waits_beyond_the_deadline_and_what_was_not_sent_is_never_sent(group, collection, callers):
    begin(collection, callers, group)
    began = monotonic()
    callers.insert("late", seconds=0.2)
    until(lambda: "late" in callers.tickets, SECONDS)

    assert 0.2 <= monotonic() - began < SECONDS / 2
    assert callers.tickets["late"].outcome is Outcome.UNKNOWN
    collection.gate.set()
    callers.outcomes()
    assert "late" not in collection.kept


def test_a_group_has_a_limit_and_the_rest_goes_next(group, collection, callers, monkeypatch):
    monkeypatch.setattr("shared.eventstore.group.GROUP_DOCUMENTS", 3)
    begin(collection, callers, group)
    callers.insert(*[f"k{number}" for number in range(8)])
    gathered(group, 8)
    collection.gate.set()

    assert set(callers.outcomes().values()) == {Outcome.STORED}
    assert [len(keys) for _, keys in collection.calls] == [1, 1, 3, 3, 2]


def test_a_group_has_a_size(group, collection, callers, monkeypatch):
    monkeypatch.setattr("shared.eventstore.group.GROUP_BYTES", 1)
    begin(collection, callers, group)
    callers.insert("k0", "k1")
    gathered(group, 2)
    collection.gate.set()

    assert set(callers.outcomes().values()) == {Outcome.STORED}
    assert [len(keys) for _, keys in collection.calls] == [1, 1, 1, 1]


def test_the_flusher_ends_when_the_group_is_closed_and_its_queue_is_empty(group, collection, callers):
    begin(collection, callers, group)
    callers.insert("k0")
    gathered(group, 1)
    group.close()
    collection.gate.set()

    assert set(callers.outcomes().values()) == {Outcome.STORED}
    group._flusher.join(SECONDS)
    assert not group._flusher.is_alive()


def bulk(*codes, inserted=0, concern=()):
    errors = [{"index": index, "code": code, "errmsg": "x"} for index, code in enumerate(codes)]
    return BulkWriteError({"writeErrors": errors, "nInserted": inserted, "writeConcernErrors": list(concern)})


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (DuplicateKeyError("d", 11000), Outcome.DUPLICATE),
        (bulk(11000), Outcome.DUPLICATE),
        (bulk(121), Outcome.REFUSED),
        (bulk(11000, 121), Outcome.UNKNOWN),
        (bulk(), Outcome.UNKNOWN),
        (OperationFailure("not authorised", 13), Outcome.REFUSED),
        (OperationFailure("shut down", 91), Outcome.UNKNOWN),
        (OperationFailure("no code"), Outcome.UNKNOWN),
        (AutoReconnect("gone"), Outcome.UNKNOWN),
    ],
)
def test_what_an_error_lets_one_know(error, outcome):
    assert outcome_of(error) is outcome


def test_each_refused_insert_of_a_group_is_told_by_its_place():
    found = outcomes_in(bulk(11000, 121, 91).details)

    assert [found[place][0] for place in range(3)] == [Outcome.DUPLICATE, Outcome.REFUSED, Outcome.UNKNOWN]


@pytest.mark.parametrize(
    "error", [bulk(11000, inserted=1, concern=[{"code": 64}]), bulk(11000, inserted=0), bulk(inserted=1)]
)
def test_a_group_without_its_majority_or_with_a_wrong_count_is_unknown(group, collection, callers, error):
    begin(collection, callers, group)
    callers.insert("k0")
    gathered(group, 1)
    callers.insert("k1")
    gathered(group, 2)
    collection.fault = error
    collection.gate.set()
    outcomes = callers.outcomes()

    assert outcomes["k1"] is Outcome.UNKNOWN
