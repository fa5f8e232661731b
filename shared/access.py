"""
Who may do what: grants, the permission table as data, and the check.

A grant is role × scope × term: the scope is an organisation's id, which reaches what lies below it, or `*` (everywhere);
outside its term it gives nothing. The deciding document stays with whoever gave the grant: no check needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from shared.errors import Forbidden
from shared.lineage import FLAT, Lineage
from shared.safeyaml import SAFE
from shared.values import dataclass

EVERYWHERE = "*"
RECORDING = "act.record"
"""Entering on paper what others did (basis `document`), in place of the permission to do it."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role (vai trò) within one organisation and what lies below it, or everywhere, from a day to a day (thời hạn)."""

    role: str
    scope: str
    begins_on: date | None = None
    ends_on: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it counts on *day*: its last day still does, the day before its first does not."""
        begun = self.begins_on is None or self.begins_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """
    Who calls, as their token says. `actor` is `user:<id>` or `service:<name>`; `name` is for greeting only.

    `lineage` is what the service asked knows of organisations: how far `grants` reach.
    """

    actor: str
    name: str
    grants: tuple[Grant, ...]
    lineage: Lineage = field(default=FLAT, compare=False, repr=False)

    @property
    def identity(self) -> str:
        """The actor without its kind."""
        return self.actor.partition(":")[2]

    @property
    def is_person(self) -> bool:
        """Whether an account stands behind it, which may be disabled."""
        return self.actor.startswith("user:")

    def on(self, day: date) -> Caller:
        """The caller with the grants in force on *day*."""
        held = tuple(grant for grant in self.grants if grant.in_force(day))
        return self if held == self.grants else replace(self, grants=held)


Permissions = Mapping[str, frozenset[str]]
"""Permission → roles that have it."""


class PermissionTable(dict[str, frozenset[str]]):
    """A table of permissions; those in `live` are judged by what the owner of accounts says at that moment."""

    def __init__(self, rows: Permissions, live: Iterable[str] = ()) -> None:
        super().__init__(rows)
        self.live = frozenset(live)


def is_live(permissions: Permissions, permission: str) -> bool:
    """Whether using *permission* needs the account to be asked for at that moment."""
    return isinstance(permissions, PermissionTable) and permission in permissions.live


def load_permissions(path: Path) -> PermissionTable:
    """
    The table in the YAML file *path*: `permission: [role, …]`, or `permission: {roles: [role, …], live: true}`.

    Raises ValueError when it is not such a table.
    """
    table = yaml.load(path.read_text(encoding="utf-8"), Loader=SAFE)  # noqa: S506  # a safe loader
    if not isinstance(table, dict):
        raise ValueError(f"{path.name}: not a table of permissions")  # noqa: TRY004  # the file is wrong, not a call
    rows: dict[str, frozenset[str]] = {}
    live: set[str] = set()
    for permission, given in table.items():
        roles, at_once = _row(given)
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise ValueError(f"{path.name}: {permission} must list role names")
        rows[str(permission)] = frozenset(roles)
        if at_once:
            live.add(str(permission))
    return PermissionTable(rows, live)


def _row(given: Any) -> tuple[Any, bool]:
    if isinstance(given, dict) and given.keys() == {"roles", "live"} and given["live"] is True:
        return given["roles"], True
    return given, False


def authorise(caller: Caller, permission: str, permissions: Permissions, *scopes: str | None) -> str:
    """
    The role under which *caller* may use *permission*, within each organisation of *scopes* that is named.

    It is the role of the grant that reaches the first of them. Raises Forbidden when no grant gives it, or one of
    *scopes* is out of reach.
    """
    held = [grant for grant in caller.grants if grant.role in permissions.get(permission, frozenset())]
    found = [next(fitting(held, scope, caller.lineage), None) for scope in scopes or (None,)]
    named = [grant for grant, scope in zip(found, scopes or (None,), strict=True) if scope is not None]
    if any(grant is None for grant in found):
        raise Forbidden(facts={"permission": permission})
    grant = (named or found)[0]
    assert grant is not None
    return grant.role


def fitting(grants: Iterable[Grant], scope: str | None, lineage: Lineage = FLAT) -> Iterator[Grant]:
    """The grants that reach *scope*; with no scope asked, all of them."""
    if scope is None:
        yield from grants
        return
    above: tuple[str, ...] | None = None
    for grant in grants:
        if grant.scope in (EVERYWHERE, scope):
            yield grant
        elif scope != EVERYWHERE:
            above = lineage.above(scope) if above is None else above
            if grant.scope in above:
                yield grant
