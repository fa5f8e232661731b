"""
`work` killed at every step of numbering, publishing, consuming and sequencing, once each, and started again.

Nothing is lost, doubled or stuck. For the other protocols: `test_crash_points_answering`, `…_parking`, `…_restoring`.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.crashing import STEPS
from shared.settings import SERVICES
from sovang.client import Client
from tests.builders import bodies
from tests.builders.commands import REFUSALS
from tests.builders.office import EVERYTHING, Department, department, drafted_plan
from tests.faults.history import history_of
from tests.faults.onework import DEATH_SECONDS, OneWork, one_work
from tests.support.beside import ROOT
from tests.support.records import commits, database, entries, require_sound, settle
from tests.support.waiting import until
from tests.support.writers import Command, Outcome, Record

ALL_STEPS = [step for steps in STEPS.values() for step in steps]
KILLED_HERE = ("numbering", "publishing", "consuming", "sequencing")
KILLED_ELSEWHERE = {
    "answering": "test_crash_points_answering",
    "parking": "test_crash_points_parking",
    "deciding": "test_crash_points_parking",
    "replaying": "test_crash_points_parking",
    "restoring": "test_crash_points_restoring",
}
CALL = re.compile(r'\breached\(["\'](.+?)["\']\)')
REGISTER_EVERY_SECONDS = 0.3
TILE = 256
UNUSABLE = {"_data": "00"}


class Office:
    """Who writes, and what was acknowledged."""

    def __init__(self, stage: OneWork) -> None:
        self.person: Client = stage.system.open_account("moi-viec", EVERYTHING)
        self.ground: Department = department(self.person, units=1)
        self.draft = drafted_plan(self.person, self.ground.id, "draft")
        self.earlier = frozenset(commit.key for commit in commits(stage.system))
        self.records: list[Record] = []
        self.acknowledged: list[str] = []
        self.refused = 0

    def register(self) -> None:
        """An organisation, acknowledged."""
        name = f"Ban {len(self.acknowledged)}"
        body = bodies.organisation(name, self.ground.id)
        self._told("/api/nominations/organisations", body, f"command.{len(self.acknowledged)}", 201)
        self.acknowledged.append(name)

    def be_refused(self) -> None:
        """A refusal, of which the person is told."""
        self.refused += 1
        body = bodies.issue(number=None, dated=f"2021-02-{self.refused:02d}")
        self._told(f"/api/nominations/plans/{self.draft}/issue", body, f"refused.{self.refused}", 409)

    def _told(self, path: str, body: bodies.Body, key: str, status: int) -> None:
        reply = self.person.post(path, body, key)
        assert reply.status == status, reply.body
        command = Command(key=key, service="nominations", path=path, body=body)
        ends: list[Outcome] = ["ok" if status == 201 else "refused"]
        self.records.append(Record(command, ends, status, reply.body))


@pytest.fixture(scope="module")
def stage(shared_broker, server_folder: Callable[[str], Path]) -> Iterator[OneWork]:
    with one_work(shared_broker, "crash-points", server_folder) as system:
        yield system


@pytest.fixture(scope="module")
def office(stage: OneWork) -> Office:
    return Office(stage)


def lose_history(stage: OneWork) -> None:
    """As if each numberer's token were older than what the database remembers."""
    for service in SERVICES:
        of = database(stage.system, service)
        of.log.update_many({}, {"$set": {"token": UNUSABLE}})
        of.log_state.update_many({"_id": "idle"}, {"$set": {"token": UNUSABLE}})


def fill_a_tile(stage: OneWork, office: Office) -> None:
    """Enough that the next tile is full once all is sequenced, unless one is full and not stored yet."""
    audit = database(stage.system, "audit")
    if audit.entries.count_documents({}) // TILE > audit.tiles.count_documents({"_id": {"$regex": "^0/"}}):
        return
    waiting = sum(commit.last - commit.first + 1 for commit in commits(stage.system))
    for _ in range(TILE - waiting % TILE):
        office.register()


def test_each_step_stands_in_the_code_exactly_once():
    found = Counter(
        step
        for folder in ("shared", "services", "sovang")
        for path in (ROOT / folder).rglob("*.py")
        for step in CALL.findall(path.read_text(encoding="utf-8").replace("_reached(", " reached("))
    )
    assert found == dict.fromkeys(ALL_STEPS, 1)


def test_each_protocol_has_a_file_in_which_processes_are_killed_at_its_steps():
    assert {*KILLED_HERE, *KILLED_ELSEWHERE} == STEPS.keys()
    for protocol, name in KILLED_ELSEWHERE.items():
        assert f'STEPS["{protocol}"]' in (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("step", [step for protocol in KILLED_HERE for step in STEPS[protocol]])
def test_a_process_killed_at_a_step_is_missed_by_nobody(step, stage, office):
    office.register()
    office.be_refused()
    if step.startswith("missing rows"):
        lose_history(stage)
    if step.startswith("tiles"):
        fill_a_tile(stage, office)
    stage.die_at(step)
    work = stage.work()

    register_at = time.monotonic()

    def died() -> bool:
        nonlocal register_at
        dead = stage.died(work)
        if not dead and time.monotonic() >= register_at:
            office.register()  # some steps are only reached by what comes in while it runs
            register_at = time.monotonic() + REGISTER_EVERY_SECONDS
        return dead

    until(died, DEATH_SECONDS, f"work dies at {step}")

    recorded = entries(stage.system)
    assert [entry.index for entry in recorded] == list(range(len(recorded)))
    assert len({entry.event["id"] for entry in recorded}) == len(recorded)


def test_after_all_of_them_every_acknowledged_command_is_in_the_ledger_once(stage, office):
    stage.work()
    settle(stage.system)
    recorded = require_sound(stage.system)
    names = Counter(entry.event["data"].get("name") for entry in recorded)
    assert {name: names[name] for name in office.acknowledged} == dict.fromkeys(office.acknowledged, 1)
    refusals = [entry.event["id"] for entry in recorded if entry.event["type"] == "ActRefused"]
    notices = database(stage.system, "notifications").inbox.find({"party": "user:moi-viec"})
    assert len(refusals) == office.refused
    assert Counter(notice["event"] for notice in notices) == dict.fromkeys(refusals, 1)
    verified = stage.system.program("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert stage.wrong(history_of(office.records, office.earlier, REFUSALS), rebuild=True) == {}
