"""The same scenarios, unchanged, over a real broker, with `serve` and `work` of each service as processes of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.settings import SERVICES
from tests.support.ports import free_port
from tests.support.records import require_sound, settle
from tests.support.system import System, running
from tests.support.waiting import until

PLAYED_SECONDS = 480.0


@pytest.fixture
def system(amqp_uri: str, server_folder: Callable[[str], Path]) -> Iterator[System]:
    with running(System(server_folder("apart"), free_port(), amqp_uri=amqp_uri)) as started:
        yield started


def test_the_scenarios_end_as_in_the_source_and_the_ledger_verifies(system):
    assert len({system.pid(part) for part in system.parts}) == 2 * len(SERVICES)
    for name in ("s002", "s000", "s001", "s004"):
        played = system.program("scenario", "run", name, seconds=PLAYED_SECONDS)
        assert played.returncode == 0, played.stdout[-3000:] + played.stderr
        assert "Result: as in the source." in played.stdout
        twins = system.program("scenario", "twins", name, "--json", seconds=PLAYED_SECONDS)
        assert twins.returncode == 0, twins.stdout[-3000:] + twins.stderr
    settle(system)
    recorded = require_sound(system)
    assert {entry.source for entry in recorded} >= {"nominations", "awards"}
    for service in SERVICES:
        until(
            lambda name=service: set(system.roles_of(name).values()) == {"active"}, 60, f"work of {service}"
        )
    verified = system.program("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert system.stop() == 0
