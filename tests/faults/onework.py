"""A system of one `serve` and one `work`, either of which may die: for what happens at the steps of the protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.settings import SERVICES
from sovang.database import DatabaseChild
from tests.faults.found import Found, found_in, handled_in, views_in
from tests.faults.history import History
from tests.faults.invariants.all import broken
from tests.support.beside import Beside
from tests.support.ports import free_port
from tests.support.rabbitmq import Broker
from tests.support.records import database
from tests.support.system import System
from tests.support.waiting import until

ENTRY = "tests.faults.program"
DEATH_SECONDS = 180.0
REBUILD_SECONDS = 300.0


class OneWork:
    """
    Every service in one `serve`; `work` is started for each fault, with all roles. Neither is restarted by anybody.

    A `work` may also be started with the roles of some services, and the command line as a process of its own.
    """

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
        self._processes: list[Beside] = []
        self.serving = self.serve()

    def serve(self) -> Beside:
        """A new `serve`, ready."""
        self.serving = self._kept(self.system.beside("serve", settings={}))
        self.serving.ready(f"{self.system.url_of(SERVICES[0])}/readyz")
        return self.serving

    def work(self, *services: str) -> Beside:
        """A new `work`, which need not wait until the leases of the dead are over: that takes their term each time."""
        self.free_leases(services or SERVICES)
        port = self.system.work_ports[SERVICES.index(services[0]) if services else 0]
        return self._kept(self.system.beside("work", *services, settings={"SOVANG_PORT": str(port)}))

    def free_leases(self, services: Collection[str]) -> None:
        """Have nobody wait until the leases of the dead are over."""
        for service in services:
            database(self.system, service).leases.update_many(
                {}, {"$set": {"holder": None}, "$inc": {"beat": 1}}
            )

    def command_line(self, *arguments: str) -> Beside:
        """`sovang` with *arguments* as a process that may die."""
        return self._kept(self.system.beside("cli", *arguments, settings={}))

    def die_at(self, step: str, service: str = "") -> None:
        """Have the next process that comes to *step* killed there, the next of *service* alone when it is named."""
        order = "\n".join(filter(None, (step, service)))
        (self.faults / "crash").write_text(order, encoding="utf-8")

    def died(self, process: Beside) -> bool:
        """Whether *process* was killed at the step that was asked for."""
        assert process.code is None or (self.faults / f"crashed.{process.pid}").exists(), process.tail
        return process.code is not None

    def until_died(self, process: Beside, step: str, unless: Callable[[], bool] = lambda: False) -> None:
        """Wait for it; it is a failure when *unless* comes true first, for then nobody will bring it there any more."""

        def over() -> bool:
            past = unless()  # asked first: what was true before the death is none of our matter
            return self.died(process) or past

        until(over, DEATH_SECONDS, f"a process dies at {step}")
        assert self.died(process), f"nobody came to {step}"

    def spoil(self, service: str, *subjects: str) -> None:
        """From now on no event of *subjects* can be handled in *service*; of none, when none is named."""
        order = self.faults / "poison"
        if subjects:
            order.write_text(" ".join([service, *subjects]), encoding="utf-8")
        else:
            order.unlink(missing_ok=True)

    def wrong(
        self, history: History, spoiled: Collection[str] = (), *, rebuild: bool = False
    ) -> dict[str, str]:
        """
        What does not hold of the settled system, its views compared with a *rebuild* if asked for.

        Nobody listened outside, so nothing is said of that.
        """
        views = views_in(self.system)
        for service in SERVICES if rebuild else ():
            told = self.system.program("rebuild", service, seconds=REBUILD_SECONDS)
            assert told.returncode == 0, told.stderr
        found = Found(
            **found_in(self.system),
            handled=handled_in(self.faults / "handled"),
            announced={},
            views=views,
            rebuilt=views_in(self.system) if rebuild else views,
            spoiled=frozenset(spoiled),
        )
        return broken(found, history)

    def close(self) -> None:
        """Leave nothing behind."""
        for process in self._processes:
            if process.code is None:
                process.kill()
        self.system.close()
        self._database.stop()

    def _kept(self, process: Beside) -> Beside:
        self._processes.append(process)
        return process


@contextmanager
def one_work(broker: Broker, vhost: str, folder: Callable[[str], Path]) -> Iterator[OneWork]:
    """Such a system with *vhost* of *broker*, and nothing of it left afterwards."""
    broker.start()
    broker.add_vhost(vhost)
    stage = OneWork(folder(vhost), broker.uri_of(vhost))
    try:
        yield stage
    finally:
        stage.close()
        broker.drop_vhost(vhost)
