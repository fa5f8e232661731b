"""From the start of a process to its being ready, for each kind of process, while what it needs is there."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path

from bench.figures import Figure, at_most
from bench.house import READY_SECONDS, ROOT, STOP_SECONDS, House, answers, opened
from shared.settings import SERVICES
from sovang.loopback import free_port
from tests.support.waiting import until

TIMES = 3
SERVE, SERVE_ONE, WORK = ("serve",), ("serve", "nominations"), ("work",)
KINDS = {"serve, all services": SERVE, "serve, one service": SERVE_ONE, "work, all roles": WORK}
# A `work` of one service needs a broker: `make test-compose` measures it, with every other container.


def measure(folder: Path, mongo_uri: str) -> Iterator[Figure]:
    """The median of some starts of each kind, as when one process is restarted; a `work` has its `serve` beside it."""
    with opened(folder, mongo_uri) as house:
        for kind, arguments in KINDS.items():
            with house.running(*SERVE) if arguments == WORK else nullcontext():
                seconds = sorted(_seconds(house, arguments) for _ in range(TIMES))
            yield at_most(f"start to ready, {kind}", seconds[TIMES // 2], "s", 3)


def _seconds(house: House, arguments: tuple[str, ...]) -> float:
    port = free_port()
    started = time.monotonic()
    with house.log.open("ab") as output:
        program = subprocess.Popen(  # noqa: S603  # our own command line
            [sys.executable, "-m", "sovang.cli", *arguments],
            cwd=ROOT,
            env=_environment(house, port),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        until(
            lambda: answers(f"http://127.0.0.1:{port}"),
            READY_SECONDS,
            f"{arguments} is ready; see {house.log}",
        )
        return time.monotonic() - started
    finally:
        program.terminate()
        program.wait(STOP_SECONDS)


def _environment(house: House, port: int) -> Mapping[str, str]:
    """The house's, at a port of its own, with everybody else at the house's."""
    urls = {f"SOVANG_{service.upper()}_URL": house.url for service in SERVICES}
    return {**house.environment, **urls, "SOVANG_PORT": str(port)}
