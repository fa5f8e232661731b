"""
`sovang restore` killed at every step of bringing a history back from the ledger, once each, and run again.

It ends the same as if nobody had killed it: every acknowledged event at its place, and the service goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.crashing import STEPS
from sovang.client import Client
from tests.builders import bodies
from tests.builders.office import EVERYTHING, Department, department
from tests.faults.history import History
from tests.faults.onework import OneWork, one_work
from tests.support.records import commits, database, settle
from tests.support.waiting import until

SERVICE = "nominations"
NEW, KEPT = 8, 5
RESTORE_SECONDS = 300.0
COLLECTIONS = ("commits", "log", "log_state")


class Office:
    """Who writes."""

    def __init__(self, stage: OneWork) -> None:
        self.person: Client = stage.system.open_account("moi-viec", EVERYTHING)
        self._ground: Department = department(self.person, units=1)
        self._made = 0

    def register(self, count: int) -> None:
        """So many organisations, acknowledged."""
        for _ in range(count):
            self._made += 1
            body = bodies.organisation(f"Phòng {self._made}", self._ground.id)
            reply = self.person.post("/api/nominations/organisations", body, f"new.{self._made}")
            assert reply.status == 201, reply.body


@pytest.fixture(scope="module")
def stage(shared_broker, server_folder: Callable[[str], Path]) -> Iterator[OneWork]:
    with one_work(shared_broker, "crash-restoring", server_folder) as system:
        yield system


@pytest.fixture(scope="module")
def office(stage: OneWork) -> Office:
    return Office(stage)


def kept(stage: OneWork) -> dict[str, list[dict[str, object]]]:
    """What a copy of the database holds."""
    one = database(stage.system, SERVICE)
    return {name: list(one[name].find().sort("_id", 1)) for name in COLLECTIONS}


def put_back(stage: OneWork, copy: dict[str, list[dict[str, object]]]) -> None:
    """The database is as it was when *copy* was made."""
    one = database(stage.system, SERVICE)
    for name, documents in copy.items():
        one[name].delete_many({})
        if documents:
            one[name].insert_many(documents)


def bytes_in(copy: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    """The events of each commit, and which commit stands at which position."""
    events = {one["_id"]: one["events"] for one in copy["commits"]}
    return {"events": events, "places": [(row["_id"], row["count"], row["commit"]) for row in copy["log"]]}


@pytest.mark.parametrize("step", STEPS["restoring"])
def test_a_restoration_killed_at_a_step_and_run_again_ends_the_same(step, stage, office):
    work = stage.work()
    office.register(KEPT)
    settle(stage.system)
    copy = kept(stage)
    office.register(NEW)
    settle(stage.system)
    whole = kept(stage)
    assert len(whole["log"]) - len(copy["log"]) >= NEW
    work.kill()
    stage.serving.kill()
    put_back(stage, copy)
    stage.free_leases([SERVICE])

    stage.die_at(step)
    dying = stage.command_line("restore", SERVICE, "--from-ledger", "--json")
    stage.until_died(dying, step)
    there = kept(stage)
    done = STEPS["restoring"].index(step)
    assert len(there["commits"]) == len((copy if done < 1 else whole)["commits"])
    assert len(there["log"]) == len((copy if done < 2 else whole)["log"])

    stage.free_leases([SERVICE])
    again = stage.command_line("restore", SERVICE, "--from-ledger", "--json")
    until(lambda: again.code is not None, RESTORE_SECONDS, "the restoration has ended")
    assert again.code == 0, again.tail
    assert f'"verified": {whole["log"][-1]["_id"]}' in again.tail
    assert bytes_in(kept(stage)) == bytes_in(whole)
    stage.serve()


def test_after_all_of_them_the_service_goes_on_and_every_invariant_holds(stage, office):
    stage.work()
    office.register(1)
    settle(stage.system)
    history = History(attempts=[], earlier=frozenset(one.key for one in commits(stage.system)))
    assert stage.wrong(history) == {}
