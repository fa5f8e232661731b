"""What is done about accounts besides commands: signing in and out, opening, passwords. What comes of it is events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.nominations.application.accounts import (
    AccountOpened,
    Accounts,
    OpenAccount,
    PasswordSet,
    SetPassword,
)
from services.nominations.application.password_actions import PasswordActions
from services.nominations.application.rights import Rights
from services.nominations.application.signing_in import SignIns
from services.nominations.domain.account_messages import GiveGrant, GiveGrants
from shared.access import EVERYWHERE, Caller, Permissions, authorise
from shared.asking import reach
from shared.errors import Unauthenticated
from shared.ids import NewId, derived_id
from shared.messages import CommandContext
from shared.values import dataclass

ADMINISTRATOR = "administrator"
FIRST_NAME = "Quản trị hệ thống"

Acting = Callable[[Any, Caller | None], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountActions:
    """The actions of this context by name."""

    accounts: Accounts
    sign_ins: SignIns
    rights: Rights
    passwords: PasswordActions
    permissions: Permissions
    new_id: NewId

    def table(self) -> Mapping[str, Acting]:
        """Each action by name."""
        return {
            "sign-in": lambda body, _caller: self.sign_ins.sign_in(body),
            "sign-in-elsewhere": lambda body, _caller: self.sign_ins.sign_in_elsewhere(body),
            "refresh": lambda body, _caller: self.sign_ins.refresh(body),
            "sign-out": lambda body, _caller: self.sign_ins.sign_out(body),
            "open-account": self.open,
            "set-password": self.set_password,
            "change-own-password": self.passwords.change_own,
        }

    def open(self, body: OpenAccount, caller: Caller | None) -> AccountOpened:
        """Open an account and give it its first grants; asked again, it gives what a crash left out."""
        if caller is None:
            raise Unauthenticated
        first = _first_grants(body)
        reached = reach(caller, "account.open", self.permissions)
        self.accounts.require_sound(body, reached)
        self.rights.require_possible(first)
        opened = self.accounts.open(body)
        if first.grants:
            role = authorise(caller, "account.open", self.permissions)
            self.rights.give(first, self._context(caller.actor, role, body.username))
        return opened

    def set_password(self, body: SetPassword, caller: Caller | None) -> PasswordSet:
        """Have it in the account's history, give it another password and end its sessions."""
        if caller is None:
            raise Unauthenticated
        scopes = [held.scope for held in self.rights.held(body.username)] or [EVERYWHERE]  # nobody's own
        self.accounts.require_settable(body, scopes, reach(caller, "account.password", self.permissions))
        role = authorise(caller, "account.password", self.permissions)
        self.passwords.reset(body, caller.actor, role)
        return PasswordSet(username=body.username)

    def open_first(self, username: str, password: str) -> bool:
        """Open the realm's first account, which may do what administrators do everywhere; whether it was opened now."""
        opened = self.accounts.open_first(username, FIRST_NAME, password)
        grant = GiveGrant(
            account=username,
            grant_id=derived_id("first", username),
            role=ADMINISTRATOR,
            scope=EVERYWHERE,
        )
        given = GiveGrants(account=username, grants=(grant,))
        self.rights.give_first(given, self._context("system:open_realm", "system", username))
        return opened

    def _context(self, actor: str, role: str, username: str) -> CommandContext:
        return CommandContext(
            actor=actor,
            actor_role=role,
            correlation_id=self.new_id(),
            causation_id=f"command:{self.new_id()}",
            key=f"open-account:{username}",
            fingerprint=username,
        )


def _first_grants(body: OpenAccount) -> GiveGrants:
    grants = tuple(
        GiveGrant(
            account=body.username,
            grant_id=derived_id("open-account", body.username, str(number)),
            role=grant.role,
            scope=grant.scope,
            begins_on=grant.begins_on,
            ends_on=grant.ends_on,
            person_id=grant.person_id,
            decision=grant.decision,
        )
        for number, grant in enumerate(body.grants)
    )
    return GiveGrants(account=body.username, grants=grants)
