"""The awards application: commands and questions; what the edge and the reactions call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.awards.application.owning import Owners
from services.awards.application.queries import Queries
from services.awards.domain.award_messages import IssueDecision
from services.awards.domain.life_messages import CancelAward, CorrectAward
from shared.access import Caller, Permissions
from shared.application import Dispatcher
from shared.catalogue import Catalogue
from shared.endpoints import ActionEndpoint, CommandEndpoint, Page, QueryEndpoint, RawRoute, Versioned
from shared.errors import NotFound
from shared.feed import Feed
from shared.lineage import Lineage
from shared.messages import Answer, CommandContext
from shared.parked_desk import ParkedDesk
from shared.reading import ViewReader


@dataclass(slots=True, kw_only=True)
class AwardsApp:
    """Implements `shared.endpoints.Application`."""

    name: str
    catalogue: Catalogue
    permissions: Permissions
    commands: Sequence[CommandEndpoint]
    queries: Sequence[QueryEndpoint]
    actions: Sequence[ActionEndpoint]
    lineage: Lineage
    owners_of: Owners
    dispatch: Dispatcher
    answering: Queries
    views: Mapping[str, ViewReader]
    parked: ParkedDesk
    own_feed: Feed
    stands_on: Mapping[str, Callable[[], bool]]
    raw_routes: Sequence[RawRoute] = ()

    def owners(self, command: Any) -> Sequence[str]:
        """Whose case *command* touches."""
        return self.owners_of(command)

    def handle(self, command: Any, context: CommandContext) -> Answer:
        """Do *command*; whoever signs acts in the role they were let in with."""
        if isinstance(command, IssueDecision | CorrectAward | CancelAward):
            command = replace(command, acting_role=context.actor_role)
        return self.dispatch(command, context)

    def ask(self, name: str, params: Any, caller: Caller) -> Page | Versioned | Any:
        """Answer the question *name*."""
        return {**self.answering.table(), **self.parked.queries()}[name](params, caller)

    def act(self, name: str, body: Any, caller: Caller | None) -> Any:
        """Decide about parked events: there are no other actions here."""
        decide = self.parked.actions().get(name)
        if decide is None:
            raise NotFound(facts={"action": name})
        return decide(body, caller)

    def feed(self) -> Feed:
        """The numbered history of this service."""
        return self.own_feed

    def wait_for(self, view: str, token: str, seconds: float) -> bool:
        """Whether *view* has come to *token* within *seconds*."""
        return self.views[view].wait_for(token, seconds)

    def ready(self) -> Mapping[str, bool]:
        """What this service stands on, each with whether it answers now."""
        return {name: answers() for name, answers in self.stands_on.items()}
