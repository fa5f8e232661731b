"""What `make run` costs: the first start with the scenario played in, memory at rest, the second start."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from bench.figures import Figure, at_most, shown
from bench.house import ROOT, STOP_SECONDS
from bench.processes import PROC, cpu_seconds, mebibytes
from tests.support.ports import free_port
from tests.support.records import settle
from tests.support.system import DATABASE, SUPERVISOR, System
from tests.support.waiting import until

GREETED = "Ctrl-C"
START_SECONDS = 180.0
REST_SECONDS = 5.0


def measure(folder: Path) -> Iterator[Figure]:
    """Seconds and mebibytes of `make run` in an empty folder, on a database child of its own."""
    with ExitStack() as at_end:
        run = MakeRun(folder)
        at_end.callback(run.close)
        yield at_most("make run, first start, scenario played in", run.start(), "s", 30)
        settle(run.system)
        if PROC.is_dir():
            yield from _at_rest(run.pids())
        run.stop()
        yield at_most("make run, second start", run.start(), "s", 5)


class MakeRun:
    """`make run` in *folder*, started as a person does, stopped as by Ctrl-C."""

    def __init__(self, folder: Path) -> None:
        self.system = System(folder, free_port())
        self._output = folder / "output.log"
        self._make: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Seconds until it has greeted: everything is ready, addresses and sign-ins are printed."""
        self._output.write_bytes(b"")
        started = time.monotonic()
        with self._output.open("ab") as output:
            self._make = subprocess.Popen(
                ["make", "run"],  # noqa: S607  # the very command
                cwd=ROOT,
                env=self.system.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until(self._greeted, START_SECONDS, f"make run has greeted; see {self._output}")
        return time.monotonic() - started

    def stop(self) -> None:
        """Press Ctrl-C."""
        if self._make is not None:
            os.killpg(self._make.pid, signal.SIGINT)
            self._make.wait(STOP_SECONDS)
            self._make = None

    def close(self) -> None:
        """Leave no process behind."""
        self.stop()
        self.system.close()

    def pids(self) -> Mapping[str, int]:
        """Process ids by name."""
        found = {name: self.system.pid(name) for name in (*self.system.parts, DATABASE)}
        parent = (PROC / str(found[self.system.parts[0]]) / "stat").read_text().rpartition(")")[2].split()[1]
        return {**found, SUPERVISOR: int(parent)}

    def _greeted(self) -> bool:
        assert self._make is not None
        told = self._output.read_text(encoding="utf-8")
        if self._make.poll() is not None:
            raise AssertionError(f"make run ended:\n{told[-2000:]}")
        return GREETED in told


def _at_rest(pids: Mapping[str, int]) -> Iterator[Figure]:
    before = sum(map(cpu_seconds, pids.values()))
    time.sleep(REST_SECONDS)  # how it is while nobody asks anything
    share = 100 * (sum(map(cpu_seconds, pids.values())) - before) / REST_SECONDS
    memory = {name: mebibytes(pid) for name, pid in pids.items()}
    for name, size in memory.items():
        yield shown(f"memory at rest, {name}", size, "MiB")
    yield at_most("memory at rest, all of make run", sum(memory.values()), "MiB", 400)
    yield shown("CPU at rest, all of make run", share, "% of one core")
