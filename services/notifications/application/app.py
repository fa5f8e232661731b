"""The notifications application: questions about the inbox, and marking notices as read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.notifications.application.answers import NoticesRead, ReadNotices
from services.notifications.application.inbox import Inbox, reader_of
from services.notifications.application.queries import Queries
from shared.access import Caller, Permissions
from shared.catalogue import Catalogue
from shared.endpoints import ActionEndpoint, CommandEndpoint, Page, QueryEndpoint, Versioned
from shared.errors import NotFound, Unauthenticated
from shared.feed import Feed
from shared.lineage import FLAT, Lineage
from shared.messages import Answer, CommandContext
from shared.parked_desk import ParkedDesk


@dataclass(slots=True, kw_only=True)
class NotificationsApp:
    """Implements `shared.endpoints.Application`; owns no events and takes no commands."""

    name: str
    catalogue: Catalogue
    permissions: Permissions
    commands: Sequence[CommandEndpoint]
    queries: Sequence[QueryEndpoint]
    actions: Sequence[ActionEndpoint]
    inbox: Inbox
    parked: ParkedDesk
    own_feed: Feed
    stands_on: Mapping[str, Callable[[], bool]]

    @property
    def lineage(self) -> Lineage:
        """Notices go to whom they are addressed, not to those above: nothing lies below anything here."""
        return FLAT

    def owners(self, command: Any) -> Sequence[str]:
        """There are no commands here."""
        raise NotFound(facts={"command": type(command).__name__})

    def handle(self, command: Any, _context: CommandContext) -> Answer:
        """There are no commands here."""
        raise NotFound(facts={"command": type(command).__name__})

    def ask(self, name: str, params: Any, caller: Caller) -> Page | Versioned | Any:
        """Answer the question *name*."""
        return {**Queries(self.inbox).table(), **self.parked.queries()}[name](params, caller)

    def act(self, name: str, body: Any, caller: Caller | None) -> Any:
        """Mark notices as read, or decide about parked events."""
        if decide := self.parked.actions().get(name):
            return decide(body, caller)
        if caller is None:
            raise Unauthenticated
        asked: ReadNotices = body
        return NoticesRead(read=self.inbox.mark_read(reader_of(caller), asked.notices))

    def feed(self) -> Feed:
        """The numbered history of this service, which stays empty."""
        return self.own_feed

    def wait_for(self, _view: str, _token: str, _seconds: float) -> bool:
        """No question here waits for a view."""
        return True

    def ready(self) -> Mapping[str, bool]:
        """What this service stands on, each with whether it answers now."""
        return {name: answers() for name, answers in self.stands_on.items()}
