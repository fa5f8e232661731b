"""Who is told: a party (bên nhận tin) is a role within an organisation, or one account."""

from __future__ import annotations

from collections.abc import Iterable


def in_role(role: str, organisations: Iterable[str]) -> tuple[str, ...]:
    """Whoever has *role* in one of *organisations*: `<role>@<organisation id>`."""
    return tuple(f"{role}@{organisation_id}" for organisation_id in organisations)


def clerks(*units: str) -> tuple[str, ...]:
    """The clerks of *units*."""
    return in_role("unit_clerk", units)


def office(organisation_id: str) -> tuple[str, ...]:
    """The office of an organisation."""
    return in_role("office", [organisation_id])


def accounts(names: Iterable[str]) -> tuple[str, ...]:
    """The accounts of these names: `user:<name>`."""
    return tuple(f"user:{name}" for name in names)


def role_of(party: str) -> str | None:
    """The role of a party that is one; None for an account."""
    role, at, _ = party.partition("@")
    return role if at else None
