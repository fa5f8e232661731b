"""What is asked of an import (nhập từ Excel) and what happened to it."""

from __future__ import annotations

from typing import Literal

from shared.acts import Act, Occurrence
from shared.values import dataclass

SheetName = Literal["organisations", "people"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRows:
    """Rows that meanwhile became impossible, all for one reason: `rows` as `12, 15-20`."""

    sheet: SheetName
    code: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAccepted:
    """
    A file of organisations and people was found whole and taken; its rows follow, each by a command of its own.

    `attempt` tells under which key the file is: a new one each time what was stored before had been given up.
    """

    act: Act
    import_id: str
    file_sha256: str
    organisations: int
    people: int
    attempt: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCompleted:
    """Every row of the file was done, or became impossible since the file was taken."""

    act: Act
    import_id: str
    registered: int
    refused: tuple[RefusedRows, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAbandoned:
    """A file was stored and not taken within its time, for whoever took it ended in between; it is destroyed."""

    act: Act
    import_id: str
    attempt: int


ImportEvent = ImportAccepted | ImportCompleted | ImportAbandoned


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptImport:
    """Take a file that was found whole."""

    import_id: str
    file_sha256: str
    organisations: int
    people: int
    attempt: int = 1
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteImport:
    """Say that all rows are done."""

    import_id: str
    registered: int
    refused: tuple[RefusedRows, ...]
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class AbandonImport:
    """Give up a file that was stored and not taken; what was taken stays."""

    import_id: str
    attempt: int
    occurrence: Occurrence


ImportCommand = AcceptImport | CompleteImport | AbandonImport
