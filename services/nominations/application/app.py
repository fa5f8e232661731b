"""The nominations application: commands, questions, accounts; what the edge and the reactions call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.nominations.application.accounts import Accounts
from services.nominations.application.guarding import Guard
from services.nominations.application.queries import Queries
from shared.access import Caller, Permissions
from shared.application import Dispatcher
from shared.asking import reach
from shared.catalogue import Catalogue
from shared.endpoints import ActionEndpoint, CommandEndpoint, Page, QueryEndpoint, Versioned
from shared.errors import Unauthenticated
from shared.feed import Feed
from shared.messages import Answer, CommandContext
from shared.reading import ViewReader


@dataclass(slots=True, kw_only=True)
class NominationsApp:
    """Implements `shared.endpoints.Application`."""

    name: str
    catalogue: Catalogue
    permissions: Permissions
    commands: Sequence[CommandEndpoint]
    queries: Sequence[QueryEndpoint]
    actions: Sequence[ActionEndpoint]
    guard: Guard
    dispatch: Dispatcher
    answering: Queries
    accounts: Accounts
    views: Mapping[str, ViewReader]
    own_feed: Feed
    stands_on: Mapping[str, Callable[[], bool]]

    def handle(self, command: Any, context: CommandContext) -> Answer:
        """Do *command*."""
        self.guard(command, context.reach)
        return self.dispatch(command, context)

    def ask(self, name: str, params: Any, caller: Caller) -> Page | Versioned | Any:
        """Answer the question *name*."""
        return self.answering.table()[name](params, caller)

    def act(self, name: str, body: Any, caller: Caller | None) -> Any:
        """Sign in, or open an account."""
        match name:
            case "sign-in":
                return self.accounts.sign_in(body)
            case "open-account":
                if caller is None:
                    raise Unauthenticated
                return self.accounts.open(body, reach(caller, "account.open", self.permissions))
        raise KeyError(name)

    def open_first_account(self, username: str, password: str) -> bool:
        """Open the administrator's account unless it is there; whether it was opened now."""
        return self.accounts.open_first(username, password)

    def feed(self) -> Feed:
        """The service's own numbered history."""
        return self.own_feed

    def wait_for(self, view: str, token: str, seconds: float) -> bool:
        """Whether *view* has come to *token* within *seconds*."""
        return self.views[view].wait_for(token, seconds)

    def ready(self) -> Mapping[str, bool]:
        """What this service stands on, each with whether it answers now."""
        return {name: answers() for name, answers in self.stands_on.items()}
