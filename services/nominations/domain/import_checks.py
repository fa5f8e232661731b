"""Rows of an import held against each other and against what is registered; and the order in which they can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from services.nominations.domain.import_faults import Fault, Wrong
from services.nominations.domain.import_form import ORGANISATIONS, PEOPLE
from services.nominations.domain.import_rows import OrganisationRow, PersonRow, Table
from shared.values import dataclass

CODE, PARENT = 1, 4
PERSONS_ORGANISATION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What is registered already, and no longer stands; a person is named by organisation and code."""

    has_organisation: Callable[[str], bool]
    dissolved: Callable[[str], bool]
    has_person: Callable[[str, str], bool]


def check(table: Table, register: Register) -> Iterator[Fault]:
    """What is wrong with rows that are each right by themselves."""
    yield from _organisations(table.organisations, register)
    yield from _people(table, register)


def in_order(rows: Sequence[OrganisationRow]) -> tuple[tuple[OrganisationRow, ...], ...]:
    """Those of one file in turns: each row's parent is in an earlier turn, or not in the file. Cycles never come."""
    left, done = list(rows), set[str]()
    turns: list[tuple[OrganisationRow, ...]] = []
    here = {row.code for row in rows}
    while left:
        turn = tuple(row for row in left if row.parent not in here or row.parent in done)
        if not turn:
            break
        turns.append(turn)
        done |= {row.code for row in turn}
        left = [row for row in left if row.code not in done]
    return tuple(turns)


def _organisations(rows: Sequence[OrganisationRow], register: Register) -> Iterator[Fault]:
    sheet = ORGANISATIONS.title
    first: dict[str, OrganisationRow] = {}
    for row in rows:
        if row.code in first:
            yield Wrong("twice", {"row": str(first[row.code].row)}).at(sheet, row.row, CODE)
            continue
        first[row.code] = row
        if register.has_organisation(row.code):
            yield Wrong("already-registered").at(sheet, row.row, CODE)
    standing: dict[str, str | None] = {}
    for row in first.values():
        if row.parent is None:
            continue
        against = None if row.parent in first else _against(standing, row.parent, register)
        if against is not None:
            yield Wrong(against, {"code": row.parent}).at(sheet, row.row, PARENT)
        elif _below_itself(row, first):
            yield Wrong("own-parent", {"code": row.parent}).at(sheet, row.row, PARENT)


def _people(table: Table, register: Register) -> Iterator[Fault]:
    sheet = PEOPLE.title
    here = {row.code for row in table.organisations}
    first: dict[tuple[str, str], PersonRow] = {}
    standing: dict[str, str | None] = {}
    for row in table.people:
        named = (row.organisation, row.code)
        if named in first:
            yield Wrong("twice", {"row": str(first[named].row)}).at(sheet, row.row, CODE)
            continue
        first[named] = row
        if row.organisation in here:
            continue
        against = _against(standing, row.organisation, register)
        if against is not None:
            yield Wrong(against, {"code": row.organisation}).at(sheet, row.row, PERSONS_ORGANISATION)
        elif register.has_person(*named):
            yield Wrong("already-registered").at(sheet, row.row, CODE)


def _against(known: dict[str, str | None], code: str, register: Register) -> str | None:
    """What keeps an organisation from having something new, each asked once; None when nothing does."""
    if code not in known:
        unknown = not register.has_organisation(code)
        gone = None if unknown or not register.dissolved(code) else "organisation-dissolved"
        known[code] = "unknown-organisation" if unknown else gone
    return known[code]


def _below_itself(row: OrganisationRow, rows: Mapping[str, OrganisationRow]) -> bool:
    seen, above = {row.code}, row.parent
    while above is not None and above in rows and above not in seen:
        seen.add(above)
        above = rows[above].parent
    return above == row.code
