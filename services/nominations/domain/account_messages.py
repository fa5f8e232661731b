"""What is asked of an account's rights (quyền) and what happened to them: its commands and events."""

from __future__ import annotations

from datetime import date

from shared.acts import Act, filled
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingDocument:
    """The document (văn bản) that decided on a right: its number and date."""

    number: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantGiven:
    """
    An account was given a role within an organisation and what lies below it, or everywhere (`*`), for a term.

    `person_id` names whose account it is, for separation of duties; the name itself stands with the person.
    """

    act: Act
    account: str
    grant_id: str
    role: str
    scope: str
    begins_on: date
    ends_on: date | None = None
    person_id: str | None = None
    decision: DecidingDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRevoked:
    """A grant was taken back before its term was over."""

    act: Act
    account: str
    grant_id: str
    role: str
    decision: DecidingDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDisabled:
    """An account may do nothing any more, whatever its grants say."""

    act: Act
    account: str
    decision: DecidingDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEnabled:
    """A disabled account may do again what its grants say."""

    act: Act
    account: str
    decision: DecidingDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordReset:
    """Somebody who looks after accounts gave an account another password, and its sessions end; never what it is."""

    act: Act
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged:
    """Whoever has the account gave it another password, knowing the old one; its other sessions end."""

    act: Act
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Administrator:
    """An account that administers the whole realm, until a day (the last of all days when it has no end)."""

    account: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """
    What the realm asks of whoever gives or takes rights: today, and whether there must be a deciding document.

    `administering_roles` are those that look after accounts, `other_administrators` who else has one everywhere today.
    """

    today: date
    decision_needed: bool
    account_known: bool = True
    unknown_roles: tuple[str, ...] = ()
    unknown_scopes: tuple[str, ...] = ()
    unknown_people: tuple[str, ...] = ()
    administering_roles: tuple[str, ...] = ()
    other_administrators: tuple[Administrator, ...] = ()


UNBOUND = Bounds(today=date.min, decision_needed=True, account_known=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveGrant:
    """Give *account* a role from `begins_on` (today if none is named) to `ends_on` (until revoked if none is)."""

    account: str
    grant_id: str
    role: str
    scope: str
    begins_on: date | None = None
    ends_on: date | None = None
    person_id: str | None = None
    decision: DecidingDocument | None = None
    bounds: Bounds = filled(default=UNBOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveGrants:
    """Give *account* all of *grants* at once, as when it is opened."""

    account: str
    grants: tuple[GiveGrant, ...]
    bounds: Bounds = filled(default=UNBOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeGrant:
    """Take a grant back."""

    account: str
    grant_id: str
    decision: DecidingDocument | None = None
    bounds: Bounds = filled(default=UNBOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisableAccount:
    """Stop an account."""

    account: str
    decision: DecidingDocument | None = None
    bounds: Bounds = filled(default=UNBOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnableAccount:
    """Let a disabled account act again."""

    account: str
    decision: DecidingDocument | None = None
    bounds: Bounds = filled(default=UNBOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePassword:
    """Note that *account* is about to get another password; `own` when its holder gives it."""

    account: str
    own: bool
    bounds: Bounds = filled(default=UNBOUND)


AccountCommand = GiveGrant | GiveGrants | RevokeGrant | DisableAccount | EnableAccount | NotePassword
AccountEvent = GrantGiven | GrantRevoked | AccountDisabled | AccountEnabled | PasswordReset | PasswordChanged
