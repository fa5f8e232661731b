"""
Who may do what: grants, the permission table as data, and the check.

A grant is role × scope; the scope is an organisation's id or `*` (everywhere). Term and deciding document come with
the grant once it is given by decision; an expired token carries nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from shared.errors import Forbidden

EVERYWHERE = "*"
RECORDING = "act.record"
"""Entering on paper what others did (basis `document`), in place of the permission to do it."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role (vai trò) within one organisation, or everywhere."""

    role: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls, as their token says. `actor` is `user:<id>` or `service:<name>`; `name` is for greeting only."""

    actor: str
    name: str
    grants: tuple[Grant, ...]

    @property
    def identity(self) -> str:
        """The actor without its kind."""
        return self.actor.partition(":")[2]


Permissions = Mapping[str, frozenset[str]]
"""Permission → roles that have it."""


def load_permissions(path: Path) -> Permissions:
    """The table in the YAML file *path* (`permission: [role, …]`); raises ValueError when it is not such a table."""
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(table, dict):
        raise ValueError(f"{path.name}: not a table of permissions")  # noqa: TRY004  # the file is wrong, not a call
    rows: dict[str, frozenset[str]] = {}
    for permission, roles in table.items():
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise ValueError(f"{path.name}: {permission} must list role names")
        rows[str(permission)] = frozenset(roles)
    return rows


def authorise(caller: Caller, permission: str, permissions: Permissions, scope: str | None = None) -> str:
    """
    The role under which *caller* may use *permission*, within organisation *scope* if one is named.

    Raises Forbidden when no grant gives it.
    """
    roles = permissions.get(permission, frozenset())
    for grant in fitting(caller.grants, scope):
        if grant.role in roles:
            return grant.role
    raise Forbidden(facts={"permission": permission})


def fitting(grants: Iterable[Grant], scope: str | None) -> Iterable[Grant]:
    """The grants that reach *scope*; with no scope asked, all of them."""
    return (grant for grant in grants if scope is None or grant.scope in (EVERYWHERE, scope))
