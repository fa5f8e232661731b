"""What an account may do (quyền của tài khoản): its grants over time and whether it is disabled; one stream each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain.account_messages import (
    AccountCommand,
    AccountDisabled,
    AccountEnabled,
    AccountEvent,
    Bounds,
    DisableAccount,
    EnableAccount,
    GiveGrant,
    GiveGrants,
    GrantGiven,
    GrantRevoked,
    NotePassword,
    PasswordChanged,
    PasswordReset,
    RevokeGrant,
)
from services.nominations.domain.account_states import Account, Held
from services.nominations.domain.administration import require_administrator_left
from services.nominations.domain.refusals import rejected
from shared.acts import Act, Occurrence
from shared.decider import Decider
from shared.ids import derived_id


def stream_identity(account: str) -> str:
    """What names the stream of *account*: usernames may hold dots, streams may not."""
    return derived_id("account", account)


def evolve(state: Account, event: AccountEvent) -> Account:
    """The account after *event*."""
    match event:
        case GrantGiven():
            held = Held(
                grant_id=event.grant_id,
                role=event.role,
                scope=event.scope,
                begins_on=event.begins_on,
                ends_on=event.ends_on,
                person_id=event.person_id,
            )
            return replace(state, grants=(*state.grants, held))
        case GrantRevoked():
            grants = (
                replace(held, revoked=True) if held.grant_id == event.grant_id else held
                for held in state.grants
            )
            return replace(state, grants=tuple(grants))
        case AccountDisabled():
            return replace(state, disabled=True)
        case AccountEnabled():
            return replace(state, disabled=False)
        case PasswordReset() | PasswordChanged():
            return state  # what an account may do does not hang on it
        case unreachable:
            assert_never(unreachable)


def decide(command: AccountCommand, state: Account) -> Sequence[AccountEvent]:
    """Give, take back, stop, let act again; what is already so needs no event."""
    _require_possible(command)
    match command:
        case GiveGrant():
            return _give(command, state, command.bounds)
        case GiveGrants(grants=grants):
            return [event for grant in grants for event in _give(grant, state, command.bounds)]
        case RevokeGrant():
            return _revoke(command, state)
        case DisableAccount(account=account, decision=decision):
            if state.disabled:
                return []  # already so
            require_administrator_left(state, replace(state, disabled=True), command.bounds)
            act = _act(account, command.bounds)
            return [AccountDisabled(act=act, account=account, decision=decision)]
        case EnableAccount(account=account, decision=decision):
            act = _act(account, command.bounds)
            return [AccountEnabled(act=act, account=account, decision=decision)] if state.disabled else []
        case NotePassword(account=account, own=own):
            kind = PasswordChanged if own else PasswordReset
            return [kind(act=_act(account, command.bounds), account=account)]
        case unreachable:
            assert_never(unreachable)


def _require_possible(command: AccountCommand) -> None:
    bounds = command.bounds
    if not bounds.account_known:
        raise rejected("account-unknown", account=command.account)
    if bounds.decision_needed and not _decided(command):
        raise rejected("decision-needed")
    for role in bounds.unknown_roles:
        raise rejected("role-unknown", role=role)
    for scope in bounds.unknown_scopes:
        raise rejected("unknown-organisation", organisation_id=scope)
    for person_id in bounds.unknown_people:
        raise rejected("person-unknown", person_id=person_id)


def _decided(command: AccountCommand) -> bool:
    """Whether a document decides on every right that is given or taken; a password is no right."""
    match command:
        case NotePassword():
            return True
        case GiveGrants(grants=grants):
            return all(grant.decision is not None for grant in grants)
        case _:
            return command.decision is not None


def _give(grant: GiveGrant, state: Account, bounds: Bounds) -> Sequence[GrantGiven]:
    if any(held.grant_id == grant.grant_id for held in state.grants):
        return []  # already so: its id comes from who asked for it, and under which key
    begins_on = grant.begins_on or bounds.today
    if grant.ends_on is not None and grant.ends_on < begins_on:
        raise rejected("term-backwards")
    return [
        GrantGiven(
            act=_act(grant.account, bounds),
            account=grant.account,
            grant_id=grant.grant_id,
            role=grant.role,
            scope=grant.scope,
            begins_on=begins_on,
            ends_on=grant.ends_on,
            person_id=grant.person_id,
            decision=grant.decision,
        )
    ]


def _revoke(command: RevokeGrant, state: Account) -> Sequence[GrantRevoked]:
    found = next((held for held in state.grants if held.grant_id == command.grant_id), None)
    if found is None:
        raise rejected("grant-unknown")
    if found.revoked:
        return []  # already so
    revoked = GrantRevoked(
        act=_act(command.account, command.bounds),
        account=command.account,
        grant_id=found.grant_id,
        role=found.role,
        decision=command.decision,
    )
    require_administrator_left(state, evolve(state, revoked), command.bounds)
    return [revoked]


def _act(account: str, bounds: Bounds) -> Act:
    """Rights are given and taken in the system, today: a grant's own term says since when it counts."""
    return Occurrence(occurred_on=bounds.today, basis="system").act(f"account-{stream_identity(account)}")


account: Decider[AccountCommand, Account, AccountEvent] = Decider(
    initial=Account(), evolve=evolve, decide=decide
)
