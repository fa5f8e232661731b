"""What processes of this machine cost: memory and processor time, read from `/proc`."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

PROC = Path("/proc")
KIB = 1024
TICKS = os.sysconf("SC_CLK_TCK")


def mebibytes(pid: int) -> float:
    """Its memory, what it shares with others counted in part (PSS)."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / KIB


def cpu_seconds(pid: int) -> float:
    """How long it has computed since its start."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Shares:
    """How much of one core each of *pids* takes, from now on; several pids may share a name."""

    def __init__(self, pids: Mapping[str, list[int]]) -> None:
        self._pids = pids
        self._started = time.monotonic()
        self._before = self._spent()

    def percent(self) -> dict[str, float]:
        """Per name, in percent of one core, until now."""
        seconds = time.monotonic() - self._started
        return {name: 100 * (spent - self._before[name]) / seconds for name, spent in self._spent().items()}

    def _spent(self) -> dict[str, float]:
        return {name: sum(map(cpu_seconds, some)) for name, some in self._pids.items()}


class Machine:
    """How much all cores together have worked, from now on."""

    def __init__(self) -> None:
        self._before = self._spent()

    def percent(self) -> float:
        """In percent of all cores, until now."""
        busy, total = (now - then for now, then in zip(self._spent(), self._before, strict=True))
        return 100 * busy / total if total else 0.0

    @staticmethod
    def _spent() -> tuple[int, int]:
        user, nice, system, idle, waiting, *others = map(
            int, (PROC / "stat").read_text().split("\n", 1)[0].split()[1:9]
        )
        busy = user + nice + system + sum(others)
        return busy, busy + idle + waiting
