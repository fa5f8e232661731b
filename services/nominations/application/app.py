"""The nominations application: commands, questions, accounts; what the edge and the reactions call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.nominations.application.account_actions import AccountActions
from services.nominations.application.account_erasing import AccountErasing
from services.nominations.application.account_queries import AccountQueries
from services.nominations.application.eligibility_queries import EligibilityQueries
from services.nominations.application.import_queries import ImportQueries
from services.nominations.application.imports import Imports
from services.nominations.application.own_queries import OwnQueries
from services.nominations.application.owning import Owners
from services.nominations.application.queries import Queries
from services.nominations.application.subject_filling import SubjectFilling
from services.nominations.application.subject_queries import SubjectQueries
from shared.access import Caller, Permissions
from shared.application import Dispatcher
from shared.catalogue import Catalogue
from shared.endpoints import ActionEndpoint, CommandEndpoint, Page, QueryEndpoint, RawRoute, Versioned
from shared.feed import Feed
from shared.lineage import Lineage
from shared.messages import Answer, CommandContext
from shared.naming import NameOf
from shared.parked_desk import ParkedDesk
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
    lineage: Lineage
    owners_of: Owners
    dispatch: Dispatcher
    answering: Queries
    eligibility_answering: EligibilityQueries
    own_answering: OwnQueries
    subject_answering: SubjectQueries
    account_answering: AccountQueries
    account_acting: AccountActions
    erasing: AccountErasing
    filling: SubjectFilling
    imports: Imports
    views: Mapping[str, ViewReader]
    parked: ParkedDesk
    own_feed: Feed
    stands_on: Mapping[str, Callable[[], bool]]
    name_of: NameOf
    raw_routes: Sequence[RawRoute] = ()

    def owners(self, command: Any) -> Sequence[str]:
        """Whose case *command* touches."""
        return self.owners_of(command)

    def handle(self, command: Any, context: CommandContext) -> Answer:
        """Do *command*."""
        return self.dispatch(command, context)

    def ask(self, name: str, params: Any, caller: Caller) -> Page | Versioned | Any:
        """Answer the question *name*."""
        ours = {**self.answering.table(), **self.eligibility_answering.table()}
        table = {
            **ours,
            **self.own_answering.table(),
            **self.subject_answering.table(),
            **self.account_answering.table(),
            **ImportQueries(self.imports).table(),
            **self.parked.queries(),
        }
        return table[name](params, caller)

    def act(self, name: str, body: Any, caller: Caller | None) -> Any:
        """Sign in, renew it, sign out; open an account, give it another password; decide about parked events."""
        return {**self.account_acting.table(), **self.parked.actions()}[name](body, caller)

    def open_first_account(self, username: str, password: str) -> bool:
        """Open the administrator's account unless it is there; whether it was opened now."""
        return self.account_acting.open_first(username, password)

    def seal_names(self) -> int:
        """Seal the names of accounts that stand in clear, from before they were sealed; how many. Raises TransientError."""
        accounts = self.account_acting.accounts
        return accounts.names.seal_in_clear(accounts.book)

    def feed(self) -> Feed:
        """The service's own numbered history."""
        return self.own_feed

    def wait_for(self, view: str, token: str, seconds: float) -> bool:
        """Whether *view* has come to *token* within *seconds*."""
        return self.views[view].wait_for(token, seconds)

    def ready(self) -> Mapping[str, bool]:
        """What this service stands on, each with whether it answers now."""
        return {name: answers() for name, answers in self.stands_on.items()}
