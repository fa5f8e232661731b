"""The event store when the network fails: answers lost, held and late; what is acknowledged is there, once, unforked."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from time import monotonic

import pytest
from pymongo import MongoClient
from pymongo.uri_parser import parse_uri

from shared.errors import LostRace, OutcomeUnknown, TransientError
from shared.eventstore.mongo import MongoEventStore, ensure
from shared.testing.eventstore_contract import appending, at_once, fresh, grown
from shared.testing.history import proposal_after
from tests.support.proxy import Proxy
from tests.support.waiting import until

INSERT = b"\x02insert\x00"
COMMIT = b"commitTransaction\x00"
DEADLINE = 2.0
"""For what is waited out."""
PATIENT = 30.0
"""For what must not run out."""


@pytest.fixture
def store(database):
    ensure(database)
    store = MongoEventStore(database)
    yield store
    store.close()


@pytest.fixture
def proxy(mongo_uri):
    host, port = parse_uri(mongo_uri)["nodelist"][0]
    with Proxy(host, port) as proxy:
        yield proxy


@pytest.fixture
def distant(proxy, database, store):
    """Opens a store that reaches the same streams through the proxy."""

    @contextmanager
    def opened(deadline=PATIENT, **options):
        options = {"directConnection": True, **options}
        with MongoClient("127.0.0.1", proxy.own_port, **options) as client:
            store = MongoEventStore(client[database.name], commit_deadline=deadline)
            store.read(fresh())
            yield store
            store.close()

    return opened


def known(append):
    """What *append* comes to, repeated as a client does until it is told."""

    def told():
        with suppress(OutcomeUnknown, TransientError):
            return append()

    return until(told, 60)


@pytest.mark.parametrize("driver_retries", [True, False])
def test_an_append_whose_answer_was_lost_is_found_to_be_stored(store, proxy, distant, driver_retries):
    empty = store.read(fresh()).head
    proposal = proposal_after(empty, 2)
    with distant(retryWrites=driver_retries) as far:
        proxy.swallow(INSERT)
        head = far.append(empty, proposal)

    assert proxy.swallowed.is_set()
    assert store.read(empty.stream).head == head
    assert [commit.commit_id for commit in store.read(empty.stream).commits] == [proposal.commit_id]


@pytest.mark.parametrize("driver_retries", [True, False])
def test_a_lost_race_whose_answer_was_lost_is_still_a_lost_race(store, proxy, distant, driver_retries):
    heads = grown(store, fresh(), [2])
    with distant(retryWrites=driver_retries) as far:
        proxy.swallow(INSERT)
        with pytest.raises(LostRace):
            far.append(heads[0], proposal_after(heads[0]))

    assert proxy.swallowed.is_set()
    assert store.read(heads[0].stream).head == heads[1]


def test_each_append_of_a_group_whose_answer_was_lost_learns_its_own_outcome(store, proxy, distant):
    stale = grown(store, fresh(), [1])
    empty = [store.read(fresh()).head for _ in range(12)]
    with distant(retryWrites=False) as far:
        proxy.hold()  # the first keeps the group waiting, so that the rest gather
        results = {}
        jobs = [(head, proposal_after(head, 2)) for head in [*empty, stale[0]]]
        threads = [
            threading.Thread(target=lambda one=job: results.update({one[0].stream: appending(far, *one)()}))
            for job in jobs
        ]
        for thread in threads:
            thread.start()
        assert proxy.held.wait(PATIENT / 3)
        until(lambda: far._group._in_flight == 2)
        proxy.swallow(INSERT)
        proxy.release()
        for thread in threads:
            thread.join(PATIENT * 2)

    assert proxy.swallowed.is_set()
    assert isinstance(results.pop(stale[0].stream), LostRace)
    assert results == {head.stream: store.read(head.stream).head for head in empty}
    assert {head.version for head in results.values()} == {2}


def test_an_append_that_nobody_answers_ends_unknown_in_time_and_can_be_repeated(store, proxy, distant):
    empty = store.read(fresh()).head
    proposal = proposal_after(empty, 2)
    with distant(DEADLINE) as far:
        proxy.mute()
        began = monotonic()
        with pytest.raises(OutcomeUnknown):
            far.append(empty, proposal)
        took = monotonic() - began
        proxy.restore()
        head = known(lambda: far.append(empty, proposal))

    assert DEADLINE / 2 <= took < DEADLINE + PATIENT / 2
    assert store.read(empty.stream).head == head
    assert len(store.read(empty.stream).commits) == 1


def test_an_append_that_arrives_after_it_was_given_up_cannot_fork_the_stream(store, proxy, distant):
    empty = store.read(fresh()).head
    late = proposal_after(empty, 3)
    with distant(DEADLINE, retryWrites=False) as far:
        proxy.hold()
        with pytest.raises(OutcomeUnknown):
            far.append(empty, late)
        assert proxy.held.is_set()
        heads = grown(store, empty.stream, [1, 1])
        proxy.release()
        with pytest.raises(LostRace):
            known(lambda: far.append(empty, late))

    assert store.read(empty.stream).head == heads[-1]


def test_an_append_that_arrives_after_it_was_given_up_counts_once(store, proxy, distant):
    empty = store.read(fresh()).head
    late = proposal_after(empty, 3)
    with distant(DEADLINE, retryWrites=False) as far:
        proxy.hold()
        with pytest.raises(OutcomeUnknown):
            far.append(empty, late)
        proxy.release()
        until(lambda: store.read(empty.stream).commits)
        assert known(lambda: far.append(empty, late)) == store.read(empty.stream).head

    assert len(store.read(empty.stream).commits) == 1


def test_appends_together_whose_commit_had_no_answer_are_found_to_be_stored(store, proxy, distant):
    heads = [store.read(fresh()).head for _ in range(3)]
    appends = [(head, proposal_after(head, 2)) for head in heads]
    with distant() as far:
        proxy.swallow(COMMIT)
        new = far.append_all(appends)

    assert proxy.swallowed.is_set()
    assert [store.read(head.stream).head for head in heads] == new
    assert all(len(store.read(head.stream).commits) == 1 for head in heads)


def test_appends_together_whose_insert_had_no_answer_are_begun_anew(store, proxy, distant):
    heads = [store.read(fresh()).head for _ in range(3)]
    appends = [(head, proposal_after(head, 2)) for head in heads]
    with distant() as far:
        proxy.swallow(INSERT)
        new = far.append_all(appends)

    assert proxy.swallowed.is_set()
    assert [store.read(head.stream).head for head in heads] == new


def test_appends_together_that_nobody_answers_end_unknown_in_time_and_are_all_there_or_none(
    store, proxy, distant
):
    heads = [store.read(fresh()).head for _ in range(3)]
    with distant(DEADLINE) as far:
        proxy.mute()
        began = monotonic()
        with pytest.raises(OutcomeUnknown):
            far.append_all([(head, proposal_after(head, 2)) for head in heads])
        took = monotonic() - began

    assert took < DEADLINE + PATIENT / 2
    assert len({store.read(head.stream).head.version for head in heads}) == 1


def test_a_read_says_that_the_server_is_away(proxy, distant):
    with distant(serverSelectionTimeoutMS=1000) as far:
        proxy.refuse()
        with pytest.raises(TransientError):
            far.read(fresh())
        proxy.restore()
        assert known(lambda: far.read(fresh())).commits == ()


def test_slow_answers_change_nothing(store, proxy, distant):
    with distant() as far:
        proxy.delay_seconds = 0.02
        heads = [far.read(fresh()).head for _ in range(8)]
        new = at_once([appending(far, head, proposal_after(head, 2)) for head in heads])

    assert [store.read(head.stream).head for head in heads] == new
