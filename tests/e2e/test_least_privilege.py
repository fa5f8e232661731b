"""The whole system with a user of its own for each process, at the database and at the broker, plays its scenario."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from shared.settings import SERVICES, load_settings
from sovang.privilege.credentials import login_of
from sovang.privilege.roles import PROCESSES, Process, privileges
from tests.support.beside import ROOT, answers
from tests.support.guarded import PASSWORD, GuardedDatabase
from tests.support.guarded_broker import GuardedBroker
from tests.support.ports import free_ports
from tests.support.waiting import until
from tests.support.watched import WatchedPort

REFUSALS = ("not authorized", "ACCESS_REFUSED", "Unauthorized")


class Apart:
    """Every process by itself, as docker-compose.yml runs them: two secret files each and no administrator's."""

    def __init__(self, home: Path, database: GuardedDatabase, broker: GuardedBroker) -> None:
        self.home = home
        self._broker = broker
        ports = free_ports(len(PROCESSES))
        self.ports = dict(zip(PROCESSES, ports, strict=True))
        urls = {
            f"SOVANG_{one.service.upper()}_URL": f"http://127.0.0.1:{port}"
            for one, port in self.ports.items()
            if one.role == "serve"
        }
        base = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "SOVANG_LOG": "json"}
        self.environment = {**base, **urls, "SOVANG_HOME": str(home)}
        self.settings = load_settings(ROOT / "config.yml", self.environment)
        self.watched = {one: WatchedPort(database.port) for one in PROCESSES}
        self._database = database
        self.children: list[subprocess.Popen[bytes]] = []

    def init(self) -> str:
        """`sovang init` with the administrators' addresses in files; what it printed."""
        secrets = {"MONGO_ADMIN_URI": self._database.admin_uri, "RABBITMQ_MANAGEMENT_URL": self._broker.url}
        for name, uri in secrets.items():
            (self.home / name).write_text(uri)
        files = {f"{name}_FILE": str(self.home / name) for name in secrets}
        done = self.run("init", **files, AMQP_URI=f"amqp://127.0.0.1:{self._broker.node.port}//")
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """The command line with *variables*."""
        return subprocess.run(
            [sys.executable, "-m", "sovang.cli", *arguments],
            env={**self.environment, **variables},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    def start(self, *processes: Process, password: str = "") -> None:
        """Start *processes*, each with its two files, *password* after the right one; the database's is a watched port."""
        for one in processes:
            port = self.ports[one]
            files = {engine: self.home / f"{engine}-{one.name}" for engine in ("mongo", "amqp")}
            for engine, file in files.items():
                uri = (self.settings.credentials / file.name).read_text().replace("@", f"{password}@")
                if engine == "mongo":
                    uri = uri.replace(f":{self._database.port}", f":{self.watched[one].port}")
                file.write_text(uri)
            own = {
                "SOVANG_PORT": str(port),
                "MONGO_URI_FILE": str(files["mongo"]),
                "AMQP_URI_FILE": str(files["amqp"]),
            }
            with self.log(one).open("wb") as log:
                command = [sys.executable, "-m", "sovang.cli", one.role, one.service]
                child = subprocess.Popen(
                    command, env={**self.environment, **own}, cwd=ROOT, stdout=log, stderr=log
                )
            self.children.append(child)

    def ready_url(self, process: Process) -> str:
        """Where *process* says whether it is ready."""
        return f"http://127.0.0.1:{self.ports[process]}/readyz"

    def log(self, process: Process) -> Path:
        """Where *process* writes."""
        return self.home / f"{process.name}.log"

    def stop(self) -> None:
        """End all that were started."""
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.wait(60)
        self.children.clear()


@pytest.fixture(scope="module")
def apart(server_folder: Callable[[str], Path]) -> Iterator[Apart]:
    database = GuardedDatabase(server_folder("guarded"))
    database.start_guarded()
    broker = GuardedBroker(server_folder("guarded-rabbitmq"))
    made = Apart(server_folder("home"), database, broker)
    yield made
    made.stop()
    broker.node.close()
    database.stop()


def test_the_scenario_plays_and_nobody_asks_for_more_than_the_table_gives(apart):
    printed = apart.init()
    assert "8 users of the database have exactly their rights" in printed
    assert "8 users of the broker have exactly their rights" in printed
    apart.start(*PROCESSES)
    for port in apart.ports.values():
        until(lambda port=port: answers(f"http://127.0.0.1:{port}/readyz"), 120, "every process is ready")

    played = apart.run("scenario", "run", "s002", "--json")

    assert played.returncode == 0, played.stdout + played.stderr
    assert json.loads(played.stdout)["as_in_the_source"]
    logs = {one.name: apart.log(one).read_text() for one in PROCESSES}
    for name, log in logs.items():
        assert not [line for line in log.splitlines() if any(word in line for word in REFUSALS)], name
    for one in PROCESSES:
        assert beyond(apart, one) == set(), one.name
    assert ("sovang_demo_audit", "entries", "insert") in apart.watched[Process("audit", "work")].seen
    secrets = {PASSWORD, *(login_of(path.read_text().strip(), "").password for path in all_files(apart))}
    shown = [printed, played.stdout, played.stderr, *logs.values(), command_lines(apart)]
    assert not [1 for secret in secrets for text in shown if secret in text]


def test_wrong_passwords_are_in_no_log_and_on_no_page(apart):
    apart.stop()
    processes = Process("audit", "serve"), Process("awards", "work")
    apart.start(*processes, password="wr0ng")
    serve, work = processes
    until(lambda: status_of(apart.ready_url(serve)) == 503, 60, "without its database it is not ready")
    until(
        lambda: "ACCESS_REFUSED" in apart.log(serve).read_text(), 60, "the log says that the broker refuses"
    )
    until(lambda: status_of(apart.ready_url(work)), 60, "it says how its roles are")
    until(
        lambda: "uthentication failed" in requests.get(apart.ready_url(work), timeout=60).text,
        60,
        "the page says that the database refuses",
    )
    pages = {one: requests.get(apart.ready_url(one), timeout=60).text for one in processes}
    apart.stop()
    for one in processes:
        assert "wr0ng" not in apart.log(one).read_text() + pages[one]


def status_of(url: str) -> int:
    try:
        return requests.get(url, timeout=60).status_code
    except requests.RequestException:
        return 0


def beyond(apart: Apart, process: Process) -> set[tuple[str, str, str]]:
    """What *process* asked for that its role does not give on a server that holds rights per collection."""
    given = {
        (one.database, one.collection, action)
        for one in privileges(apart.settings, process)
        for action in one.actions
    }
    return {
        (database, collection, action)
        for database, collection, action in apart.watched[process].seen
        if database != "admin"
        and (database, collection, action) not in given
        and (database, "", action) not in given
    }


def all_files(apart: Apart) -> list[Path]:
    found = sorted(apart.settings.credentials.iterdir())
    assert len(found) == 2 * len(PROCESSES) == 4 * len(SERVICES)
    return found


def command_lines(apart: Apart) -> Any:
    """What `ps` shows of them."""
    return "".join(Path(f"/proc/{child.pid}/cmdline").read_text() for child in apart.children)
