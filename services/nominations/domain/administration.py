"""
Who administers the whole realm (quản trị toàn hệ thống): somebody always must, or nobody could give a right again.

It spans accounts, so whatever takes such a grant away is written in one transaction with this fence: of two
administrators who remove each other at one moment, the second is judged on what the first has done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from services.nominations.domain.account_messages import Administrator, Bounds
from services.nominations.domain.account_states import Account
from services.nominations.domain.refusals import rejected
from shared.acts import Act, filled
from shared.decider import Decider
from shared.errors import LostRace
from shared.values import dataclass

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministratorWithdrawn:
    """A grant to administer the whole realm ceased to count; so many accounts still administer it."""

    act: Act
    account: str
    remaining: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawAdministrator:
    """Note that *account* lost such a grant, which would have lasted until `until`; `left` are those who remain."""

    act: Act
    account: str
    until: date
    left: tuple[Administrator, ...] = filled(default=())


@dataclass(frozen=True, slots=True)
class Administration:
    """How often that happened."""

    withdrawn: int = 0


def evolve(state: Administration, _event: AdministratorWithdrawn) -> Administration:
    """The administration after *event*."""
    return Administration(state.withdrawn + 1)


def decide(command: WithdrawAdministrator, _state: Administration) -> Sequence[AdministratorWithdrawn]:
    """Note it; raises LostRace when those it was judged on are gone: it is judged again, and refused."""
    if not _last_as_long(command.left, command.until):
        raise LostRace
    accounts = {one.account for one in command.left}
    return [AdministratorWithdrawn(act=command.act, account=command.account, remaining=len(accounts))]


def administering(
    account: Account, name: str, roles: Iterable[str], today: date
) -> tuple[Administrator, ...]:
    """What makes *account* an administrator of the whole realm today: nothing when it is disabled."""
    if account.disabled:
        return ()
    among = frozenset(roles)
    return tuple(
        Administrator(account=name, until=held.ends_on or date.max)
        for held in account.held
        if held.scope == EVERYWHERE and held.role in among and held.in_force(today)
    )


def require_administrator_left(before: Account, after: Account, bounds: Bounds) -> None:
    """
    Raises Rejected when what lies between takes away a grant to administer the realm and no other lasts as long.

    Grants end by themselves: whoever's lasts longest may not go before somebody has one that lasts as long.
    """
    roles, today = bounds.administering_roles, bounds.today
    lost = withdrawn(administering(before, "", roles, today), administering(after, "", roles, today))
    left = (*bounds.other_administrators, *administering(after, "", roles, today))
    if lost is not None and not _last_as_long(left, lost):
        raise rejected("last-administrator")


def withdrawn(before: Sequence[Administrator], after: Sequence[Administrator]) -> date | None:
    """Until when what is missing in *after* would have lasted; None when nothing is."""
    if len(before) == len(after):
        return None
    return max(one.until for one in before)


def _last_as_long(left: Iterable[Administrator], until: date) -> bool:
    return any(one.until >= until for one in left)


administration: Decider[WithdrawAdministrator, Administration, AdministratorWithdrawn] = Decider(
    initial=Administration(), evolve=evolve, decide=decide
)
