"""Every process restarted in order, one after the other, while clients write: nobody is refused for good, nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.settings import SERVICES
from tests.builders.commands import RECIPIENTS, some_commands
from tests.builders.office import EVERYTHING, department, drafted_plan, issued_plan
from tests.e2e.test_kills import (
    require_done_once,
    require_effects,
    require_told_once,
)
from tests.support.ports import free_port
from tests.support.records import require_sound, settle
from tests.support.system import DATABASE, System, running
from tests.support.waiting import until
from tests.support.writers import Writers

CLIENTS = 4
REST_SECONDS = 0.05
RUN_SECONDS = 300.0
BETWEEN = 10  # commands sent between two restarts


@pytest.fixture
def system(amqp_uri: str, server_folder: Callable[[str], Path]) -> Iterator[System]:
    with running(System(server_folder("rolling"), free_port(), amqp_uri=amqp_uri)) as started:
        yield started


def restart(system: System, name: str) -> None:
    before = system.pid(name)
    system.end(name)

    def another() -> bool:
        try:
            return system.pid(name) != before
        except ProcessLookupError:  # the one is gone and the other not there yet
            return False

    until(another, RUN_SECONDS, f"another {name} runs")


def test_a_rolling_restart_of_everything_loses_and_doubles_nothing(system, broker):
    person = system.open_account("moi-viec", EVERYTHING)
    ground = department(person, units=1)
    drafts = [drafted_plan(person, ground.id, f"draft.{number}") for number in range(5)]
    plans = [issued_plan(person, ground.id, f"plan.{number}", recipients=RECIPIENTS) for number in range(5)]
    commands = some_commands(random.Random(1), ground, drafts, plans, count=20_000)
    writers = Writers(person, lambda _, service: system.url_of(service), commands, CLIENTS, REST_SECONDS)
    writers.start()
    for name in [f"{kind}-{service}" for service in SERVICES for kind in ("serve", "work")]:
        writers.until_sent(writers.sent + BETWEEN, RUN_SECONDS)
        restart(system, name)
    system.ready()
    broker.stop()
    broker.start()
    writers.until_sent(writers.sent + BETWEEN, RUN_SECONDS)
    restart(system, DATABASE)
    writers.until_sent(writers.sent + BETWEEN, RUN_SECONDS)
    writers.begin_no_more()
    writers.join(RUN_SECONDS)
    system.ready()
    settle(system)

    recorded = require_sound(system)
    require_done_once(writers.records, system)
    require_told_once(system, require_effects(writers.records, recorded))
    verified = system.program("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
