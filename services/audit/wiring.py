"""The audit service put together; connects nothing until it is used."""

from __future__ import annotations

from pathlib import Path

from services.audit.adapters.book import read_book
from services.audit.adapters.catalogue import CATALOGUE, SERVICE
from services.audit.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.audit.adapters.ledger_routes import LedgerRoutes
from services.audit.adapters.ledger_store import MongoLedgerStore
from services.audit.adapters.parked_elsewhere import ParkedElsewhere
from services.audit.adapters.source_states import MongoStateBoard
from services.audit.adapters.view_queries import ViewQueries
from services.audit.application.app import AuditApp
from services.audit.application.ledger_feed import LedgerFeed
from services.audit.application.queries import READ, Queries
from services.audit.application.readers import Readers
from services.audit.application.stored_log import StoredLog
from services.audit.domain.reading import reading
from services.audit.domain.signing import VerifierKey
from services.audit.portal.pages import Portal
from services.audit.portal.parked import ParkedPages
from services.audit.portal.session import Sessions
from shared.access import Permissions, load_permissions
from shared.application import Handlers
from shared.eventstore.mongo import MongoEventStore
from shared.feed import LocalFeed
from shared.keyring import LEDGER
from shared.name_marks import marking
from shared.platform import Platform
from shared.portal.renewing import SessionOwner
from shared.reachable import DatabaseAnswers
from shared.settings import SERVICES, Settings
from shared.tokens import reader_of

PERMISSIONS = Path(__file__).resolve().parent / "permissions.yml"


def build(platform: Platform) -> AuditApp:
    """The application on *platform*."""
    database = platform.database(SERVICE)
    permissions = load_permissions(PERMISSIONS)
    store = MongoLedgerStore(database)
    ledger_routes = LedgerRoutes(
        log=StoredLog(store),
        vkey=lambda: verifier_key(platform).encode(),
        permissions=permissions,
        demo=platform.settings.demo,
        own=LocalFeed(SERVICE, database),
    )
    settings = platform.settings
    views = ViewQueries(database, marking(platform.keyring.fingerprint))
    queries = _queries(platform, permissions, store, views)
    portal = Portal(
        sessions=Sessions(
            SessionOwner(settings.service_url("nominations")),
            reader_of(platform, views.lineage),
        ),
        queries=queries,
        parked=ParkedPages(ParkedElsewhere(_consuming(settings)), permissions),
        permissions=permissions,
        vkey=lambda: verifier_key(platform).encode(),
        address=settings.service_url(SERVICE),
        demo=settings.demo,
    )
    return AuditApp(
        name=SERVICE,
        catalogue=CATALOGUE,
        permissions=permissions,
        commands=COMMANDS,
        queries=QUERIES,
        actions=ACTIONS,
        raw_routes=(*ledger_routes.table(), *portal.table()),
        lineage=views.lineage,
        answering=queries,
        ledger_feed=LedgerFeed(store),
        stands_on={"database": DatabaseAnswers(database, SERVICE)},
    )


def _consuming(settings: Settings) -> dict[str, str]:
    """Where the services that react to others are: all but this one, which takes everything and parks nothing."""
    return {service: settings.service_url(service) for service in SERVICES if service != SERVICE}


def verifier_key(platform: Platform) -> VerifierKey:
    """The ledger's public key under its name, the realm's origin."""
    public = platform.keyring.public(LEDGER).public_bytes_raw()
    return VerifierKey(platform.settings.realm_origin, public)


def _queries(
    platform: Platform, permissions: Permissions, store: MongoLedgerStore, views: ViewQueries
) -> Queries:
    database = platform.database(SERVICE)
    handlers = Handlers(MongoEventStore(database), platform.codec(CATALOGUE), platform.clock, platform.new_id)
    readers = Readers(handlers.of(reading), permissions, platform.clock, platform.new_id, READ)
    return Queries(
        views=views,
        ledger=store,
        states=MongoStateBoard(database).shown,
        book=read_book(),
        open=platform.sealer.open,
        permissions=permissions,
        origin=platform.settings.realm_origin,
        note_reading=readers.note,
    )
