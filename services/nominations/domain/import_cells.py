"""Cells of an import, plain: what a spreadsheet held, and what it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, Literal

from services.nominations.domain.import_faults import Wrong
from shared.canonical import cleaned
from shared.values import dataclass

CellKind = Literal["empty", "text", "number", "boolean", "date", "formula", "error"]

FIRST_YEAR, LAST_YEAR = 1945, 2100
LONGEST_CODE = 40

_CODE = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{LONGEST_CODE - 2}}}[a-z0-9])?")
_CITIZEN = re.compile(r"[0-9]{9}|[0-9]{12}")
_DAY_FIRST = re.compile(r"([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{1,2})")
_IN_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}),? thang ([0-9]{1,2}),? nam ([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?[0-9]{2}")
_UNTOLD = 60
"""So much of what cannot be read is repeated to its sender."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell held; `value` fits `kind`."""

    kind: CellKind
    value: Any = None

    @property
    def filled(self) -> bool:
        """Whether there is anything in it; text of spaces alone is nothing."""
        return self.kind != "empty" and not (self.kind == "text" and not cleaned(self.value))


EMPTY = Cell("empty")


def folded(text: str) -> str:
    """*text* for comparing: without case, accents, and the marks that people set or leave out."""
    bare = unicodedata.normalize("NFD", cleaned(text).casefold().replace("đ", "d"))
    kept = (each if each.isalnum() else " " for each in bare if not unicodedata.combining(each))
    return " ".join("".join(kept).split())


def text_in(cell: Cell) -> str | Wrong:
    """The text of a cell, empty when there is none."""
    match cell.kind:
        case "text":
            return cleaned(cell.value)
        case "empty":
            return ""
        case "number":
            return Wrong("number-not-text")
        case "date":
            return Wrong("date-not-text")
        case "boolean":
            return Wrong("cell-not-text")
        case _:
            return untrusted(cell)


def untrusted(cell: Cell) -> Wrong:
    """Why a formula or an error is no value."""
    if cell.kind == "formula":
        return Wrong("cell-formula")
    return Wrong("cell-error", {"value": str(cell.value)})


def name_in(cell: Cell, most: int) -> str | Wrong:
    """A name of at most *most* characters."""
    text = text_in(cell)
    if isinstance(text, str) and len(text) > most:
        return Wrong("too-long", {"most": str(most)})
    return text


def code_in(cell: Cell) -> str | Wrong:
    """A code in lower case."""
    text = text_in(cell)
    if not text or isinstance(text, Wrong):
        return text
    code = text.lower()
    if _CITIZEN.fullmatch(code):
        return Wrong("code-citizen")
    return code if _CODE.fullmatch(code) else Wrong("code-malformed", {"most": str(LONGEST_CODE)})


def choice_in(cell: Cell, words: Mapping[Any, Iterable[str]]) -> str | Wrong:
    """Which of the values that *words* name; the first word of each is the one to use."""
    text = text_in(cell)
    if not text or isinstance(text, Wrong):
        return text
    for value, spellings in words.items():
        if folded(text) in map(folded, spellings):
            return str(value)
    allowed = ", ".join(f"“{next(iter(spellings))}”" for spellings in words.values())
    return Wrong("not-one-of", {"allowed": allowed})


def day_in(cell: Cell) -> date | Wrong | None:
    """
    A day: a date of the spreadsheet, or text in which the day comes before the month, or the year comes first.

    What could mean two days, or none, is not guessed at.
    """
    match cell.kind:
        case "empty":
            return None
        case "date":
            return _day_of(cell.value)
        case "text":
            return _day_written(cleaned(cell.value))
        case "number" | "boolean":
            return Wrong("date-number")
        case _:
            return untrusted(cell)


def _day_of(value: Any) -> date | Wrong:
    if not isinstance(value, date):  # a time of day, or a span of time
        return Wrong("date-number")
    if isinstance(value, datetime):
        if value.time() != time():
            return Wrong("date-with-time")
        value = value.date()
    return _near(value)


def _day_written(text: str) -> date | Wrong | None:
    if not text:
        return None
    shown = {"value": text[:_UNTOLD]}
    if found := _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(_without_accents(text)):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        return Wrong("date-short-year" if _SHORT_YEAR.fullmatch(text) else "date-unreadable", shown)
    try:
        return _near(date(year, month, day))
    except ValueError:
        return Wrong("date-impossible", shown)


def _near(day: date) -> date | Wrong:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    return Wrong("date-far", {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)})


def _without_accents(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in bare if not unicodedata.combining(each))
