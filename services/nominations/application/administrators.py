"""Who administers the whole realm: candidates by name, judged by their own histories, which never lag."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from services.nominations.domain.account import account, stream_identity
from services.nominations.domain.account_messages import (
    AccountCommand,
    AccountDisabled,
    Administrator,
    GrantRevoked,
)
from services.nominations.domain.account_states import Account
from services.nominations.domain.administration import (
    WithdrawAdministrator,
    administering,
    withdrawn,
)
from shared.handling import CommandHandler
from shared.ids import stream
from shared.values import dataclass

Named = Callable[[Sequence[str]], Iterable[str]]
FENCE = stream("administration", "realm")


def account_stream(username: str) -> str:
    """The stream of an account's rights; any text names one."""
    return stream("account", stream_identity(username))


@dataclass(frozen=True, slots=True)
class Administrators:
    """
    *named* gives the accounts that were given one of *roles* everywhere.

    It may lag: somebody given it in this second may be missing, and too much is refused for a moment, never too little.
    """

    accounts: CommandHandler[AccountCommand, Account]
    named: Named
    roles: tuple[str, ...]

    def others(self, username: str, today: date) -> tuple[Administrator, ...]:
        """All but *username*."""
        names = sorted(set(self.named(self.roles)) - {username})
        return tuple(one for name in names for one in self._of(name, self._account(name), today))

    def beside(self, events: Sequence[Any]) -> tuple[str, WithdrawAdministrator] | None:
        """What is written beside an act that takes such a grant away."""
        taken = next((event for event in events if isinstance(event, GrantRevoked | AccountDisabled)), None)
        if taken is None:
            return None
        before, today = self._account(taken.account), taken.act.occurred_on
        left = self._of(taken.account, account.evolve(before, taken), today)
        until = withdrawn(self._of(taken.account, before, today), left)
        if until is None:
            return None
        return FENCE, WithdrawAdministrator(act=taken.act, account=taken.account, until=until, left=left)

    def fill(self, command: WithdrawAdministrator) -> WithdrawAdministrator:
        """*command* with all who remain, read once the fence's end is known."""
        others = self.others(command.account, command.act.occurred_on)
        return replace(command, left=(*command.left, *others))

    def _account(self, username: str) -> Account:
        return self.accounts.load(account_stream(username)).state

    def _of(self, username: str, state: Account, today: date) -> tuple[Administrator, ...]:
        return administering(state, username, self.roles, today)
