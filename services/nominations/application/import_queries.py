"""How imports stand, as answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.nominations.application.imports import Imports
from services.nominations.domain.importing import Accepted, Completed, Import, case_of
from services.nominations.domain.importing_messages import RefusedRows
from shared.access import Caller
from shared.endpoints import Versioned
from shared.errors import NotFound
from shared.ids import is_stream
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OneImport:
    """Which import."""

    import_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedItem:
    """Rows that became impossible after the file was taken."""

    sheet: str
    code: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportItem:
    """An import: `accepted` while its rows are being done, then `completed`."""

    import_id: str
    state: str
    organisations: int
    people: int
    registered: int
    refused: tuple[RefusedItem, ...]


@dataclass(frozen=True, slots=True)
class ImportQueries:
    """What may be asked of imports."""

    imports: Imports

    def table(self) -> Mapping[str, Callable[[Any, Caller], Any]]:
        """Each query by name."""
        return {"import-standing": self.one}

    def one(self, asked: OneImport, _caller: Caller) -> Versioned:
        """How one import stands; it names rows by their numbers only."""
        if not is_stream(case_of(asked.import_id)):
            raise NotFound
        read = self.imports.standing(asked.import_id)
        return Versioned(import_item(asked.import_id, read.state), read.head.version)


def import_item(import_id: str, stands: Import) -> ImportItem:
    """The import as it is answered; raises NotFound when there is none."""
    match stands:
        case Accepted():
            return _item(import_id, "accepted", stands)
        case Completed():
            return _item(import_id, "completed", stands.accepted, stands.registered, stands.refused)
    raise NotFound


def _item(
    import_id: str,
    state: str,
    accepted: Accepted,
    registered: int = 0,
    refused: tuple[RefusedRows, ...] = (),
) -> ImportItem:
    return ImportItem(
        import_id=import_id,
        state=state,
        organisations=accepted.organisations,
        people=accepted.people,
        registered=registered,
        refused=tuple(RefusedItem(sheet=each.sheet, code=each.code, rows=each.rows) for each in refused),
    )
