"""Starts the invented services as a process of their own, on a private port, and makes tokens for them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import requests

from shared.access import Caller, Grant
from shared.clock import system_clock
from shared.keyring import TOKEN, Keyring
from shared.settings import load_settings
from shared.tokens import LONGEST, TokenSigner
from tests.support.ports import free_port
from tests.support.waiting import until

NOBODY = "mongodb://127.0.0.1:1"
"""The reading room keeps its books in memory: no database is ever asked."""

GRANTS = {
    "librarian": ("librarian", "*"),
    "shelver": ("librarian", "s1"),
    "reader": ("reader", "*"),
    "service": ("service", "*"),
}


@dataclass
class Served:
    """A running process."""

    folder: Path
    port: int
    environment: dict[str, str]
    child: subprocess.Popen[bytes]
    session: requests.Session = field(default_factory=requests.Session)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def token(self, role: str, lifetime: timedelta = LONGEST, clock: Any = system_clock) -> str:
        settings = load_settings(environment=self.environment)
        caller = Caller(actor=f"user:{role}", name=role, grants=(Grant(*GRANTS[role]),))
        return TokenSigner(Keyring(settings.keys).private(TOKEN), settings, clock).sign(caller, lifetime)

    def get(self, path: str, role: str | None = "librarian", **headers: str) -> requests.Response:
        return self.session.get(self.url(path), headers=self._headers(role, headers), timeout=60)

    def post(self, path: str, body: Any, role: str | None = "librarian", **headers: str) -> requests.Response:
        payload = {"data": body} if isinstance(body, bytes) else {"json": body}
        return self.session.post(self.url(path), headers=self._headers(role, headers), timeout=60, **payload)

    def _headers(self, role: str | None, given: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in given.items()}
        return named if role is None else {"Authorization": f"Bearer {self.token(role)}", **named}

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def raw(self, text: bytes) -> bytes:
        """What comes back for *text* until the server closes."""
        with self.connect() as peer:
            peer.sendall(text)
            return read_all(peer)

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged so far."""
        whole = (self.folder / "log").read_text(encoding="utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines() if line.startswith("{")]

    def stop(self, number: int = signal.SIGTERM, seconds: float = 60) -> int:
        """Signal it and give its exit status."""
        self.child.send_signal(number)
        return self.child.wait(seconds)


def called(environment: Mapping[str, str], *services: str, calls: list[Any]) -> Any:
    """What comes of *calls*, made by a process of its own."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("SOVANG_", "AMQP_"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.invented.call", *services],
        input=json.dumps(calls),
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def read_all(peer: socket.socket) -> bytes:
    """Everything until the other side closes."""
    parts = []
    while part := peer.recv(65536):
        parts.append(part)
    return b"".join(parts)


@contextmanager
def serving(folder: Path, *services: str, **environment: str) -> Iterator[Served]:
    """Run the program of *services* until the block ends."""
    port = free_port()
    own = {
        "SOVANG_HOME": str(folder),
        "SOVANG_PORT": str(port),
        "MONGO_URI": NOBODY,
        "SOVANG_LOG": "json",
        **environment,
    }
    Keyring(load_settings(environment=own).keys).make_missing()
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("SOVANG_", "AMQP_"))
    }
    command = [sys.executable, "-m", "tests.invented.serve", *services]
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(command, env={**inherited, **own}, stdout=log, stderr=log)
        served = Served(folder, port, own, child)
        if "--hurry" in services:  # it ends idle connections at the very moment at which one is used again
            served.session.headers["Connection"] = "close"
        try:
            until(lambda: child.poll() is not None or _ready(served), 60, "the process serves")
            yield served
        finally:
            served.session.close()
            if child.poll() is None:
                child.kill()
                child.wait(30)


def _ready(served: Served) -> bool:
    return any(line["event"] == "serve ready" for line in served.lines())
