"""With which credentials an examination asks: each process's own where they are, else the general ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pymongo import MongoClient

from shared.errors import TransientError
from shared.settings import Settings
from sovang.database import running_database_uri
from sovang.privilege.roles import Process

SELECTION_MS = 3000


def credential(settings: Settings, engine: str, process: Process) -> str | None:
    """The URI in the credential file of *process*; None when there is no such file."""
    path = settings.credentials / f"{engine}-{process.name}"
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def general_uri(settings: Settings) -> str:
    """The database as the settings name it, or the child that runs here. Raises TransientError."""
    uri = settings.mongo_admin_uri or settings.mongo_uri or running_database_uri(settings.home)
    if uri is None:
        raise TransientError("no database: MONGO_URI is not set and none runs here")
    return uri


def reader_uri(settings: Settings, service: str) -> str:
    """With which to read what *service* keeps. Raises TransientError."""
    return credential(settings, "mongo", Process(service, "serve")) or general_uri(settings)


@contextmanager
def client_of(uri: str) -> Iterator[MongoClient[dict[str, Any]]]:
    """A client for one examination."""
    client: MongoClient[dict[str, Any]] = MongoClient(
        uri, serverSelectionTimeoutMS=SELECTION_MS, w="majority", journal=True, tz_aware=True
    )
    try:
        yield client
    finally:
        client.close()
