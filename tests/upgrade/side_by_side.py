"""
An older commit's programs replaced by ours, one after the other, as docs/operations.md says, while clients write.

`make test-upgrade FROM=<commit>`: it needs the repository's history, so it is no part of `make test`. The older programs run
out of a folder of their own, with the packages that are installed now.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from shared.settings import SERVICES
from tests.builders.commands import RECIPIENTS, some_commands
from tests.builders.office import EVERYTHING, department, drafted_plan, issued_plan
from tests.e2e.test_kills import require_done_once, require_effects, require_told_once
from tests.support.beside import ROOT, Beside, states_at
from tests.support.ports import free_port
from tests.support.records import require_sound, settle
from tests.support.system import PROGRAM, System
from tests.support.waiting import until
from tests.support.writers import Writers
from tests.upgrade.front import Front

CLIENTS = 4
REST_SECONDS = 0.05
RUN_SECONDS = 120.0
TAKEOVER_SECONDS = 30.0
BETWEEN = 10
"""Commands sent while both versions of a process are there, and again after the older one has gone."""
FIRST = ("audit", "notifications", "nominations", "awards")
"""The order of an upgrade: those who read everybody come first."""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The code of the commit that UPGRADE_FROM names, in a folder."""
    commit = os.environ.get("UPGRADE_FROM")
    assert commit, "which commit? make test-upgrade FROM=<commit>"
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=False)
    assert packed.returncode == 0, f"{commit} is not in this repository: {packed.stderr.decode()}"
    folder = tmp_path / "older"
    folder.mkdir()
    subprocess.run(["tar", "--extract", f"--directory={folder}"], input=packed.stdout, check=True)
    return folder


class Parts:
    """The processes of one system whose programs may come from two folders."""

    def __init__(self, system: System, fronts: dict[str, Front], held: ExitStack) -> None:
        self._system = system
        self._fronts = fronts
        self._held = held
        self._running: dict[str, tuple[Beside, int]] = {}
        (system.home / "logs").mkdir(exist_ok=True)

    def environment(self, code: Path, port: int) -> dict[str, str]:
        return self._system.environment | {"SOVANG_PORT": str(port), "PYTHONPATH": str(code)}

    def open_realm(self, code: Path) -> None:
        command = [sys.executable, "-m", PROGRAM, "init"]
        done = subprocess.run(
            command,
            cwd=code,
            env=self.environment(code, free_port()),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self, code: Path, kind: str, service: str) -> tuple[Beside, int]:
        """One more process of that kind out of *code*, ready."""
        port = free_port()
        log = self._system.home / "logs" / f"{kind}-{service}-{port}.log"
        command = [sys.executable, "-m", PROGRAM, kind, service]
        process = Beside(command, self.environment(code, port), log, folder=code)
        self._held.callback(process.kill)
        process.ready(f"http://127.0.0.1:{port}/healthz")
        if kind == "serve":
            process.ready(f"http://127.0.0.1:{port}/readyz")
            self._fronts[service].add(port)
        return process, port

    def begin(self, code: Path, kind: str, service: str) -> None:
        self._running[f"{kind}-{service}"] = self.start(code, kind, service)

    def replace(self, code: Path, kind: str, service: str, between: Callable[[], None]) -> None:
        """Start the one out of *code* beside the one that runs; after *between* the older one ends in order."""
        old, old_port = self._running[f"{kind}-{service}"]
        new, new_port = self.start(code, kind, service)
        between()
        assert new.code is None, new.tail
        if kind == "serve":
            self._fronts[service].drop(old_port)
        assert old.stop() == 0, old.tail
        if kind == "work":
            until(lambda: _all_active(new_port), TAKEOVER_SECONDS, f"work of {service} is taken over")
        self._running[f"{kind}-{service}"] = new, new_port


def _all_active(port: int) -> bool:
    states = states_at(port)
    return bool(states) and set(states.values()) == {"active"}


@pytest.fixture
def held() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_every_process_is_replaced_by_a_newer_one_and_nothing_is_lost_or_doubled(
    older, held, mongo_uri, amqp_uri, server_folder
):
    fronts = {service: held.enter_context(Front()) for service in SERVICES}
    system = System(server_folder("upgrade"), free_port(), mongo_uri=mongo_uri, amqp_uri=amqp_uri)
    held.callback(system.close)
    system.serve_at({service: front.port for service, front in fronts.items()})
    parts = Parts(system, fronts, held)
    parts.open_realm(older)
    for service in SERVICES:
        for kind in ("serve", "work"):
            parts.begin(older, kind, service)

    person = system.open_account("moi-viec", EVERYTHING)
    ground = department(person, units=1)
    drafts = [drafted_plan(person, ground.id, f"draft.{number}") for number in range(5)]
    plans = [issued_plan(person, ground.id, f"plan.{number}", recipients=RECIPIENTS) for number in range(5)]
    commands = some_commands(random.Random(1), ground, drafts, plans, count=20_000)
    writers = Writers(person, lambda _, service: system.url_of(service), commands, CLIENTS, REST_SECONDS)
    writers.start()

    def some_more() -> None:
        writers.until_sent(writers.sent + BETWEEN, RUN_SECONDS)

    some_more()
    parts.open_realm(ROOT)
    for kind in ("work", "serve"):
        for service in FIRST:
            parts.replace(ROOT, kind, service, some_more)
            some_more()
    writers.begin_no_more()
    writers.join(RUN_SECONDS)
    settle(system)

    recorded = require_sound(system)
    require_done_once(writers.records, system)
    require_told_once(system, require_effects(writers.records, recorded))
    verified = system.program("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    refused = {record.status for record in writers.records if record.status >= 400}
    assert not {status for status in refused if status in (401, 403) or status >= 500}, refused
