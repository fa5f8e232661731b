"""The awards service put together; connects nothing until it is used."""

from __future__ import annotations

from pathlib import Path

from pymongo.errors import PyMongoError

from services.awards.adapters.catalogue import CATALOGUE, SERVICE
from services.awards.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.awards.adapters.rules import rule_book
from services.awards.application.app import AwardsApp
from services.awards.application.commands import routes
from services.awards.application.guarding import Guard
from services.awards.application.histories import histories
from services.awards.application.queries import Queries
from services.awards.application.views import VIEWS
from shared.access import load_permissions
from shared.application import Dispatcher, Handlers
from shared.eventstore.mongo import MongoEventStore
from shared.feed import LocalFeed
from shared.platform import Platform
from shared.reading import ViewReader

PERMISSIONS = Path(__file__).resolve().parent / "permissions.yml"


def build(platform: Platform) -> AwardsApp:
    """The application on *platform*."""
    database = platform.database(SERVICE)
    store, codec = MongoEventStore(database), platform.codec(CATALOGUE)
    known = histories(Handlers(store, codec, platform.clock, platform.new_id))
    permissions = load_permissions(PERMISSIONS)
    views = {view.name: ViewReader(database, view, SERVICE) for view in VIEWS}
    return AwardsApp(
        name=SERVICE,
        catalogue=CATALOGUE,
        permissions=permissions,
        commands=COMMANDS,
        queries=QUERIES,
        actions=ACTIONS,
        guard=Guard(known),
        dispatch=Dispatcher(routes(known, rule_book())),
        answering=Queries(known, store, codec, permissions, views),
        views=views,
        own_feed=LocalFeed(SERVICE, database),
        stands_on={"database": lambda: _answers(platform)},
    )


def _answers(platform: Platform) -> bool:
    try:
        platform.database(SERVICE).command("ping")
    except PyMongoError:
        return False
    return True
