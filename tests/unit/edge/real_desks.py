"""The desk of a real service, without nameko, without sockets and without a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from pymongo import MongoClient

from shared.clock import system_clock
from shared.edge.desk import Desk, Ground
from shared.ids import new_id
from shared.keyring import Keyring
from shared.platform import Platform
from shared.settings import load_settings
from tests.invented.books import Clear
from tests.unit.edge.desks import Owner, verify


@contextmanager
def real_desk(service: str, folder: Path) -> Iterator[Desk]:
    """The desk of a real service, with keys in *folder* and a database that nobody asks."""
    keyring = Keyring(folder)
    keyring.make_missing()
    mongo: MongoClient[dict[str, object]] = MongoClient("mongodb://127.0.0.1:1", connect=False)
    platform = Platform(
        settings=load_settings(environment={"SOVANG_HOME": str(folder)}),
        mongo=mongo,
        keyring=keyring,
        sealer=Clear(),
        clock=system_clock,
        new_id=new_id,
    )
    ground = Ground(
        verify=verify,
        standing=Owner(),
        fingerprint=keyring.fingerprint,
        clock=system_clock,
        new_id=new_id,
        demo=True,
        realm="sovang:demo",
    )
    yield Desk(import_module(f"services.{service}.wiring").build(platform), ground)
    mongo.close()
