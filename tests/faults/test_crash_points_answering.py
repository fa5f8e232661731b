"""
`serve` killed at every step from a command judged to its answer, once each, while many clients write; and started again.

Whoever got no answer does not know the outcome, repeats the command with the same key, and has it done exactly once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from shared.crashing import STEPS
from sovang.client import Client
from tests.builders import bodies
from tests.builders.commands import REFUSALS
from tests.builders.office import EVERYTHING, Department, department, drafted_plan
from tests.faults.history import history_of
from tests.faults.onework import OneWork, one_work
from tests.support.records import commits, settle
from tests.support.writers import Command, Record, Writers

CLIENTS, COMMANDS = 16, 48
WRITERS_SECONDS = 300.0
BEFORE = ("command judged", "commit inserting", "group inserting")
"""Where nothing of the command is stored yet."""


class Office:
    """Who writes, and everything that they were told."""

    def __init__(self, stage: OneWork) -> None:
        self.person: Client = stage.system.open_account("moi-viec", EVERYTHING)
        self.ground: Department = department(self.person, units=1)
        self.draft = drafted_plan(self.person, self.ground.id, "draft")
        self.earlier = frozenset(commit.key for commit in commits(stage.system))
        self.records: list[Record] = []
        self._days = (date(2021, 2, 28) - timedelta(days=number) for number in count())

    def commands(self, step: str) -> list[Command]:
        """Organisations, each a stream of its own, and every fourth a refusal in one stream that all change at once."""
        return [self._refused(step, at) if at % 4 == 0 else self._new(step, at) for at in range(COMMANDS)]

    def _new(self, step: str, at: int) -> Command:
        body = bodies.organisation(f"Phòng {step} {at}", self.ground.id)
        return _command(f"{step}.{at}", "/organisations", body)

    def _refused(self, step: str, at: int) -> Command:
        body = bodies.issue(number=None, dated=next(self._days).isoformat())
        return _command(f"{step}.{at}", f"/plans/{self.draft}/issue", body)


def _command(key: str, path: str, body: bodies.Body) -> Command:
    return Command(
        key=key.replace(" ", "-"), service="nominations", path=f"/api/nominations{path}", body=body
    )


@pytest.fixture(scope="module")
def stage(shared_broker, server_folder: Callable[[str], Path]) -> Iterator[OneWork]:
    with one_work(shared_broker, "crash-answering", server_folder) as system:
        yield system


@pytest.fixture(scope="module")
def office(stage: OneWork) -> Office:
    return Office(stage)


def done(stage: OneWork) -> Counter[str]:
    """How often each key stands in a commit."""
    return Counter(commit.key for commit in commits(stage.system))


@pytest.mark.parametrize("step", STEPS["answering"])
def test_whoever_got_no_answer_repeats_and_has_it_done_once(step, stage, office):
    writers = Writers(
        office.person, lambda _, service: stage.system.url_of(service), office.commands(step), CLIENTS
    )
    office.records += writers.records
    stage.die_at(step)
    writers.start()
    stage.until_died(stage.serving, step, unless=lambda: writers.answered)
    stored = done(stage)
    unanswered = [one.command.key for one in writers.records if {*one.outcomes} <= {"unknown"}]
    if step in BEFORE:
        assert [key for key in unanswered if not stored[key]]
    else:
        assert [key for key in unanswered if stored[key]], "done, and nobody was told"

    stage.serve()
    writers.join(WRITERS_SECONDS)
    assert any("unknown" in record.outcomes for record in writers.records)
    assert {record.outcome for record in writers.records} == {"ok", "refused"}
    stored = done(stage)
    assert {one.command.key: stored[one.command.key] for one in writers.records} == {
        one.command.key: 1 for one in writers.records
    }


def test_after_all_of_them_every_invariant_holds(stage, office):
    stage.work()
    settle(stage.system)
    assert stage.wrong(history_of(office.records, office.earlier, REFUSALS)) == {}
