"""
The database of one machine: SecantusDB as a child process, kept in `<home>/data`.

It speaks MongoDB's wire protocol, is licensed GPL-2.0 and therefore runs as a separate program, never imported. Every
commit is on disk before it is answered, so it may be killed at any moment.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from shared.clock import system_clock
from shared.errors import SovangError
from sovang.loopback import free_port, is_free, listens
from sovang.processes import arguments_of, holds, running_with

START_SECONDS = 60.0  # recovery after a kill reads the log of the last minutes
ADOPT_SECONDS = 10.0
STOP_SECONDS = 15.0
TELL_AGAIN_SECONDS = 0.3
LOOK_EVERY_SECONDS = 0.02
OPTIONS = (
    "--sync-on-commit",
    # A bound, not a size: it stays near 30 MB for small registers. The engine evicts pages larger than 0.02 % of it at
    # once, and with 48M a page that somebody was reading held everybody up for seconds.
    "--cache-size=512M",
    "--oplog-retention-seconds=2592000",
    "--oplog-max-entries=5000000",
    "--log-level=WARNING",
)


ENGINE = "eviction=(threads_min=1,threads_max=4),eviction_target=60,eviction_dirty_trigger=40,eviction_updates_trigger=40\n"
"""
What the engine reads beside its program's own settings: threads of its own make room long before a caller has to.

