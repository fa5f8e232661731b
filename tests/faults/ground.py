"""Where faults happen: a whole system of separate processes, its database and its broker each behind a network of ours."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from subprocess import DEVNULL, CompletedProcess, run
from typing import Any
from urllib.parse import urlsplit

from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.broker.amqp_bell import LEDGER
from sovang.database import DatabaseChild
from tests.faults.listener import Listener
from tests.support.beside import ROOT
from tests.support.ports import free_port
from tests.support.proxy import Proxy
from tests.support.rabbitmq import Broker
from tests.support.records import head_of
from tests.support.system import SUPERVISOR, System

ENTRY = "tests.faults.program"


class Ground:
    """
    A system in *home*, and everything around it that may fail; `close` ends all but the broker.

    *broken* names what is broken in its programs on purpose (see `breakages`). A subscriber hears of all that is
    announced.
    """

    def __init__(self, home: Path, broker: Broker, vhost: str, *, broken: str = "") -> None:
        self._held = ExitStack()
        self.broker = broker
        self.orders = home / "faults"
        self.orders.mkdir(parents=True)
        self.database = DatabaseChild(home)
        self.database.start()
        self._held.callback(self.database.stop)
        self.to_database = self._held.enter_context(Proxy("127.0.0.1", self.database.port))
        self.amqp_uri = broker.uri_of(vhost)
        self.direct = self._held.enter_context(
            MongoClient[dict[str, Any]](
                self.database.uri, tz_aware=True, w="majority", serverSelectionTimeoutMS=2000
            )
        )
        """The way to the database that no fault of the network is on."""
        self.listener = Listener(self.amqp_uri, self.head_of)
        self._held.callback(self.listener.close)
        self.variables = {"FAULTS_FOLDER": str(self.orders), **({"FAULTS_BREAK": broken} if broken else {})}
        place = urlsplit(self.amqp_uri)
        self.to_broker = self._held.enter_context(Proxy(place.hostname or "", place.port or 0))
        proxied = self.amqp_uri.replace(f":{place.port}/", f":{self.to_broker.own_port}/")
        self.system = System(
            home,
            free_port(),
            mongo_uri=f"mongodb://127.0.0.1:{self.to_database.own_port}/?directConnection=true",
            amqp_uri=proxied,
            entry=ENTRY,
            variables=self.variables,
        )
        self._held.callback(self.system.close)
        self.more_urls: dict[str, str] = {}
        """Second addresses of services, by name, while there are some."""
        self.spoiled: set[str] = set()
        """The subjects with events that faults made impossible to handle."""
        self.owed: list[Callable[[], bool]] = []
        """What a person has to do about faults that are over; harmless when it is done."""
        self.restored: dict[tuple[str, str, int], str] = {}
        """The keys that restored commits had before, by service, stream and first version."""

    def start(self) -> None:
        """Have it ready."""
        self.system.start()
        self.system.ready(180)

    def stored(self, service: str) -> Database[dict[str, Any]]:
        """The database of *service*, past the network."""
        return self.direct[self.system.settings.database_name(service)]

    def head_of(self, source: str) -> int:
        """How far *source* is numbered, the ledger's own order included. Raises PyMongoError."""
        if source == LEDGER:
            return self.stored("audit").entries.count_documents({})
        return head_of(self.stored(source))

    def program(self, *arguments: str, seconds: float = 60.0) -> CompletedProcess[str]:
        """Run `sovang` with *arguments*, as new as the services' programs are."""
        environment = self.system.environment | self.variables | {"MONGO_URI": self.database.uri}
        command = [sys.executable, "-m", ENTRY, "cli", *arguments]
        return run(
            command,
            cwd=ROOT,
            env=environment,
            stdin=DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def url_of(self, client: int, service: str) -> str:
        """Where the client of that number reaches *service*."""
        if client % 2 and service in self.more_urls:
            return self.more_urls[service]
        return self.system.url_of(service)

    def mend(self) -> None:
        """Have everything run and reachable that should."""
        for order in ("clock", "crash", "poison"):
            (self.orders / order).unlink(missing_ok=True)
        for name in [*self.system.parts, SUPERVISOR]:
            with suppress(ProcessLookupError):
                self.system.resume(name)
        self.broker.start()
        self.broker.unblock()
        self.database.start()
        self.to_database.restore()
        self.to_broker.restore()
        if not self.system.alive(SUPERVISOR):
            self.system.start()

    def settle_owed(self) -> None:
        """Do what is owed, as far as other faults let it; so it is done again when all are over."""
        for one in self.owed:
            with suppress(PyMongoError):
                one()

    def memory(self) -> Mapping[str, int]:
        """Kilobytes resident of each process."""
        found = {}
        for name in self.system.parts:
            with suppress(ProcessLookupError, FileNotFoundError):
                found[name] = _resident(self.system.pid(name))
        if self.database.pid is not None:
            with suppress(FileNotFoundError):
                found["database"] = _resident(self.database.pid)
        return found

    def database_files(self) -> int:
        """Kilobytes of the files of its database."""
        sizes = []
        for file in (self.system.home / "data").rglob("*"):
            with suppress(FileNotFoundError):  # removed meanwhile
                sizes.append(file.stat().st_size)
        return sum(sizes) // 1024

    def killed_at(self) -> Mapping[str, int]:
        """How many processes were killed at each step of a protocol."""
        steps = (
            file.read_text(encoding="utf-8").partition("\n")[0] for file in self.orders.glob("crashed.*")
        )
        return dict(sorted(Counter(steps).items()))

    def close(self) -> None:
        """Leave nothing behind."""
        self._held.close()


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")), 0)
