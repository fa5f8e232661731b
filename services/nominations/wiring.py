"""The nominations service put together; connects nothing until it is used."""

from __future__ import annotations

from pathlib import Path

from pymongo.errors import PyMongoError

from services.nominations.adapters.accounts import Argon2Passwords, MongoAccountBook
from services.nominations.adapters.catalogue import CATALOGUE, SERVICE
from services.nominations.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.nominations.adapters.roles import roles_of_people
from services.nominations.adapters.rules import rule_book
from services.nominations.application.accounts import Accounts
from services.nominations.application.app import NominationsApp
from services.nominations.application.commands import routes
from services.nominations.application.guarding import Guard
from services.nominations.application.histories import histories
from services.nominations.application.queries import Queries
from services.nominations.application.views import VIEWS
from shared.access import load_permissions
from shared.application import Dispatcher, Handlers
from shared.eventstore.mongo import MongoEventStore
from shared.feed import LocalFeed
from shared.platform import Platform
from shared.reading import ViewReader
from shared.tokens import LONGEST, signer_of

PERMISSIONS = Path(__file__).resolve().parent / "permissions.yml"


def build(platform: Platform) -> NominationsApp:
    """The application on *platform*."""
    database = platform.database(SERVICE)
    store, codec = MongoEventStore(database), platform.codec(CATALOGUE)
    known = histories(Handlers(store, codec, platform.clock, platform.new_id))
    permissions = load_permissions(PERMISSIONS)
    views = {view.name: ViewReader(database, view, SERVICE) for view in VIEWS}
    return NominationsApp(
        name=SERVICE,
        catalogue=CATALOGUE,
        permissions=permissions,
        commands=COMMANDS,
        queries=QUERIES,
        actions=ACTIONS,
        guard=Guard(known),
        dispatch=Dispatcher(routes(known, rule_book())),
        answering=Queries(known, store, codec, permissions, views),
        accounts=_accounts(platform),
        views=views,
        own_feed=LocalFeed(SERVICE, database),
        stands_on={"database": lambda: _answers(platform)},
    )


def _accounts(platform: Platform) -> Accounts:
    return Accounts(
        book=MongoAccountBook(platform.database(SERVICE)),
        passwords=Argon2Passwords(),
        sign=lambda caller: signer_of(platform).sign(caller),
        lifetime_seconds=int(LONGEST.total_seconds()),
        roles=roles_of_people(),
    )


def _answers(platform: Platform) -> bool:
    try:
        platform.database(SERVICE).command("ping")
    except PyMongoError:
        return False
    return True
