"""Sheets of an import read row by row: what can be registered, and everything that is wrong, not only the first of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from services.nominations.domain.import_cells import EMPTY, Cell, folded
from services.nominations.domain.import_faults import Fault, Wrong
from services.nominations.domain.import_form import EXAMPLE, FORMS, MOST_ROWS, Form
from services.nominations.domain.organisation_messages import Level
from services.nominations.domain.person_messages import Position
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a sheet; `number` counts from 1."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    A sheet as it was found, rows without content left out.

    `merged` are ranges like `A2:A5`; `cut` says that it has more rows than anybody would read.
    """

    title: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merged: tuple[str, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """An organisation to be registered."""

    row: int
    code: str
    name: str
    level: Level
    parent: str | None
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person to be registered; the code is unique within the organisation."""

    row: int
    code: str
    name: str = field(repr=False)
    organisation: str
    position: Position
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All sheets read; rows that have a fault are in neither list, `rows` counts all of them."""

    organisations: tuple[OrganisationRow, ...]
    people: tuple[PersonRow, ...]
    rows: int
    faults: tuple[Fault, ...]


def read(sheets: Sequence[Sheet]) -> Table:
    """Everything in *sheets*."""
    found: dict[str, list[Any]] = {form.kind: [] for form in FORMS}
    faults: list[Fault] = []
    rows = 0
    for sheet in sheets:
        form = next((form for form in FORMS if folded(form.title) == folded(sheet.title)), None)
        faults += _faults_of(sheet, form)
        if form is None:
            continue
        rows += max(0, len(sheet.rows) - 1)
        headings = list(_headings(sheet, form))
        faults += headings
        if headings:  # under wrong headings no cell means anything
            continue
        for row in sheet.rows[1:]:
            read_row = _read(sheet, form, row)
            if isinstance(read_row, list):
                faults += read_row
            else:
                found[form.kind].append(read_row)
    faults += _counted(sheets, rows)
    return Table(
        organisations=tuple(found["organisations"]),
        people=tuple(found["people"]),
        rows=rows,
        faults=tuple(faults),
    )


def _faults_of(sheet: Sheet, form: Form | None) -> Iterator[Fault]:
    """What is wrong with the sheet as such; an empty one that is not known, as new workbooks have, is nothing wrong."""
    if form is None:
        if sheet.rows:
            allowed = ", ".join(f"“{each.title}”" for each in FORMS)
            yield Wrong("sheet-unknown", {"allowed": allowed}).at(sheet.title)
        return
    if sheet.hidden:
        yield Wrong("sheet-hidden").at(sheet.title)
    for cells in sheet.merged:
        yield Wrong("cells-merged", {"cells": cells}).at(sheet.title)
    used = {place for row in sheet.rows for place, cell in enumerate(row.cells, start=1) if cell.filled}
    for column in sorted(used & sheet.hidden_columns):
        yield Wrong("column-hidden").at(sheet.title, None, column)
    for column in sorted(place for place in used if place > len(form.columns)):
        yield Wrong("column-unknown").at(sheet.title, None, column)


def _headings(sheet: Sheet, form: Form) -> Iterator[Fault]:
    if not sheet.rows:
        return
    first = sheet.rows[0]
    for place, column in enumerate(form.columns, start=1):
        if folded(column.heading) != _heading_in(_cell(first, place)):
            wanted = {"wanted": column.heading}
            yield Wrong("heading-wrong", wanted).at(sheet.title, first.number, place)


def _heading_in(cell: Cell) -> str:
    return folded(cell.value) if cell.kind == "text" else ""


def _read(sheet: Sheet, form: Form, row: Row) -> OrganisationRow | PersonRow | list[Fault]:
    if [_heading_in(_cell(row, place)) for place in range(1, len(form.columns) + 1)] == [
        folded(column.heading) for column in form.columns
    ]:
        return [Wrong("heading-twice").at(sheet.title, row.number)]
    faults = [Wrong("row-hidden").at(sheet.title, row.number)] if row.hidden else []
    values: dict[str, Any] = {}
    for place, column in enumerate(form.columns, start=1):
        value = column.read(_cell(row, place))
        if not value and column.required:
            value = Wrong("missing", {"heading": column.heading})
        if isinstance(value, Wrong):
            faults.append(value.at(sheet.title, row.number, place))
        values[column.field] = value or None
    if str(values["code"]).startswith(EXAMPLE):
        faults.append(Wrong("example-left").at(sheet.title, row.number))
    if faults:
        return faults
    kind: Any = OrganisationRow if form.kind == "organisations" else PersonRow
    made: OrganisationRow | PersonRow = kind(row=row.number, **values)
    return made


def _cell(row: Row, place: int) -> Cell:
    return row.cells[place - 1] if place <= len(row.cells) else EMPTY


def _counted(sheets: Sequence[Sheet], rows: int) -> Iterator[Fault]:
    title = sheets[0].title if sheets else FORMS[0].title
    if rows > MOST_ROWS or any(sheet.cut for sheet in sheets):
        yield Wrong("too-many-rows", {"most": str(MOST_ROWS)}).at(title)
    if not rows:
        yield Wrong("no-rows").at(title)
