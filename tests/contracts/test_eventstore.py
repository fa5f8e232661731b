"""The event store's contract: met in memory, and sharp enough that a store that does nothing fails every line of it."""

from __future__ import annotations

import pytest

from shared.eventstore.memory import MemoryEventStore
from shared.testing.eventstore_contract import EventStoreContract

pytest_plugins = ["pytester"]

IDLE_STORE = '''
import pytest
from shared.canonical import NO_DIGEST
from shared.eventstore import Head, Stream
from shared.testing.eventstore_contract import EventStoreContract


class IdleStore:
    """Says yes to everything and keeps nothing."""

    def read(self, stream, after=None):
        return Stream(after or Head(stream, 0, NO_DIGEST), ())

    def read_many(self, streams):
        return {stream: self.read(stream) for stream in streams}

    def append(self, head, proposal):
        return head

    def append_all(self, appends):
        return [head for head, _ in appends]


class TestIdleStore(EventStoreContract):
    @pytest.fixture
    def store(self):
        return IdleStore()
'''


class TestMemoryEventStore(EventStoreContract):
    @pytest.fixture
    def store(self):
        return MemoryEventStore()


def test_a_store_that_does_nothing_fails_every_line_of_the_contract(pytester):
    pytester.makepyfile(IDLE_STORE)

    outcome = pytester.runpytest_inprocess("-q", "-p", "no:cacheprovider", "-p", "no:pytest_nameko")

    counts = outcome.parseoutcomes()
    promises = [name for name in vars(EventStoreContract) if name.startswith("test_")]
    assert set(counts) == {"failed"}
    assert counts["failed"] >= len(promises) > 15
