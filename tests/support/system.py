"""
A whole system of a test's own, as an operator runs it: its processes found by their ids, killed, paused, started again.

Without a broker it is `sovang up`. With one it is a database child and the `serve` and `work` of every service, each a
process with a port of its own, kept running by `tests.support.apart`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from shared.settings import SERVICES, Settings, load_settings
from sovang.client import Client
from sovang.database import remembered_port, uri_of
from sovang.notes import ADMINISTRATOR, DemoNotes
from sovang.processes import PROC, arguments_of, running_with
from tests.support.beside import READY_SECONDS, ROOT, STOP_SECONDS, Beside, answers, states_at
from tests.support.ports import free_ports
from tests.support.waiting import until

PROGRAM = "sovang.cli"
READY = "Ready"
SUPERVISOR, DATABASE, SERVE, WORK = "supervisor", "database", "serve", "work"


class System:
    """
    One system in *home* at *port*; `start` it, wait until it is `ready`, `close` it at the end.

    Processes are named `supervisor`, `database`, and `serve` and `work`; with *amqp_uri* `serve-<service>` and
    `work-<service>`. *entry* is the module that is their program, *variables* are for them alone.
    """

    def __init__(
        self,
        home: Path,
        port: int,
        *,
        mongo_uri: str | None = None,
        amqp_uri: str | None = None,
        entry: str = PROGRAM,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._entry = entry
        self._variables = dict(variables or {})
        self.home = home
        self.apart = amqp_uri is not None
        self._given_mongo_uri = mongo_uri
        self._amqp_uri = amqp_uri
        others = free_ports(2 * len(SERVICES)) if self.apart else []
        self._serve_ports = dict(zip(SERVICES, others, strict=False)) or dict.fromkeys(SERVICES, port)
        self.work_ports = others[len(SERVICES) :]
        self._port = port
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._started_at = 0
        self._mongo: MongoClient[dict[str, Any]] | None = None
        home.mkdir(parents=True, exist_ok=True)

    # What it is made of

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which its programs run, and no others."""
        settings = {
            "SOVANG_HOME": str(self.home),
            "SOVANG_PORT": str(self._port),
            "SOVANG_LOG": "json",
            "AMQP_URI": self._amqp_uri or "",
            "MONGO_URI": self._given_mongo_uri or "",
        }
        urls = {f"SOVANG_{name.upper()}_URL": self.url_of(name) for name in SERVICES} if self.apart else {}
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"} | settings | urls

    @property
    def settings(self) -> Settings:
        """The settings its programs have."""
        return load_settings(ROOT / "config.yml", self.environment)

    @property
    def mongo_uri(self) -> str:
        """Where its database is."""
        return self._given_mongo_uri or uri_of(remembered_port(self.home))

    @property
    def mongo(self) -> MongoClient[dict[str, Any]]:
        """The way to its database that only a thief or a tester has."""
        if self._mongo is None:
            self._mongo = MongoClient(
                self.mongo_uri, tz_aware=True, w="majority", journal=True, serverSelectionTimeoutMS=20000
            )
        return self._mongo

    def serve_together(self) -> None:
        """Expect one `serve`, at the system's own port, although there is a broker."""
        self._serve_ports = dict.fromkeys(SERVICES, self._port)

    def serve_at(self, ports: Mapping[str, int]) -> None:
        """Expect each service at a port that somebody else keeps."""
        self._serve_ports = dict(ports)

    def url_of(self, service: str) -> str:
        """Where *service* is reached."""
        return f"http://127.0.0.1:{self._serve_ports[service]}"

    def roles_of(self, service: str) -> dict[str, str]:
        """The state of each role in the `work` of *service*, which runs by itself."""
        return states_at(self.work_ports[SERVICES.index(service)])

    @property
    def parts(self) -> list[str]:
        """The names of its processes, but for the supervisor and the database."""
        if not self.apart:
            return [SERVE, WORK]
        return [f"{kind}-{name}" for kind in (SERVE, WORK) for name in SERVICES]

    @property
    def output(self) -> str:
        """What its supervisor has printed since the first start."""
        return (self.home / "output.log").read_text(encoding="utf-8")

    # Running it

    def start(self, *arguments: str) -> None:
        """Start the supervisor; *arguments* are for `sovang up`."""
        program = (
            ["-m", "tests.support.apart", self._entry, *map(str, self.work_ports)]
            if self.apart
            else ["-m", PROGRAM, "up", *(arguments or ("--no-scenario",))]
        )
        with (self.home / "output.log").open("ab") as output:
            self._started_at = output.tell()
            self._supervisor = subprocess.Popen(
                [sys.executable, *program],
                cwd=ROOT,
                env=self.environment | self._variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait until the supervisor says that its processes are started, and every service that it is ready."""
        until(self._is_ready, seconds, f"the system is ready; its files are in {self.home}")

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self._signal(SUPERVISOR, signal.SIGINT)

    def ended(self, seconds: float = STOP_SECONDS) -> int:
        """Wait until the supervisor has ended; its exit code."""
        assert self._supervisor is not None
        return self._supervisor.wait(seconds)

    def stop(self) -> int:
        """Stop it in order; the supervisor's exit code."""
        self._let_go()
        self.interrupt()
        return self.ended()

    def kill(self, name: str) -> None:
        """`kill -9` of one process, or of `all` at once."""
        names = [SUPERVISOR, *self.parts, DATABASE] if name == "all" else [name]
        for each in names:
            with suppress(ProcessLookupError):  # just dying for another reason, or not started again yet
                self._signal(each, signal.SIGKILL)
        if name in (SUPERVISOR, "all"):
            self.ended()

    def end(self, name: str) -> None:
        """Ask one process to end in order; whoever keeps it running starts it again."""
        self._signal(name, signal.SIGTERM)

    def pause(self, name: str) -> None:
        """Stop the clock for one process."""
        self._signal(name, signal.SIGSTOP)

    def resume(self, name: str) -> None:
        """Let it go on as if nothing had been."""
        self._signal(name, signal.SIGCONT)

    def alive(self, name: str) -> bool:
        """Whether *name* runs."""
        try:
            return self.pid(name) > 0
        except ProcessLookupError:
            return False

    def pid(self, name: str) -> int:
        """The process id of *name*; raises ProcessLookupError when it does not run."""
        found = self._pid(name)
        if found is None or (name != SUPERVISOR and not arguments_of(found)):
            raise ProcessLookupError(name)
        return found

    def close(self) -> None:
        """Leave no process behind, and lose no time about it."""
        self._let_go()
        if self._supervisor is not None:
            self.kill("all")
        for pid in self._left_over():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    # Using it

    def program(
        self, *arguments: str, seconds: float = 120, settings: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `sovang` with *arguments* as a person at this machine does."""
        return subprocess.run(
            [sys.executable, "-m", PROGRAM, *arguments],
            cwd=ROOT,
            env=self.environment | {"MONGO_URI": self.mongo_uri} | (settings or {}),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def administrator(self) -> Client:
        """The realm's administrator, signed in."""
        return self.person(ADMINISTRATOR, str(DemoNotes(self.settings).read()["administrator"]))

    def person(self, username: str, password: str) -> Client:
        """Somebody who has an account."""
        return Client(self.url_of, username, password)

    def open_account(self, username: str, grants: Sequence[tuple[str, str]], name: str = "") -> Client:
        """A new person with *grants* (role and scope), signed in."""
        password = f"mật khẩu của {username}"
        content = {
            "username": username,
            "password": password,
            "name": name or f"Người dùng {username}",
            "grants": [{"role": role, "scope": scope} for role, scope in grants],
        }
        reply = self.administrator().post("/api/nominations/accounts", content, f"account.{username}")
        assert reply.status == 200, reply.body
        return self.person(username, password)

    def beside(self, *arguments: str, settings: dict[str, str]) -> Beside:
        """Start one more process of this system, which nobody restarts: its program with *arguments*."""
        return Beside(
            [sys.executable, "-m", self._entry, *arguments],
            self.environment | self._variables | {"MONGO_URI": self.mongo_uri} | settings,
            self.home / "logs" / f"beside-{'-'.join([*arguments, *settings.values()])}.log",
        )

    def _left_over(self) -> list[int]:
        """Processes that a supervisor started in the moment of its death, and could not write down any more."""
        mine = f"SOVANG_HOME={self.home}".encode()
        found = [pid for pid, _ in running_with(("--storage-path", str(self.home.resolve() / "data")))]
        for environment in PROC.glob("[0-9]*/environ"):
            with suppress(OSError):  # gone meanwhile, or somebody else's
                if mine in environment.read_bytes().split(b"\0"):
                    found.append(int(environment.parent.name))
        return found

    def _let_go(self) -> None:
        """Close the database client while there is a database that hears it."""
        if self._mongo is not None:
            self._mongo.close()
            self._mongo = None

    def _is_ready(self) -> bool:
        if self._supervisor is not None and self._supervisor.poll() is not None:
            raise AssertionError(f"the supervisor ended:\n{self.output[-3000:]}")
        told = (self.home / "output.log").read_bytes()[self._started_at :].decode()
        # without this, what an earlier supervisor left behind could answer for the last time
        return READY in told and all(answers(f"{self.url_of(name)}/readyz") for name in SERVICES)

    def _signal(self, name: str, sign: signal.Signals) -> None:
        os.kill(self.pid(name), sign)

    def _pid(self, name: str) -> int | None:
        if name == SUPERVISOR:
            alive = self._supervisor is not None and self._supervisor.poll() is None
            return self._supervisor.pid if self._supervisor is not None and alive else None
        try:
            if name == DATABASE:
                return int(json.loads((self.home / "database.json").read_text())["pid"])
            return int((self.home / "run" / f"{name}.pid").read_text())
        except (FileNotFoundError, ValueError):
            return None


@contextmanager
def running(system: System, *arguments: str) -> Iterator[System]:
    """*system*, started, ready, and closed at the end."""
    try:
        system.start(*arguments)
        system.ready()
        yield system
    finally:
        system.close()
