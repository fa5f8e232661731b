"""What every service of one process stands on: settings, one database client, keys, sealer, clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from shared.catalogue import Catalogue
from shared.clock import Clock, system_clock
from shared.codec import Codec
from shared.ids import NewId, new_id
from shared.keyring import MASTER, Keyring
from shared.sealing import Sealer
from shared.settings import Settings
from shared.vault import Vault

SERVER_SELECTION_MS = 5000
SOCKET_MS = 20000


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Made once per process by `open_platform`; passed to each service's `wiring.build`."""

    settings: Settings
    mongo: MongoClient[dict[str, Any]]
    keyring: Keyring
    sealer: Sealer
    clock: Clock
    new_id: NewId

    def database(self, service: str) -> Database[dict[str, Any]]:
        """The database of *service*."""
        return self.mongo[self.settings.database_name(service)]

    def codec(self, catalogue: Catalogue) -> Codec:
        """The codec of the service that owns *catalogue*."""
        return Codec(catalogue, self.settings.event_source(catalogue.service), self.sealer, self.new_id)

    def close(self) -> None:
        """Let go of the database client."""
        self.mongo.close()


def open_platform(settings: Settings, mongo_uri: str) -> Platform:
    """The platform over the database at *mongo_uri*; connects lazily."""
    mongo: MongoClient[dict[str, Any]] = MongoClient(
        mongo_uri,
        tz_aware=True,
        serverSelectionTimeoutMS=SERVER_SELECTION_MS,
        socketTimeoutMS=SOCKET_MS,
        retryWrites=True,
        w="majority",
        journal=True,
        appname="sovang",
    )
    keyring = Keyring(settings.keys)
    sealer = Vault(mongo[settings.database_name("vault")], keyring.secret(MASTER))
    return Platform(
        settings=settings, mongo=mongo, keyring=keyring, sealer=sealer, clock=system_clock, new_id=new_id
    )
