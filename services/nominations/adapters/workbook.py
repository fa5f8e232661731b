"""Excel workbooks as plain sheets: nothing is computed, nothing is trusted, nothing is read without a bound."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any
from xml.parsers import expat

from services.nominations.domain.file_refusals import unfit
from services.nominations.domain.import_cells import EMPTY, Cell
from services.nominations.domain.import_form import MOST_ROWS
from services.nominations.domain.import_rows import Row, Sheet

MOST_UNPACKED = 64 * 1024 * 1024
MOST_SHEETS = 20
LAST_ROW = MOST_ROWS + 1000
"""Rows below this are not read: a file with gaps that large is not one that people filled in."""

LAST_COLUMN = 30
MERGED_TOLD = 100

READABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, SyntaxError)
"""What openpyxl raises for parts that are not as the format says; SyntaxError is that of XML."""


def read_workbook(content: bytes) -> Sequence[Sheet]:
    """The sheets of an .xlsx in their order; raises InvalidInput `file-swells` or `file-broken`."""
    from openpyxl import load_workbook  # noqa: PLC0415  # a tenth of a second and 25 MB: nobody pays for it who imports nothing

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            marks = _marks_of(archive)
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheets = book.worksheets[:MOST_SHEETS]
            if not sheets:
                raise unfit("file-broken")
            return [_sheet(each, marks[_part_of(each)]) for each in sheets]
        finally:
            book.close()
    except (*READABLE, zipfile.BadZipFile, expat.ExpatError, EOFError):
        raise unfit("file-broken") from None


class _Marks:
    """What a sheet says of itself beside its cells: which are merged, which rows and columns are hidden."""

    def __init__(self) -> None:
        self.merged: list[str] = []
        self.rows: set[int] = set()
        self.columns: set[int] = set()

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in one start tag."""
        match name.rpartition(":")[2]:
            case "mergeCell" if len(self.merged) < MERGED_TOLD:
                self.merged.append(attributes.get("ref", "?")[:20])
            case "row" if _is_hidden(attributes):
                self.rows.add(int(attributes.get("r", "0")))
            case "Override" if _is_misnamed(attributes):
                raise unfit("file-broken")
            case "col" if _is_hidden(attributes):
                first, last = int(attributes["min"]), int(attributes["max"])
                self.columns.update(range(first, min(last, LAST_COLUMN) + 1))


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true") or attributes.get("zeroHeight") in ("1", "true")


def _is_misnamed(attributes: Mapping[str, str]) -> bool:
    """Whether a part that holds XML has a name by which it would not be looked through."""
    return attributes.get("ContentType", "").endswith("+xml") and not _is_xml(attributes.get("PartName", ""))


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _marks_of(archive: zipfile.ZipFile) -> dict[str, _Marks]:
    """What each part says; every XML part is looked through, so that none declares entities of its own."""
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise unfit("file-swells")
    parts = [part for part in archive.infolist() if _is_xml(part.filename)]
    found: dict[str, _Marks] = {}
    for part in parts:
        found[part.filename] = marks = _Marks()
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = marks.element
        parser.Parse(archive.read(part), True)
    return found


def _refuse(*_declared: Any) -> None:
    raise unfit("file-broken")


def _part_of(sheet: Any) -> str:
    path: str = sheet._worksheet_path  # noqa: SLF001  # openpyxl tells in no other way which part a sheet is
    return posixpath.normpath(path.lstrip("/"))


def _sheet(sheet: Any, marks: _Marks) -> Sheet:
    sheet.reset_dimensions()  # a file may say anything about its size
    rows, cut = [], False
    for number, cells in _rows(sheet):
        if number > LAST_ROW:
            cut = True
            break
        plain = tuple(map(_cell, cells))
        if any(cell.filled for cell in plain):
            rows.append(Row(number=number, cells=plain, hidden=number in marks.rows))
    return Sheet(
        title=sheet.title,
        rows=tuple(rows),
        hidden=sheet.sheet_state != "visible",
        merged=tuple(marks.merged),
        hidden_columns=frozenset(marks.columns),
        cut=cut,
    )


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Rows by their numbers; those that are left out come as empty ones."""
    return enumerate(sheet.iter_rows(max_col=LAST_COLUMN), start=1)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("formula") if cell.data_type == "f" else EMPTY
    match cell.data_type:
        case "f":
            return Cell("formula")
        case "e":
            return Cell("error", str(value))
        case "b":
            return Cell("boolean", value)
        case "d" if isinstance(value, date | time | timedelta):
            return Cell("date", value)
        case "n":
            return Cell("number", value)
        case _:
            return Cell("text", str(value))
