"""
An operator of many processes: the database child, and each service's `serve` and `work` by itself, restarted when dead.

`python -m tests.support.apart PROGRAM PORT…`: the module that is their program, and a port for the health page of
each `work`. It stands for what Docker or systemd
does elsewhere: killed itself, it leaves its processes running, and the next one starts them anew.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from shared.settings import SERVICES, Settings, load_settings
from shared.stopping import StopSignals
from sovang.children import Child
from sovang.database import DatabaseFailed
from sovang.processes import arguments_of
from sovang.screen import say, say_text
from sovang.supervisor import Supervisor, run_folder
from sovang.up import open_realm_with
from tests.support.waiting import until

STOP_SECONDS = 60.0
"""So many processes at once on a busy machine; how soon one stops is promised, and looked at, elsewhere."""
GONE_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.1


class Apart(Supervisor):
    """As its parent, but for which processes it keeps."""

    def __init__(self, settings: Settings, entry: str, work_ports: Sequence[int]) -> None:
        super().__init__(settings, say_text, stop_seconds=STOP_SECONDS)
        self._entry = entry
        self._work_ports = work_ports

    def start_services(self) -> None:
        """Start `serve` and `work` of each service."""
        run = run_folder(self._settings.home)
        for name, work_port in zip(SERVICES, self._work_ports, strict=True):
            serve_port = urlsplit(self._settings.service_url(name)).port
            for kind, port in (("serve", serve_port), ("work", work_port)):
                part = f"{kind}-{name}"
                end_left_over(run / f"{part}.pid", name)
                environment = {**self._environment(), "SOVANG_PORT": str(port)}
                command = [sys.executable, "-m", self._entry, kind, name]
                log = self._settings.home / "logs" / f"{part}.log"
                self._children.append(Child(part, command, environment, log, run / f"{part}.pid"))
        for child in self._children:
            child.start()

    def stop(self) -> bool:
        """As its parent, but the processes need not wait for each other."""
        for child in self._children:
            if child.pid is not None:
                os.kill(child.pid, signal.SIGTERM)
        return super().stop()


def main(entry: str, work_ports: Sequence[int]) -> None:
    """Run until SIGINT or SIGTERM."""
    stop = StopSignals()
    settings = load_settings()
    operator = Apart(settings, entry, work_ports)
    operator.start_database()
    open_realm_with(operator, settings)
    operator.start_services()
    say("Sẵn sàng: mọi tiến trình đã khởi động.", "Ready: every process is started.")
    while not stop.wait(LOOK_EVERY_SECONDS):
        with suppress(DatabaseFailed):  # killed again while it started
            operator.look()
    sys.exit(0 if operator.stop() else 1)


def end_left_over(pid_file: Path, name: str) -> None:
    """End what an earlier operator left running for the service *name*."""
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text())
    if arguments_of(pid)[-1:] == (name,):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        until(lambda: not arguments_of(pid), GONE_SECONDS, f"{pid_file.stem} is gone")


if __name__ == "__main__":
    main(sys.argv[1], [int(port) for port in sys.argv[2:]])
