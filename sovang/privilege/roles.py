"""MongoDB's roles, derived from the table of collections and actions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from shared.settings import SERVICES, Settings
from shared.values import dataclass
from shared.views import database_of_views

TABLE = Path(__file__).with_name("collections.yml")
ROLES = ("serve", "work")
EVERY_COLLECTION = ""


@dataclass(frozen=True, slots=True)
class Process:
    """One kind of process: a service and its role, `serve` or `work`."""

    service: str
    role: str

    @property
    def name(self) -> str:
        """How files and users call it."""
        return f"{self.service}-{self.role}"


@dataclass(frozen=True, slots=True)
class Privilege:
    """*actions* that are allowed on *collection* of *database*; the empty name means every collection of it."""

    database: str
    collection: str
    actions: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """As `createRole` takes it."""
        resource = {"db": self.database, "collection": self.collection}
        return {"resource": resource, "actions": list(self.actions)}


PROCESSES = tuple(Process(service, role) for service in SERVICES for role in ROLES)


def role_name(settings: Settings, process: Process) -> str:
    """The name of *process*'s role, and of its user, in the realm of *settings*."""
    return f"sovang_{settings.realm}_{process.service}_{process.role}"


def privileges(settings: Settings, process: Process) -> tuple[Privilege, ...]:
    """All that *process* may do, and nothing else."""
    return tuple(_allowed(settings, process))


def forbidden() -> tuple[frozenset[str], frozenset[str]]:
    """The collections that hold history, and the actions on them that no process may have."""
    table = _table()
    return frozenset(table["unchangeable"]), frozenset(table["never"])


def _allowed(settings: Settings, process: Process) -> Iterator[Privilege]:
    table = _table()
    database = settings.database_name(process.service)
    for collection, levels in table["services"][process.service].items():
        if level := levels.get(process.role):
            yield Privilege(database, collection, _actions(level))
    views = _actions(table["views"][process.role])
    yield Privilege(database_of_views(database), EVERY_COLLECTION, views)
    for collection, users in table["vault"].items():
        if level := users.get(process.service, {}).get(process.role):
            yield Privilege(settings.database_name("vault"), collection, _actions(level))


def _actions(level: str) -> tuple[str, ...]:
    return tuple(_table()["levels"][level])


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return table
