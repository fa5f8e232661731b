"""Which processes of this machine run a given command: /proc where there is one, else ps."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

PROC = Path("/proc")


def arguments_of(pid: int) -> tuple[str, ...]:
    """The command line of the process *pid*; empty when there is none, or it is dead and not yet reaped."""
    if not PROC.is_dir():
        return _listed_by_ps().get(pid, ())
    try:
        text = (PROC / str(pid) / "cmdline").read_bytes().decode(errors="surrogateescape")
    except OSError:
        return ()
    return tuple(text.split("\0")[:-1])


def running_with(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Processes whose command line holds *words* in one piece, with their command lines."""
    pids = [int(folder.name) for folder in PROC.glob("[0-9]*")] if PROC.is_dir() else list(_listed_by_ps())
    for pid in pids:
        arguments = arguments_of(pid)
        if holds(arguments, words):
            yield pid, arguments


def holds(arguments: Sequence[str], words: Sequence[str]) -> bool:
    """Whether *words* stand in *arguments* one after the other."""
    count = len(words)
    return any(list(arguments[at : at + count]) == list(words) for at in range(len(arguments) - count + 1))


def _listed_by_ps() -> dict[int, tuple[str, ...]]:
    # ps shows no borders between arguments: one with a blank inside is not found again, and so not adopted.
    listing = subprocess.run(
        ["/bin/ps", "-axww", "-o", "pid=,command="], capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in listing.stdout.splitlines())
    return {int(row[0]): tuple(row[1:]) for row in rows if row}
