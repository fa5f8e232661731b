"""What every service of one process stands on: settings, one database client, keys, sealer, clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import PyMongoError

from shared.catalogue import Catalogue
from shared.clock import Clock, system_clock
from shared.codec import Codec
from shared.ids import NewId, new_id
from shared.keyring import MASTER, Keyring, missing
from shared.sealing import Sealing
from shared.settings import Settings
from shared.settingvalues import wrong
from shared.values import dataclass
from shared.vault import Vault

SERVER_SELECTION_MS = 5000
SOCKET_MS = 20000


class Closed:
    """The vault of a process that was given no master key, as it has nothing to seal or to open."""

    def seal(self, value: str, key_id: str, where: str) -> dict[str, Any]:
        """Raises MissingKey."""
        raise missing(f"{MASTER}.key")

    def open(self, sealed: dict[str, Any], where: str) -> str | None:
        """Raises MissingKey."""
        raise missing(f"{MASTER}.key")

    def seal_bytes(self, value: bytes, key_id: str, where: str) -> bytes:
        """Raises MissingKey."""
        raise missing(f"{MASTER}.key")

    def open_bytes(self, sealed: bytes, key_id: str, where: str) -> bytes | None:
        """Raises MissingKey."""
        raise missing(f"{MASTER}.key")

    def prepare(self, key_ids: Iterable[str]) -> None:
        """Raises MissingKey."""
        raise missing(f"{MASTER}.key")

    def made_before(self, prefix: str, moment: datetime) -> Sequence[str]:
        """Raises MissingKey."""
        raise missing(f"{MASTER}.key")

    def destroy(self, key_id: str) -> bool:
        """Raises MissingKey."""
        raise missing(f"{MASTER}.key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """Made once per process by `open_platform`; passed to each service's `wiring.build`."""

    settings: Settings
    mongo: MongoClient[dict[str, Any]]
    keyring: Keyring
    sealer: Sealing
    clock: Clock
    new_id: NewId

    def database(self, service: str) -> Database[dict[str, Any]]:
        """The database of *service*."""
        return self.mongo[self.settings.database_name(service)]

    def codec(self, catalogue: Catalogue) -> Codec:
        """The codec of the service that owns *catalogue*; raises MissingKey where there is no master key."""
        if isinstance(self.sealer, Closed):
            raise missing(f"{MASTER}.key")
        return Codec(catalogue, self.settings.event_source(catalogue.service), self.sealer, self.new_id)

    def close(self) -> None:
        """Let go of the database client."""
        self.mongo.close()


def open_platform(settings: Settings, mongo_uri: str, clock: Clock = system_clock) -> Platform:
    """The platform over the database at *mongo_uri*; connects lazily. Raises WrongSetting."""
    mongo = _client(mongo_uri)
    keyring = Keyring(settings.keys)
    vault = mongo[settings.database_name("vault")]
    sealer: Sealing = (
        Vault(vault, keyring.secret(MASTER), masters=keyring.masters)
        if keyring.holds(f"{MASTER}.key")
        else Closed()
    )
    return Platform(
        settings=settings, mongo=mongo, keyring=keyring, sealer=sealer, clock=clock, new_id=new_id
    )


def _client(mongo_uri: str) -> MongoClient[dict[str, Any]]:
    try:
        return MongoClient(
            mongo_uri,
            tz_aware=True,
            serverSelectionTimeoutMS=SERVER_SELECTION_MS,
            socketTimeoutMS=SOCKET_MS,
            w="majority",
            journal=True,
            appname="sovang",
        )
    except (
        PyMongoError,
        ValueError,
        OSError,
    ):  # its message may repeat a part of the URI, and that of the password
        raise wrong(
            "MONGO_URI",
            "không dùng được; ký tự đặc biệt trong mật khẩu phải viết dạng %XX, tệp TLS phải đọc được",
            "cannot be used; special characters in a password must be written as %XX, TLS files be readable",
        ) from None
