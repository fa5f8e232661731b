"""The table of roles (vai trò) and what each is called."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

import yaml

from shared.texts import Text

FILE = Path(__file__).resolve().parent.parent / "roles.yml"

OF_NOBODY = frozenset({"service", "system"})
"""Roles in which programs act; they have no account."""
OF_EVERYBODY = frozenset({"account_holder"})
"""What everybody is to their own account; nobody is given it."""


def role_names() -> Mapping[str, Text]:
    """Each role's name in both languages; raises TypeError or ValueError when the file is not such a table."""
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    if not isinstance(table, dict):
        raise TypeError(f"{FILE.name}: not a table of roles")
    names: dict[str, Text] = {}
    for role, name in table.items():
        if not isinstance(name, dict) or name.keys() != {"vi", "en"}:
            raise ValueError(f"{FILE.name}: {role} needs its name in vi and en")
        names[str(role)] = Text(str(name["vi"]), str(name["en"]))
    return names


def roles_of_people() -> AbstractSet[str]:
    """The roles that an account may be given."""
    return role_names().keys() - OF_NOBODY - OF_EVERYBODY
