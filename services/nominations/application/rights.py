"""An account's rights (quyền): who gave which role, and what they come to now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import Any

from services.nominations.application.account_book import AccountBook
from services.nominations.application.administrators import Administrators, account_stream
from services.nominations.application.histories import Histories
from services.nominations.domain.account import account
from services.nominations.domain.account_messages import (
    AccountCommand,
    Bounds,
    DisableAccount,
    EnableAccount,
    GiveGrant,
    GiveGrants,
    NotePassword,
    RevokeGrant,
)
from services.nominations.domain.account_states import Held
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from shared.access import EVERYWHERE, Grant
from shared.application import Route
from shared.errors import Rejected
from shared.messages import CommandContext
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Gives rights and says what they are; *roles* are those that people have."""

    known: Histories
    book: AccountBook
    roles: AbstractSet[str]
    today: Callable[[], date]
    decision_needed: bool
    administrators: Administrators

    def routes(self) -> Mapping[type[Any], Route[Any]]:
        """Where commands on accounts go."""
        kinds = (GiveGrant, GiveGrants, RevokeGrant, DisableAccount, EnableAccount, NotePassword)
        route: Route[Any] = Route(self.known.accounts, lambda c: account_stream(c.account), self.bounded)
        return dict.fromkeys(kinds, route)

    def bounded(self, command: AccountCommand) -> AccountCommand:
        """*command* with what it is judged by."""
        taking = isinstance(command, RevokeGrant | DisableAccount)
        today = self.today()
        grants = (command,) if isinstance(command, GiveGrant) else getattr(command, "grants", ())
        bounds = Bounds(
            today=today,
            decision_needed=self.decision_needed,
            account_known=self.book.find(command.account) is not None,
            unknown_roles=tuple(sorted({grant.role for grant in grants} - self.roles)),
            unknown_scopes=tuple(grant.scope for grant in grants if not self._somewhere(grant.scope)),
            unknown_people=tuple(
                grant.person_id for grant in grants if grant.person_id and not self._somebody(grant.person_id)
            ),
            administering_roles=self.administrators.roles,
            other_administrators=self.administrators.others(command.account, today) if taking else (),
        )
        return replace(command, bounds=bounds)

    def require_possible(self, command: GiveGrants) -> None:
        """Raises what giving all that to an account just opened would raise."""
        bounds = replace(self.bounded(command).bounds, account_known=True)
        account.decide(replace(command, bounds=bounds), account.initial)

    def give(self, command: GiveGrants, context: CommandContext) -> None:
        """What is given when an account is opened; errors as a command's."""
        self.known.accounts(account_stream(command.account), command, context, fill=self.bounded)

    def give_first(self, command: GiveGrants, context: CommandContext) -> None:
        """What the realm's first account is given: nobody was there to decide on it."""
        bounds = Bounds(today=self.today(), decision_needed=False)
        first = replace(command, bounds=bounds)
        self.known.accounts(account_stream(command.account), first, context)

    def close(self, username: str, context: CommandContext) -> None:
        """Stop an account whose holder was erased: that decision is this one's. Raises Rejected for the last administrator."""
        stopped = DisableAccount(account=username)
        self.known.accounts(account_stream(username), stopped, context, fill=self._decided_before)

    def closable(self, username: str) -> bool:
        """Whether `close` would stop it: somebody must always administer the realm."""
        command = self._decided_before(DisableAccount(account=username))
        try:
            account.decide(command, self.known.account(username))
        except Rejected:
            return False
        return True

    def note_password(self, username: str, context: CommandContext, *, own: bool) -> None:
        """Have it in the account's history that it is about to get another password; never which."""
        noted = NotePassword(account=username, own=own)
        self.known.accounts(account_stream(username), noted, context, fill=self.bounded)

    def disabled(self, username: str) -> bool:
        """Whether the account was stopped."""
        return self.known.account(username).disabled

    def held(self, username: str) -> tuple[Held, ...]:
        """What was given and not taken back."""
        return self.known.account(username).held

    def grants(self, username: str) -> tuple[Grant, ...]:
        """The same as callers carry it: with its terms, which are judged at each check."""
        return tuple(
            Grant(held.role, held.scope, held.begins_on, held.ends_on) for held in self.held(username)
        )

    def erased(self, person_id: str) -> bool:
        """Whether the person was erased."""
        found = self.known.person(person_id)
        return isinstance(found, Serving) and found.erased

    def _decided_before(self, command: AccountCommand) -> AccountCommand:
        bounds = replace(self.bounded(command).bounds, decision_needed=False)
        return replace(command, bounds=bounds)

    def _somewhere(self, scope: str) -> bool:
        return scope == EVERYWHERE or isinstance(self.known.organisation(scope), Registered)

    def _somebody(self, person_id: str) -> bool:
        return isinstance(self.known.person(person_id), Serving) and not self.erased(person_id)
