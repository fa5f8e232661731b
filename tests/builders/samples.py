"""A small business for tests of the kernel: a book (sổ) in which notes are taken and which can be closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from shared.acts import Act, ActRefused, BrokenRule, Occurrence, RuleUse
from shared.catalogue import Catalogue, EventKind
from shared.codec import Codec
from shared.decider import Decider
from shared.errors import BrokenHistory, NotFound, Rejected
from shared.ids import new_id
from shared.messages import CommandContext
from shared.privacy import personal, restricted
from shared.texts import Text

NOW = datetime(2021, 3, 24, 2, 30, tzinfo=UTC)
RULE = RuleUse(rule="book-limit/1", citation="Quy chế mục 3", confirmed=True)
A_TEXT = Text("Một câu.", "A sentence.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A person who was there."""

    person_id: str
    name: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTaken:
    """A note was taken."""

    act: Act
    note: str = restricted()
    pages: int = 1
    taken_at: datetime | None
    witnesses: tuple[Witness, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookClosed:
    """The book was closed."""

    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeNote:
    """Take a note."""

    note: str
    occurrence: Occurrence
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseBook:
    """Close the book."""

    occurrence: Occurrence


@dataclass(frozen=True, slots=True)
class Book:
    """Open or closed, with so many notes."""

    notes: int = 0
    closed: bool = False


LIMIT = 3


def evolve(state: Book, event: NoteTaken | BookClosed | ActRefused) -> Book:
    """The book after *event*."""
    match event:
        case NoteTaken():
            return Book(state.notes + 1, state.closed)
        case BookClosed():
            return Book(state.notes, closed=True)
        case ActRefused():
            return state


def decide(command: TakeNote | CloseBook, state: Book) -> list[Any]:
    """At most LIMIT notes, by a rule; none once closed; closing needs a note."""
    match command:
        case TakeNote() if state.closed:
            raise Rejected("book-closed", Text("Sổ đã đóng.", "The book is closed."))
        case TakeNote(occurrence=occurrence) if state.notes >= LIMIT:
            broken = BrokenRule(code="book-full", rule=RULE, facts={"limit": str(LIMIT)})
            return [ActRefused.because(occurrence, "book-1", "TakeNote", broken)]
        case TakeNote(note=note, occurrence=occurrence, witnesses=witnesses):
            return [NoteTaken(act=occurrence.act("book-1"), note=note, taken_at=None, witnesses=witnesses)]
        case CloseBook() if state.closed:
            return []
        case CloseBook() if state.notes == 0:
            raise NotFound
        case CloseBook(occurrence=occurrence):
            return [BookClosed(act=occurrence.act("book-1"))]


BOOK: Decider[Any, Book, Any] = Decider(initial=Book(), evolve=evolve, decide=decide)

CATALOGUE = Catalogue(
    "samples",
    (
        EventKind(NoteTaken, A_TEXT, A_TEXT),
        EventKind(BookClosed, A_TEXT, A_TEXT),
        EventKind(ActRefused, A_TEXT, A_TEXT),
    ),
    {"book-full": Text("Sổ chỉ có {limit} ghi chép.", "The book holds {limit} notes.")},
)


class GlassSealer:
    """Seals so that anybody can read it, and remembers where: the place and the key must fit to open it again."""

    def __init__(self) -> None:
        self.destroyed: set[str] = set()
        self.keys: list[str] = []

    def seal(self, value: str, key_id: str, where: str) -> dict[str, Any]:
        self.keys.append(key_id)
        return {"sealed": f"{where}|{value}", "key": key_id}

    def open(self, sealed: dict[str, Any], where: str) -> str | None:
        if sealed["key"] in self.destroyed:
            return None
        place, _, value = sealed["sealed"].partition("|")
        if place != where:
            raise BrokenHistory(f"sealed at {place}, opened at {where}")
        return str(value)


def codec(sealer: GlassSealer | None = None, catalogue: Catalogue = CATALOGUE) -> Codec:
    """The codec of the samples."""
    return Codec(catalogue, "//test.localhost/samples", sealer or GlassSealer(), new_id)


def occurrence(day: date = date(2021, 3, 24), basis: Any = "system") -> Occurrence:
    """When it happened."""
    return Occurrence(occurred_on=day, basis=basis)


def context(key: str = "k-1", fingerprint: str = "f-1", **other: Any) -> CommandContext:
    """Who commands."""
    return CommandContext(
        **{
            "actor": "user:lan",
            "actor_role": "unit_clerk",
            "correlation_id": "c-1",
            "causation_id": "command:1",
            "key": key,
            "fingerprint": fingerprint,
            **other,
        }
    )
