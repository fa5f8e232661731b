"""
An operator of many processes: the database child, and each service's `serve` and `work` by itself, restarted when dead.

`python -m tests.support.apart PORT…`, one port for the health page of each `work`. It stands for what Docker or systemd
does elsewhere: killed itself, it leaves its processes running, and the next one starts them anew.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from shared.settings import SERVICES, Settings, load_settings
from sovang.children import Child
from sovang.database import DatabaseChild
from sovang.processes import arguments_of
from sovang.realm import open_realm
from sovang.screen import say
from sovang.supervisor import child_environment, run_folder
from tests.support.waiting import until

STOP_SECONDS = 10.0
LOOK_EVERY_SECONDS = 0.1


def main(work_ports: Sequence[int]) -> None:
    """Run until SIGINT or SIGTERM."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    settings = load_settings()
    database = DatabaseChild(settings.home)
    database.start()
    open_realm(settings, database.uri)
    children = _children(settings, database.uri, work_ports)
    for child in children:
        child.start()
    say("Sẵn sàng: mọi tiến trình đã khởi động.", "Ready: every process is started.")
    while not stop.wait(LOOK_EVERY_SECONDS):
        if not database.alive():
            database.start()
        for child in children:
            child.watch()
    for child in children:
        if child.pid is not None:
            os.kill(child.pid, signal.SIGTERM)  # all at once; they need not wait for each other
    clean = [child.stop(STOP_SECONDS) for child in reversed(children)]
    sys.exit(0 if database.stop() and all(clean) else 1)


def _children(settings: Settings, mongo_uri: str, work_ports: Sequence[int]) -> list[Child]:
    run = run_folder(settings.home)
    children = []
    for name, work_port in zip(SERVICES, work_ports, strict=True):
        serve_port = urlsplit(settings.service_url(name)).port
        for kind, port in (("serve", serve_port), ("work", work_port)):
            part = f"{kind}-{name}"
            _end_left_over(run / f"{part}.pid", name)
            environment = {**child_environment(settings, mongo_uri), "SOVANG_PORT": str(port)}
            command = [sys.executable, "-m", "sovang.cli", kind, name]
            log = settings.home / "logs" / f"{part}.log"
            children.append(Child(part, command, environment, log, run / f"{part}.pid"))
    return children


def _end_left_over(pid_file: Path, name: str) -> None:
    if not pid_file.exists():
        return
    pid = int(pid_file.read_text())
    if arguments_of(pid)[-1:] == (name,):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        until(lambda: not arguments_of(pid), STOP_SECONDS, f"{pid_file.stem} is gone")


if __name__ == "__main__":
    main([int(port) for port in sys.argv[1:]])
