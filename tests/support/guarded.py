"""A SecantusDB that asks who one is: started once open to make the administrator, then with authentication, or TLS."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from sovang.loopback import listens
from tests.support.ports import free_ports
from tests.support.waiting import until

ADMINISTRATOR = "admin"
PASSWORD = "bí mật/của:quản trị"  # with every character that a URI must escape
ESCAPED = "b%C3%AD%20m%E1%BA%ADt%2Fc%E1%BB%A7a%3Aqu%E1%BA%A3n%20tr%E1%BB%8B"


class GuardedDatabase:
    """One process in *folder*; `options` go to SecantusDB's command line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (self.port,) = free_ports(1)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def admin_uri(self) -> str:
        """The administrator's address."""
        return f"mongodb://{ADMINISTRATOR}:{ESCAPED}@127.0.0.1:{self.port}/?directConnection=true"

    @property
    def open_uri(self) -> str:
        """The address without a user."""
        return f"mongodb://127.0.0.1:{self.port}/?directConnection=true"

    def start_guarded(self) -> None:
        """Make the administrator and ask everybody from then on."""
        self.start()
        client: MongoClient[dict[str, Any]] = MongoClient(self.open_uri)
        roles = [{"role": "root", "db": "admin"}]
        until(lambda: _made(client, roles), what="the administrator is made")
        client.close()
        self.stop()
        self.start("--auth")

    def start(self, *options: str) -> None:
        """Have it listening."""
        config = self._folder / "database.toml"
        config.write_text("")
        place = (
            "--config",
            str(config),
            "--storage-path",
            str(self._folder / "data"),
            "--port",
            str(self.port),
        )
        with (self._folder / "database.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-m", "secantus", *place, *options], stdout=log, stderr=log
            )
        until(lambda: listens(self.port), 60, "the database listens")

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def log(self) -> str:
        """What it wrote."""
        return (self._folder / "database.log").read_text()


def _made(client: MongoClient[dict[str, Any]], roles: Sequence[dict[str, str]]) -> bool:
    try:
        client.admin.command("createUser", ADMINISTRATOR, pwd=PASSWORD, roles=roles)
    except PyMongoError as error:
        return "already exists" in str(error)
    return True
