"""The audit application: questions about cases and the ledger, and audit's own record of readings."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.audit.application.queries import Queries
from shared.access import Caller, Permissions
from shared.catalogue import Catalogue
from shared.endpoints import ActionEndpoint, CommandEndpoint, Page, QueryEndpoint, RawRoute, Versioned
from shared.errors import InvalidInput
from shared.feed import Feed
from shared.lineage import Lineage
from shared.messages import Answer, CommandContext
from shared.texts import Text

LOOK_SECONDS = 0.02
MALFORMED_TOKEN = Text(
    "Sovang-After phải có dạng <luồng>@<phiên bản>.", "Sovang-After must be <stream>@<version>."
)


@dataclass(slots=True, kw_only=True)
class AuditApp:
    """Implements `shared.endpoints.Application`; `feed` is the ledger's, audit's own history has a route of its own."""

    name: str
    catalogue: Catalogue
    permissions: Permissions
    commands: Sequence[CommandEndpoint]
    queries: Sequence[QueryEndpoint]
    actions: Sequence[ActionEndpoint]
    raw_routes: Sequence[RawRoute]
    lineage: Lineage
    answering: Queries
    ledger_feed: Feed
    stands_on: Mapping[str, Callable[[], bool]]

    def owners(self, command: Any) -> Sequence[str]:
        """Audit takes no commands."""
        raise KeyError(type(command).__name__)

    def handle(self, command: Any, context: CommandContext) -> Answer:
        """Audit takes no commands."""
        raise KeyError(type(command).__name__)

    def ask(self, name: str, params: Any, caller: Caller) -> Page | Versioned | Any:
        """Answer the question *name*."""
        return self.answering.table()[name](params, caller)

    def act(self, name: str, body: Any, caller: Caller | None) -> Any:
        """Audit takes no actions."""
        raise KeyError(name)

    def feed(self) -> Feed:
        """The ledger as a numbered history."""
        return self.ledger_feed

    def wait_for(self, view: str, token: str, seconds: float) -> bool:
        """Whether *view* has come to the event *token* names, within *seconds*."""
        stream, _, version = token.rpartition("@")
        if not stream or not version.isdigit():
            raise InvalidInput("malformed-token", MALFORMED_TOKEN)
        end = time.monotonic() + seconds
        while not self.answering.views.shows(view, stream, int(version)):
            if time.monotonic() + LOOK_SECONDS > end:
                return False
            time.sleep(LOOK_SECONDS)
        return True

    def ready(self) -> Mapping[str, bool]:
        """What this service stands on, each with whether it answers now."""
        return {name: answers() for name, answers in self.stands_on.items()}
