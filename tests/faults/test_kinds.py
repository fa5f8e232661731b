"""A fault that itself runs into trouble leaves nothing standing still."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from tests.faults.kinds.databases import HistoryLost
from tests.faults.kinds.registry import all_faults
from tests.support.ports import free_port


class Processes:
    """A system of which only the processes are there: the database is away."""

    def __init__(self) -> None:
        self.paused: set[str] = set()
        self.killed: set[str] = set()
        self.settings = SimpleNamespace(database_name=str)
        self.mongo = MongoClient(f"mongodb://127.0.0.1:{free_port()}", serverSelectionTimeoutMS=20)

    def pause(self, name: str) -> None:
        """Stop its clock."""
        self.paused.add(name)

    def resume(self, name: str) -> None:
        """Let it go on."""
        self.paused.discard(name)

    def kill(self, name: str) -> None:
        """End it."""
        self.killed.add(name)


@pytest.fixture
def processes():
    made = Processes()
    yield made
    made.mongo.close()


def test_a_history_that_cannot_be_lost_leaves_nobody_paused(processes):
    fault = HistoryLost()
    with pytest.raises(PyMongoError):
        fault.inject(SimpleNamespace(system=processes), random.Random(1))
    assert not processes.paused
    assert not processes.killed


def test_healing_resumes_what_a_broken_off_fault_has_paused(processes):
    fault = HistoryLost()
    fault._paused = "work-awards"
    processes.pause("work-awards")
    for _ in range(2):
        fault.heal(SimpleNamespace(system=processes))
        assert not processes.paused


def test_each_fault_has_a_name_of_its_own():
    names = [fault.name for fault in all_faults()]
    assert len(names) == len(set(names)) == 21
