"""What an account's history comes to (trạng thái của tài khoản): its grants, and whether it is disabled."""

from __future__ import annotations

from datetime import date

from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One grant; `revoked` once it was taken back."""

    grant_id: str
    role: str
    scope: str
    begins_on: date
    ends_on: date | None
    person_id: str | None
    revoked: bool = False

    def in_force(self, day: date) -> bool:
        """Whether it counts on *day*; its last day still does."""
        return self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Account:
    """All grants ever given, and whether the account is disabled."""

    grants: tuple[Held, ...] = ()
    disabled: bool = False

    @property
    def held(self) -> tuple[Held, ...]:
        """The grants that were not taken back, whatever their terms."""
        return tuple(grant for grant in self.grants if not grant.revoked)

    @property
    def scopes(self) -> tuple[str, ...]:
        """Where those lie."""
        return tuple(dict.fromkeys(grant.scope for grant in self.held))
