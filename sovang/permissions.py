"""`sovang permissions`: which roles have which permission in which service, and which are judged live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module

from rich.table import Table

from services.nominations.adapters.roles import role_names
from shared.access import load_permissions
from shared.settings import SERVICES
from shared.values import dataclass
from sovang.screen import DONE, OUT, say, say_json


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionRow:
    """One permission of one service; `live`: the account is asked for each time it is used."""

    service: str
    permission: str
    roles: tuple[str, ...]
    live: bool


def permission_rows(services: Sequence[str] = SERVICES) -> list[PermissionRow]:
    """The whole table, as the services load it; raises ValueError when one of their files is no such table."""
    rows = []
    for service in services:
        table = load_permissions(import_module(f"services.{service}.wiring").PERMISSIONS)
        rows += [
            PermissionRow(
                service=service, permission=name, roles=tuple(sorted(roles)), live=name in table.live
            )
            for name, roles in sorted(table.items())
        ]
    return rows


def unknown_roles(rows: Sequence[PermissionRow]) -> list[str]:
    """Roles that a table names and nobody can have: each is a slip of the pen."""
    return sorted({role for row in rows for role in row.roles} - role_names().keys())


def tell_permissions(*, as_json: bool) -> int:
    """Show the table; gives the exit code."""
    rows = permission_rows()
    if as_json:
        say_json([asdict(row) for row in rows])
        return DONE
    table = Table("Dịch vụ / service", "Quyền / permission", "Vai trò / roles", box=None)
    for row in rows:
        table.add_row(row.service, row.permission + (" *" if row.live else ""), ", ".join(row.roles) or "–")
    OUT.print(table)
    say("* tài khoản được hỏi ngay lúc đó.", "* the account is asked for at that moment.")
    return DONE
