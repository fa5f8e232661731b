"""Opening a realm: its keys, its first administrator. Knows all services, so only what opens one imports this."""

from __future__ import annotations

import secrets

from services.audit.adapters.ledger_store import MongoLedgerStore
from services.nominations.adapters.sessions import prepare as prepare_sessions
from services.nominations.wiring import build as build_nominations
from services.notifications.adapters.inbox import MongoInbox
from shared.durable import database_calls
from shared.eventstore.mongo import ensure
from shared.keyring import Keyring
from shared.numberlog import log_of
from shared.platform import Platform, open_platform
from shared.settings import Settings
from shared.values import dataclass
from sovang.notes import ADMINISTRATOR, DemoNotes
from sovang.privilege.broker import make_users as make_broker_users
from sovang.privilege.credentials import CredentialFiles
from sovang.privilege.database import make_users as make_database_users

OWNERS = ("nominations", "awards", "audit")
"""The services that have events of their own."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a realm made: names of new key files, and the administrator's password if the account is new."""

    keys: list[str]
    password: str | None


@dataclass(frozen=True, slots=True)
class Entitled:
    """Which users have their rights now, at the database and at the broker, and which credential files are new."""

    database: list[str]
    broker: list[str]
    files: list[str]


def entitle(settings: Settings) -> Entitled:
    """
    Give every process its own users with the least rights, wherever the settings name an administrator.

    Doing it twice sets them to the same again. Raises TransientError, WrongSetting.
    """
    files = CredentialFiles(settings.credentials)
    database = make_database_users(settings, files) if settings.mongo_admin_uri else []
    broker = make_broker_users(settings, files) if settings.rabbitmq_management_url else []
    return Entitled(database, broker, files.made)


def open_realm(settings: Settings, mongo_uri: str) -> Opened:
    """Make what is missing of the realm; doing it twice changes nothing. Raises TransientError."""
    made = Keyring(settings.keys).make_missing()
    platform = open_platform(settings, mongo_uri)
    try:
        _make_collections(platform)
        prepare_sessions(platform.database("nominations"))
        nominations = build_nominations(platform)
        password = _first_password(settings)
        new = nominations.open_first_account(ADMINISTRATOR, password)
        nominations.seal_names()
        return Opened(made, password if new else None)
    finally:
        platform.close()


def _make_collections(platform: Platform) -> None:
    """What the services' own users may not make: the stores, and the indexes of histories."""
    with database_calls():
        for service in OWNERS:
            ensure(platform.database(service))
            log_of(platform.database(service))
    MongoLedgerStore(platform.database("audit")).prepare()
    MongoInbox(platform.database("notifications")).prepare()


def _first_password(settings: Settings) -> str:
    if not settings.demo:
        return secrets.token_urlsafe(18)
    notes = DemoNotes(settings)
    if "administrator" not in notes.read():
        notes.add(administrator=secrets.token_urlsafe(18))
    return str(notes.read()["administrator"])
