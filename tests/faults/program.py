"""
`sovang serve`, `sovang work` and the command line as the fault tests start them: `python -m tests.faults.program serve|work
[SERVICE…]`, or `cli ARGUMENT…`.

What goes wrong within a process is asked for by files in the folder FAULTS_FOLDER, so that a process may live long
before: `crash` names a step at which the first process that comes there is killed, or the first of the service that a
second line names; `clock` says by how many seconds the clocks of the services it names are wrong; `poison` names a
service and the subjects whose events it cannot handle. What they did handle they note in `handled`. FAULTS_BREAK names what is broken
on purpose from the start.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import timedelta
from importlib import import_module
from itertools import takewhile
from pathlib import Path

import shared.clock
from shared.crashing import listen

PROGRAMS = {"serve": "sovang.serving", "work": "sovang.working"}


class Poisoned(Exception):
    """An event that cannot be handled, as its handler says."""


class Saboteur:
    """Reads what is asked for in *folder* of a process of *services*."""

    def __init__(self, folder: Path, services: list[str]) -> None:
        self._services = services
        self._crash = folder / "crash"
        self._folder = folder

    def reached(self, step: str) -> None:
        """Die here, without a last word, if this step is asked for and nobody else has died at it."""
        try:
            asked, _, service = self._crash.read_text(encoding="utf-8").partition("\n")
            if asked != step or (service and service not in self._services):
                return
            self._crash.rename(self._folder / f"crashed.{os.getpid()}")
        except FileNotFoundError:  # nothing is asked for, or another was faster
            return
        os.kill(os.getpid(), signal.SIGKILL)


def misread_clock(file: Path, services: list[str]) -> None:
    """Have every later import read a clock that *file* puts wrong: `seconds service…` or, for all, `seconds`."""
    right = shared.clock.system_clock

    def wrong():
        try:
            seconds, *names = file.read_text(encoding="utf-8").split()
        except (FileNotFoundError, ValueError):
            return right()
        concerned = not names or set(names) & set(services)
        return right() + timedelta(seconds=float(seconds)) if concerned else right()

    shared.clock.system_clock = wrong


def watch_consumers(folder: Path) -> None:
    """Have each consumer note every event it has handled, in order, and fail at those of the subjects in `poison`."""
    duties = import_module("shared.duties")
    made = duties.consumer_of

    def watched(platform, service, source, doorbell, tokens, handle, together=None):
        def handled(event):
            subject = duties.subject_of(event)
            if subject in poisoned_in(folder / "poison", service):
                raise Poisoned(subject)
            handle(event)
            note(folder / "handled", [service, source, event.position, subject])

        def handled_together(events):
            poisoned = poisoned_in(folder / "poison", service)
            sound = list(takewhile(lambda event: duties.subject_of(event) not in poisoned, events))
            done = together(sound) if sound else 0
            for event in sound[:done]:
                note(folder / "handled", [service, source, event.position, duties.subject_of(event)])
            return done

        return made(platform, service, source, doorbell, tokens, handled, together and handled_together)

    duties.consumer_of = watched


def poisoned_in(file: Path, service: str) -> list[str]:
    """The subjects that *file* names for *service*; none when it is not there."""
    try:
        whose, *subjects = file.read_text(encoding="utf-8").split()
    except (FileNotFoundError, ValueError):
        return []
    return subjects if whose == service else []


def note(file: Path, what: list[object]) -> None:
    """A line at the end of *file*, whole whatever others write there at the same time."""
    line = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(line, json.dumps(what).encode() + b"\n")
    finally:
        os.close(line)


def main(kind: str, arguments: list[str]) -> None:
    """Become the program."""
    folder = Path(os.environ["FAULTS_FOLDER"])
    if kind == "cli":
        listen(Saboteur(folder, []).reached)
        import_module("tests.faults.newer").become_newer()
        sys.argv[1:] = arguments
        import_module("sovang.cli").main()
        return
    misread_clock(folder / "clock", arguments)
    listen(Saboteur(folder, arguments).reached)
    if kind == "serve":
        import_module("shared.edge.patched")  # before anything else opens a socket
    import_module("shared.startup")  # as the program does, before all that follows is imported
    import_module("tests.faults.newer").become_newer()
    if kind == "work":
        watch_consumers(folder)
    if named := os.environ.get("FAULTS_BREAK"):
        import_module("tests.faults.breakages").BREAKAGES[named].apply()
    import_module(PROGRAMS[kind]).main(arguments)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
