"""One `serve` and three of them on the same database, each under the same load: what more replicas bring here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.figures import Figure, against, shown
from bench.house import READY_SECONDS, ROOT, STOP_SECONDS, House, answers, loaded, opened
from bench.load import Order, Outcome, Step
from bench.processes import PROC, Machine, Shares
from shared.ids import new_id
from sovang.database import DatabaseChild
from sovang.loopback import free_port
from tests.support.waiting import until

REPLICAS = 3
SECONDS = 8.0
CONNECTIONS = 15


def measure(folder: Path) -> Iterator[Figure]:
    """Commands per second of one and of three; how much of a core each kind of process takes meanwhile."""
    child = DatabaseChild(folder / "database")
    child.start()
    try:
        with opened(folder / "replicas", child.uri) as house, _serves(house) as (ports, pids):
            load = _Load(house)
            one = load.rate(ports[:1])
            shares = Shares({"database": [child.pid or 0], "all serve": pids}) if PROC.is_dir() else None
            machine = Machine() if shares else None
            all_of_them = load.rate(ports)
            shared = shares.percent() if shares else {}
            busy = machine.percent() if machine else None
    finally:
        child.stop()
    yield against(
        "HTTP commands, three serve", all_of_them, "commands/s", "one serve on the same database", one, 2
    )
    for name, percent in shared.items():
        yield shown(f"CPU under three serve, {name}", percent, f"% of one core, of {os.cpu_count()}")
    if busy is not None:  # near 100: no number of replicas brings more on this machine
        yield shown("CPU under three serve, whole machine", busy, "% of all cores")


class _Load:
    """The same commands, spread over some ports."""

    def __init__(self, house: House) -> None:
        self._token, self._steps = house.token(), house.courses()

    def rate(self, ports: Sequence[int]) -> float:
        """Commands per second over all *ports* together."""
        with ThreadPoolExecutor(len(ports)) as clients:
            outcomes = list(clients.map(lambda port: self._one(port, CONNECTIONS // len(ports)), ports))
        return sum(outcome.count / outcome.seconds for outcome in outcomes)

    def _one(self, port: int, connections: int) -> Outcome:
        steps: Sequence[Step] = self._steps
        order = Order(
            port=port,
            token=self._token,
            name=new_id(),
            steps=steps,
            seconds=SECONDS,
            warm=1.0,
            connections=connections,
        )
        return loaded(order)


@contextmanager
def _serves(house: House) -> Iterator[tuple[list[int], list[int]]]:
    """Ports and process ids of REPLICAS `serve` processes, the first at the house's own port."""
    ports = [house.port, *(free_port() for _ in range(REPLICAS - 1))]
    with ExitStack() as at_end:
        log = at_end.enter_context(house.log.open("ab"))
        pids = []
        for port in ports:
            program = subprocess.Popen(  # our own command line
                [sys.executable, "-m", "sovang.cli", "serve"],
                cwd=ROOT,
                env=house.environment | {"SOVANG_PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            at_end.callback(program.wait, STOP_SECONDS)
            at_end.callback(program.terminate)
            pids.append(program.pid)
        for port in ports:
            until(
                lambda port=port: answers(f"http://127.0.0.1:{port}"),  # type: ignore[misc]  # a lambda's default has no type
                READY_SECONDS,
                f"serve at {port} is ready; see {house.log}",
            )
        yield ports, pids