Whoever is made to look for room holds the program's one lock meanwhile, and those who could give room wait for it.
"""

POOL = 16
"""Connections of one process: the program does one thing at a time, and each waiting caller pins what it last read."""


class DatabaseFailed(SovangError):
    """The database child did not come up; the message says why, in both languages."""


class DatabaseChild:
    """
    The one database child of the folder *home*.

    `start` adopts a child that an earlier supervisor left behind, and keeps the port of the last run, so that clients
    find it again. Only one supervisor at a time MAY hold a folder; a second one is refused.
    """

    def __init__(self, home: Path, start_seconds: float = START_SECONDS) -> None:
        self._home = home.resolve()
        self._start_seconds = start_seconds
        self._running: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None
        self.pid: int | None = None
        self.port = 0

    @property
    def uri(self) -> str:
        """Where clients reach it."""
        return uri_of(self.port)

    def start(self) -> None:
        """Have it running and answering: the present one, one left behind, or a new one."""
        self._hold_folder()
        if self.alive():
            return
        if not self._adopted():
            self._started()

    def alive(self) -> bool:
        """Whether its process runs."""
        if self._running is not None:
            return self._running.poll() is None
        return self.pid is not None and holds(arguments_of(self.pid), mark_of(self._home))

    def answers(self) -> bool:
        """Whether it answers a simple question within two seconds."""
        return _answers(self.uri)

    def kill(self) -> None:
        """End it at once; what it has acknowledged is on disk."""
        self._ended(signal.SIGKILL)

    def stop(self) -> bool:
        """End it and let go of the folder; whether it ended by itself."""
        clean = self._ended(signal.SIGTERM)
        if not clean:
            self._ended(signal.SIGKILL)
        self._running, self.pid = None, None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        return clean

    @property
    def _log(self) -> Path:
        return self._home / "logs" / "database.log"

    def _hold_folder(self) -> None:
        if self._lock is not None:
            return
        self._log.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._home / "database.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            raise DatabaseFailed(
                f"Một tiến trình sovang khác đang dùng thư mục {self._home}; dừng nó hoặc đặt SOVANG_HOME khác. / "
                f"Another sovang is using the folder {self._home}; stop it or set another SOVANG_HOME."
            ) from None
        self._lock = lock

    def _adopted(self) -> bool:
        for pid, port in _running_in(self._home):
            self._running, self.pid, self.port = None, pid, port
            if self._answers_within(ADOPT_SECONDS):
                self._remember()
                return True
            self._ended(signal.SIGKILL)  # it holds the data and answers nobody
        return False

    def _started(self) -> None:
        known = self.port or remembered_port(self._home)
        self.port = known if known and is_free(known) else free_port()
        config = self._home / "database.toml"
        config.write_text(
            "# All settings are on the command line; naming this file keeps others from being read.\n"
        )
        data = self._home / "data"
        with contextlib.suppress(OSError):  # the database itself names a folder it cannot use, in its log
            data.mkdir(exist_ok=True)
            (data / "WiredTiger.config").write_text(ENGINE)
        place = ("--config", str(config), "--host=127.0.0.1", "--port", str(self.port), *mark_of(self._home))
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(  # noqa: S603  # our own command line
                [sys.executable, "-I", "-m", "secantus", *place, *OPTIONS],
                cwd=self._home,
                # Its own and complete: few arenas keep the memory of its many threads small.
                env={"PATH": os.defpath, "HOME": str(self._home), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops the database last
            )
        self.pid = self._running.pid
        if not self._answers_within(self._start_seconds):
            self._ended(signal.SIGKILL)
            raise DatabaseFailed(
                f"Cơ sở dữ liệu không khởi động được; xem {self._log}. / The database did not start; see {self._log}.\n"
                f"{_tail(self._log)}"
            )
        self._remember()

    def _answers_within(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self.alive() and time.monotonic() < deadline:
            if listens(self.port) and _answers(self.uri):
                return True
            time.sleep(LOOK_EVERY_SECONDS)
        return False

    def _ended(self, sign: signal.Signals) -> bool:
        """Send *sign*; whether the process is gone within STOP_SECONDS."""
        deadline = time.monotonic() + STOP_SECONDS
        tell_at = 0.0
        while self.alive():
            now = time.monotonic()
            if now > deadline:
                return False
            # Knocking wakes its accepting thread, which else notices the end two seconds late. While it still listens
            # it has not heard: a signal that comes as CPython's main thread falls asleep is lost, so it is repeated.
            if tell_at == 0.0 or (listens(self.port) and now > tell_at):
                self._tell(sign)
                tell_at = now + TELL_AGAIN_SECONDS
            time.sleep(LOOK_EVERY_SECONDS)
        return True

    def _tell(self, sign: signal.Signals) -> None:
        if self.pid is not None:
            with contextlib.suppress(ProcessLookupError):  # gone meanwhile
                os.kill(self.pid, sign)

    def _remember(self) -> None:
        file = self._home / "database.json"
        fresh = file.with_suffix(".new")
        content = {"pid": self.pid, "port": self.port, "started": system_clock().isoformat()}
        fresh.write_text(json.dumps(content) + "\n", encoding="utf-8")
        fresh.replace(file)


def uri_of(port: int) -> str:
    """
    How a client names the database child at *port*.

    Without the driver's own repetition of writes: for that the child keeps the answers of 30 minutes and goes through
    all of them at every write, several milliseconds once there are 10,000. Nobody here relies on it: the store asks what
    became of a commit, and roles begin again.
    """
    return f"mongodb://127.0.0.1:{port}/?directConnection=true&retryWrites=false&maxPoolSize={POOL}"


def remembered_port(home: Path) -> int:
    """The port of the last run in *home*; 0 when there was none."""
    try:
        return int(json.loads((home / "database.json").read_text(encoding="utf-8"))["port"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def running_database_uri(home: Path) -> str | None:
    """Where the database child of *home* is reached now; None when none runs."""
    return next((uri_of(port) for _, port in _running_in(home.resolve())), None)


def mark_of(home: Path) -> tuple[str, str]:
    """The words on a command line by which the database child of *home* is known."""
    return ("--storage-path", str(home / "data"))


def _running_in(home: Path) -> Iterator[tuple[int, int]]:
    for pid, arguments in running_with(mark_of(home)):
        if holds(arguments, ("-m", "secantus")) and "--port" in arguments:
            yield pid, int(arguments[arguments.index("--port") + 1])


def _answers(uri: str) -> bool:
    client: MongoClient[dict[str, Any]] = MongoClient(
        uri, serverSelectionTimeoutMS=1000, socketTimeoutMS=2000
    )
    try:
        client.admin.command("ping")
    except PyMongoError:
        return False
    finally:
        client.close()
    return True


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])
