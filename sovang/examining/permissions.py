"""Roles and permissions: the whole table, and what in it nobody can have."""

from __future__ import annotations

from collections.abc import Iterator

from shared.settings import Settings
from shared.texts import Text
from sovang.examining.findings import Finding, bad, well
from sovang.permissions import permission_rows, unknown_roles


def examine_permissions(_settings: Settings) -> Iterator[Finding]:
    """A row for each permission with the roles that have it; a role that is unknown is wrong."""
    rows = permission_rows()
    for role in unknown_roles(rows):
        yield bad(
            Text(f"Không có vai trò {role}", f"There is no role {role}"),
            Text("Sửa permissions.yml hoặc roles.yml", "Mend permissions.yml or roles.yml"),
        )
    for row in rows:
        who = Text(", ".join(row.roles) or "không ai", ", ".join(row.roles) or "nobody")
        live = Text(" (hỏi ngay lúc dùng)", " (asked for when used)") if row.live else Text("", "")
        name = f"{row.service} {row.permission}"
        yield well(f"{name}: {who.vi}{live.vi}", f"{name}: {who.en}{live.en}")
