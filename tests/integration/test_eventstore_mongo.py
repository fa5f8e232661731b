"""The event store on a real server: the contract, and what only a server can do wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from bson.binary import Binary
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import BrokenHistory, LostRace, TransientError
from shared.eventstore.memory import MemoryEventStore
from shared.eventstore.mongo import MongoEventStore, ensure
from shared.testing.eventstore_contract import EventStoreContract, appending_all, fresh, grown
from shared.testing.history import proposal_after


@pytest.fixture
def store(database):
    ensure(database)
    store = MongoEventStore(database)
    yield store
    store.close()


class TestMongoEventStore(EventStoreContract):
    pass


def test_ensuring_twice_changes_nothing_and_makes_no_second_index(database):
    ensure(database)
    ensure(database)

    assert list(database["commits"].index_information()) == ["_id_"]


def test_a_commit_is_stored_as_one_document_named_by_stream_and_first_version(store, database):
    head = grown(store, fresh(), [2])[-1]
    proposal = proposal_after(head, 3)
    store.append(head, proposal)

    document = database["commits"].find_one({"_id": f"{head.stream}@0000000003"})

    assert set(document) == {
        "_id",
        "stream",
        "first",
        "last",
        "commit_id",
        "command",
        "recorded_at",
        "events",
    }
    assert (document["stream"], document["first"], document["last"]) == (head.stream, 3, 5)
    assert document["command"] == {
        "actor": proposal.command.actor,
        "key": proposal.command.key,
        "fingerprint": proposal.command.fingerprint,
    }
    assert tuple(document["events"]) == proposal.events


def test_one_flipped_byte_breaks_the_chain_and_the_commit_is_named(store, database):
    head = grown(store, fresh(), [1, 2, 1])[-1]
    key = f"{head.stream}@0000000002"
    events = database["commits"].find_one({"_id": key})["events"]
    at = events[1].index(b"note 3")
    flipped = events[1][:at] + b"n0te 3" + events[1][at + 6 :]
    database["commits"].update_one({"_id": key}, {"$set": {"events": [Binary(events[0]), Binary(flipped)]}})

    with pytest.raises(BrokenHistory, match=f"{head.stream}@0000000004"):
        store.read(head.stream)


@pytest.mark.parametrize(
    "change",
    [
        {"$set": {"last": 9}},
        {"$set": {"first": 1}},
        {"$unset": {"command": 1}},
        {"$set": {"events": [Binary(b"not json")]}},
        {"$set": {"events": [Binary(b"[]")]}},
        {"$set": {"events": "none"}},
        {"$set": {"stream": "another"}},
    ],
)
def test_a_commit_that_was_tampered_with_is_broken_history(store, database, change):
    head = grown(store, fresh(), [1, 1])[-1]
    database["commits"].update_one({"_id": f"{head.stream}@0000000002"}, change)

    with pytest.raises(BrokenHistory, match=f"{head.stream}@0000000002"):
        store.read(head.stream)


def test_a_commit_that_was_taken_out_is_broken_history(store, database):
    head = grown(store, fresh(), [1, 1, 1])[-1]
    database["commits"].delete_one({"_id": f"{head.stream}@0000000002"})

    with pytest.raises(BrokenHistory, match=f"{head.stream}@0000000003"):
        store.read(head.stream)


def test_what_the_server_refuses_is_surely_not_written_and_told_at_once(database):
    database.create_collection("commits", validator={"$jsonSchema": {"required": ["never"]}})
    store = MongoEventStore(database, commit_deadline=60)
    heads = [store.read(fresh()).head for _ in range(2)]

    with pytest.raises(TransientError, match="refuses"):
        store.append(heads[0], proposal_after(heads[0]))
    with pytest.raises(TransientError, match="refuses"):
        store.append_all([(head, proposal_after(head)) for head in heads])
    assert all(store.read(head.stream).commits == () for head in heads)


UNDER_EVENTLET = """
import sys
import eventlet
eventlet.monkey_patch()
import pytest
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "-k", "TestMongoEventStore", sys.argv[1]]))
"""


def test_the_contract_holds_under_eventlet(mongo_uri):
    """PyMongo no longer tests with eventlet, so this does."""
    run = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", UNDER_EVENTLET, __file__],
        env={**os.environ, "MONGO_URI": mongo_uri},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    promises = [name for name in vars(EventStoreContract) if name.startswith("test_")]
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(re.search(r"(\d+) passed", run.stdout)[1]) >= len(promises)


steps = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 4), st.integers(0, 3), st.booleans()), min_size=1, max_size=12
)


@given(steps=steps)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_appends_ends_the_same_in_memory_and_on_the_server(store, steps):
    """Each step appends some events to one of four streams, after a head that may be stale, alone or with a second."""
    streams = [fresh() for _ in range(4)]
    memory = MemoryEventStore()
    heads = {stream: [memory.read(stream).head] for stream in streams}
    for place, count, age, together in steps:
        names = [streams[place], streams[(place + 1) % 4]] if together else [streams[place]]
        chosen = [heads[name][max(len(heads[name]) - 1 - age, 0)] for name in names]
        appends = [(head, proposal_after(head, count)) for head in chosen]
        answers = [appending_all(one, appends)() for one in (memory, store)]
        assert [isinstance(answer, LostRace) for answer in answers] in ([True, True], [False, False])
        if not isinstance(answers[0], LostRace):
            assert answers[0] == answers[1]
            for head in answers[0]:
                heads[head.stream].append(head)

    for stream in streams:
        assert memory.read(stream) == store.read(stream)
        for head in heads[stream]:
            assert memory.read(stream, head) == store.read(stream, head)
