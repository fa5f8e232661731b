"""
One machine: the database child, one `serve` with all services, one `work` with all roles, started and kept running.

The database is started first and stopped last. Each child that dies is started again, and a database that has not answered
for long is ended and started again: it can be stuck, and what it has acknowledged is on disk. Children watch the supervisor and
end themselves when it is gone; a database child left over is adopted by its port file at the next start.
"""

from __future__ import annotations

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from shared.errors import SovangError
from shared.settings import Settings
from shared.texts import Text
from sovang.children import Child
from sovang.database import DatabaseChild, DatabaseFailed
from sovang.pulse import Pulse

READY_SECONDS = 60.0
STOP_SECONDS = 10.0
FREE_PORT_SECONDS = 5.0
LOOK_EVERY_SECONDS = 0.1
SILENT_SECONDS = 120.0
"""Longer than any frozen disk or machine that is worth waiting for; callers are told to wait meanwhile."""


class CannotStart(SovangError):
    """Something the start needs is not there; the message says what to do, in both languages."""


class Supervisor:
    """Keeps the processes of one machine running; `told` hears one sentence about each event."""

    def __init__(
        self,
        settings: Settings,
        told: Callable[[Text], None],
        *,
        silent_seconds: float = SILENT_SECONDS,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self._settings = settings
        self._told = told
        self._silent_seconds = silent_seconds
        self._stop_seconds = stop_seconds
        self._database = None if settings.mongo_uri else DatabaseChild(settings.home)
        self._pulse = Pulse(lambda: self._embedded().answers())
        self._children: list[Child] = []

    @property
    def mongo_uri(self) -> str:
        """The database the children use."""
        return self._settings.mongo_uri or self._embedded().uri

    def start_database(self) -> None:
        """Start (or adopt) the database child unless the operator gave a database."""
        if self._database is not None:
            self._database.start()
            self._pulse.start()

    def start_services(self) -> None:
        """Start `serve` and `work`; raises CannotStart when the port is taken."""
        self._wait_for_free_port()
        environment = self._environment()
        logs, run = self._settings.home / "logs", run_folder(self._settings.home)
        parent = ["--parent", str(os.getpid())]
        for name, module in (("serve", "sovang.serving"), ("work", "sovang.working")):
            command = [sys.executable, "-m", module, *parent]
            self._children.append(
                Child(name, command, environment, logs / f"{name}.log", run / f"{name}.pid")
            )
        for child in self._children:
            child.start()

    def wait_until_ready(self) -> None:
        """Return once `serve` says it is ready; raises CannotStart after READY_SECONDS."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            with suppress(DatabaseFailed):  # killed again while it started; the next look starts it again
                self.look()
            if answers(f"{self._settings.service_url('audit')}/readyz"):
                return
            time.sleep(LOOK_EVERY_SECONDS)
        log = self._settings.home / "logs" / "serve.log"
        raise CannotStart(
            f"Dịch vụ chưa sẵn sàng sau {READY_SECONDS:.0f} giây; xem {log}. / "
            f"The services are not ready after {READY_SECONDS:.0f} s; see {log}."
        )

    def look(self) -> None:
        """Restart whatever has died, and the database when it is stuck."""
        if self._database is not None and self._pulse.silent_seconds > self._silent_seconds:
            self._told(
                Text(
                    "Cơ sở dữ liệu không trả lời đã lâu; kết thúc tiến trình đó.",
                    "The database has not answered for long; ending its process.",
                )
            )
            self._database.kill()
        if self._database is not None and not self._database.alive():
            self._told(
                Text(
                    "Tiến trình cơ sở dữ liệu đã dừng; khởi động lại.",
                    "The database process ended; restarting it.",
                )
            )
            before = self._database.uri
            self._database.start()
            self._pulse.believe()
            if self._database.uri != before:  # somebody took its port meanwhile
                self._move_children()
        for child in self._children:
            code = child.watch()
            if code is not None:
                self._told(
                    Text(
                        f"Tiến trình {child.name} đã dừng (mã {code}); khởi động lại.",
                        f"The process {child.name} ended (code {code}); restarting it.",
                    )
                )

    def stop(self) -> bool:
        """Stop `work`, then `serve`, then the database; whether all ended by themselves."""
        clean = [child.stop(self._stop_seconds) for child in reversed(self._children)]
        self._children.clear()
        self._pulse.stop()
        if self._database is not None:
            self._database.stop()
        return all(clean)

    def _move_children(self) -> None:
        for child in self._children:
            child.stop(self._stop_seconds)
            child.environment = self._environment()

    def _embedded(self) -> DatabaseChild:
        if self._database is None:
            raise CannotStart("Không có cơ sở dữ liệu nhúng. / There is no embedded database.")
        return self._database

    def _environment(self) -> Mapping[str, str]:
        return child_environment(self._settings, self.mongo_uri)

    def _wait_for_free_port(self) -> None:
        deadline = time.monotonic() + FREE_PORT_SECONDS
        while _taken(self._settings.host, self._settings.port):
            if time.monotonic() > deadline:
                port = self._settings.port
                raise CannotStart(
                    f"Cổng {port} đang bị chiếm; chọn cổng khác: SOVANG_PORT={port + 1} make run. / "
                    f"Port {port} is in use; choose another: SOVANG_PORT={port + 1} make run."
                )
            time.sleep(LOOK_EVERY_SECONDS)


def child_environment(settings: Settings, mongo_uri: str) -> dict[str, str]:
    """What a child process of this machine needs to know, as environment variables."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}  # noqa: TID251  # a child's environment, not a setting
    given = {
        "SOVANG_HOST": settings.host,
        "SOVANG_PORT": str(settings.port),
        "SOVANG_HOME": str(settings.home),
        "SOVANG_REALM": settings.realm,
        "MONGO_URI": mongo_uri,
        "PYTHONUNBUFFERED": "1",
    }
    return inherited | given


def _taken(host: str, port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return True
    return False


def answers(url: str) -> bool:
    """Whether *url* answers 200 now."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def run_folder(home: Path) -> Path:
    """Where processes of this machine leave what concerns only their present run."""
    folder = home / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
