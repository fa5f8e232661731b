"""The awards service put together; connects nothing until it is used."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from services.awards.adapters.catalogue import CATALOGUE, SERVICE
from services.awards.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.awards.adapters.foreign import SOURCE
from services.awards.adapters.names_elsewhere import NamesElsewhere
from services.awards.adapters.rules import rule_book
from services.awards.application.app import AwardsApp
from services.awards.application.commands import routes
from services.awards.application.histories import histories
from services.awards.application.organisations import ORGANISATIONS, Superiors
from services.awards.application.owning import Owners
from services.awards.application.people import PEOPLE, Known
from services.awards.application.queries import Queries
from services.awards.application.views import VIEWS
from services.awards.portal.pages import Portal
from shared.access import Permissions, load_permissions
from shared.application import Dispatcher, Handlers
from shared.eventstore.mongo import MongoEventStore
from shared.feed import LocalFeed
from shared.lineage import Lineage, Tree
from shared.lineage_rows import children_in, over_in
from shared.parked_desk import ParkedDesk
from shared.parking import Parking
from shared.platform import Platform
from shared.portal.renewing import SessionOwner
from shared.reachable import DatabaseAnswers
from shared.reading import ViewReader
from shared.tokens import reader_of

PERMISSIONS = Path(__file__).resolve().parent / "permissions.yml"


def build(platform: Platform) -> AwardsApp:
    """The application on *platform*."""
    database = platform.database(SERVICE)
    store, codec = MongoEventStore(database), platform.codec(CATALOGUE)
    known = histories(Handlers(store, codec, platform.clock, platform.new_id))
    permissions = load_permissions(PERMISSIONS)
    organisations = ViewReader(database, ORGANISATIONS, SERVICE)
    lineage = Tree(partial(over_in, organisations), partial(children_in, organisations))
    people = ViewReader(database, PEOPLE, SERVICE)
    views = {view.name: ViewReader(database, view, SERVICE) for view in VIEWS}
    return AwardsApp(
        name=SERVICE,
        catalogue=CATALOGUE,
        permissions=permissions,
        commands=COMMANDS,
        queries=QUERIES,
        actions=ACTIONS,
        lineage=lineage,
        owners_of=Owners(known),
        dispatch=Dispatcher(routes(known, rule_book(), Superiors(organisations), Known(people))),
        answering=Queries(known, store, codec, permissions, views),
        views=views,
        parked=ParkedDesk(Parking(database, platform.clock)),
        own_feed=LocalFeed(SERVICE, database),
        stands_on={"database": DatabaseAnswers(database, SERVICE)},
        raw_routes=_portal(platform, permissions, lineage).table(),
    )


def _portal(platform: Platform, permissions: Permissions, lineage: Lineage) -> Portal:
    nominations = platform.settings.service_url(SOURCE)
    return Portal(
        verify=reader_of(platform, lineage),
        owner=SessionOwner(nominations),
        permissions=permissions,
        names=NamesElsewhere(nominations),
        demo=platform.settings.demo,
    )
