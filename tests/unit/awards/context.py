"""The awards context in memory: real handlers, routes and codec; only store, keys and clock are stand-ins."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

from services.awards.adapters.catalogue import CATALOGUE
from services.awards.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.awards.adapters.foreign import SHAPES
from services.awards.adapters.rules import rule_book
from services.awards.application.app import AwardsApp
from services.awards.application.commands import routes
from services.awards.application.histories import histories
from services.awards.application.organisations import ORGANISATIONS, Superiors
from services.awards.application.owning import Owners
from services.awards.application.people import Known
from services.awards.application.policies import Policies
from services.awards.application.queries import Queries
from services.awards.application.views import VIEWS
from shared.access import PermissionTable, load_permissions
from shared.application import Dispatcher, Handlers
from shared.codec import Codec
from shared.duties import reacting
from shared.eventstore.memory import MemoryEventStore
from shared.lineage import FLAT
from shared.messages import CommandContext
from shared.parked_desk import ParkedDesk
from tests.unit.nominations.context import Keys, Rows, how_many, stored_in

PERMISSIONS = Path(__file__).parents[3] / "services" / "awards" / "permissions.yml"

# What does not change is read once, not for every test.
PERMITTED, RULES = load_permissions(PERMISSIONS), rule_book()


class People:
    def holds(self, key, _seconds):
        return key == "n-09"


class MemoryContext:
    def __init__(self, store=None, first_id=1):
        numbers = itertools.count(first_id)
        new_id = lambda: f"00000000-0000-7000-8000-{next(numbers):012d}"  # noqa: E731
        clock = lambda: datetime(2021, 5, 24, 2, 30, tzinfo=UTC)  # noqa: E731
        self.keys = Keys()
        self._recorded = (None, [])
        self.store = store or MemoryEventStore()
        self.codec = Codec(CATALOGUE, "//sovang.localhost/demo/awards", self.keys, new_id)
        self.known = histories(Handlers(self.store, self.codec, clock, new_id))
        permissions = PermissionTable(PERMITTED, PERMITTED.live)
        views = {view.name: Rows(view, self.recorded) for view in VIEWS}
        self.app = AwardsApp(
            name="awards",
            catalogue=CATALOGUE,
            permissions=permissions,
            commands=COMMANDS,
            queries=QUERIES,
            actions=ACTIONS,
            lineage=FLAT,
            owners_of=Owners(self.known),
            dispatch=Dispatcher(
                routes(self.known, RULES, Superiors(Rows(ORGANISATIONS, lambda: ())), Known(People()))
            ),
            answering=Queries(self.known, self.store, self.codec, permissions, views),
            views=views,
            parked=ParkedDesk(None),
            own_feed=None,
            stands_on={"database": lambda: True},
        )
        self.react = reacting(SHAPES, Policies(self.app.handle).table())
        self._commands = itertools.count(1)

    def do(self, command, *, actor="user:hoa", role="council_secretary", key=None):
        """Do *command* once, under a key of its own unless one is given."""
        number = next(self._commands)
        context = CommandContext(
            actor=actor,
            actor_role=role,
            correlation_id="c-1",
            causation_id=f"command:{number}",
            key=key or f"k{number}",
            fingerprint=repr(command),
        )
        return self.app.handle(command, context)

    def stored(self):
        """Every stored event, in order of recording."""
        return stored_in(self.store)

    def recorded(self):
        """What is stored, opened: the same list until something is recorded, or a key is destroyed or out of reach."""
        now = (how_many(self.store), frozenset(self.keys.destroyed), self.keys.away)
        if self._recorded[0] != now:
            self._recorded = (now, [self.codec.decode(event) for event in self.stored()])
        return self._recorded[1]
