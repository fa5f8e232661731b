"""A system of one `serve` that lives and one `work` that dies: for what happens at the steps of the protocols."""

from __future__ import annotations

from pathlib import Path

from shared.settings import SERVICES
from sovang.database import DatabaseChild
from tests.support.beside import Beside
from tests.support.ports import free_port
from tests.support.records import database
from tests.support.system import System

ENTRY = "tests.faults.program"


class OneWork:
    """Every service in one `serve`; `work` is started for each fault, with all roles, and restarted by nobody."""

    def __init__(self, home: Path, amqp_uri: str) -> None:
        self.faults = home / "faults"
        self.faults.mkdir(parents=True)
        self._database = DatabaseChild(home)
        self._database.start()
        self.system = System(
            home,
            free_port(),
            mongo_uri=self._database.uri,
            amqp_uri=amqp_uri,
            entry=ENTRY,
            variables={"FAULTS_FOLDER": str(self.faults)},
        )
        self.system.serve_together()
        (home / "logs").mkdir(exist_ok=True)
        opened = self.system.program("init")
        assert opened.returncode == 0, opened.stderr
        self._serve = self.system.beside("serve", settings={})
        self._serve.ready(f"{self.system.url_of(SERVICES[0])}/readyz")
        self._work: Beside | None = None

    def work(self) -> Beside:
        """A new `work`, which need not wait until the leases of the dead are over: that takes their term each time."""
        for service in SERVICES:
            database(self.system, service).leases.update_many(
                {}, {"$set": {"holder": None}, "$inc": {"beat": 1}}
            )
        self._work = self.system.beside("work", settings={"SOVANG_PORT": str(self.system.work_ports[0])})
        return self._work

    def die_at(self, step: str) -> None:
        """Have the next `work` killed at *step*."""
        (self.faults / "crash").write_text(step, encoding="utf-8")

    def died(self, work: Beside) -> bool:
        """Whether *work* was killed at the step that was asked for."""
        assert work.code is None or (self.faults / f"crashed.{work.pid}").exists(), work.tail
        return work.code is not None

    def close(self) -> None:
        """Leave nothing behind."""
        for process in (self._work, self._serve):
            if process is not None and process.code is None:
                process.kill()
        self.system.close()
        self._database.stop()
