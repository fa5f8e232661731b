"""What audit can be asked, and what its answers are read from."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from typing import Protocol

from services.audit.application.ledger import StoredCheckpoint, StoredEntry
from shared.asking import LONGEST_PAGE, PAGE
from shared.messages import Json
from shared.values import dataclass

MAIN = "main"
MAIN_KINDS = ("plan", "nomination")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindCases:
    """
    Cases whose names begin with the words of *text*, newest first.

    *kind* is one kind of case, or `main` for plans and nominations; None for all.
    """

    text: str | None = None
    kind: str | None = None
    after: str | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class OneCase:
    """The case asked for."""

    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneYear:
    """The year of an organisation asked for."""

    organisation_id: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLines:
    """A page of a case's timeline."""

    case: str
    after: str | None = None
    limit: int = LONGEST_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class OneEntry:
    """The entry asked for."""

    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSource:
    """The source asked for."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No parameters."""


class Views(Protocol):
    """The read models."""

    def lines(self, case: str) -> Sequence[Json]:
        """All lines of *case*."""

    def lines_of(self, organisation_id: str, year: int) -> Iterable[Json]:
        """The `type` and `data` of each line of a year of an organisation."""

    def strivings(self, organisations: Iterable[str], year: int) -> Iterable[Json]:
        """What is striven for in a year in *organisations*, each once."""

    def reached(self, view: str) -> int:
        """How many of the ledger's entries *view* contains."""

    def below(self, organisation_id: str) -> Collection[str]:
        """*organisation_id* and all that lie below it."""

    def case(self, name: str) -> Json | None:
        """The case *name*."""

    def newest(self, before: int, limit: int, kinds: Container[str] | None) -> Sequence[Json]:
        """The cases of *kinds* (None: all) that changed last before the entry *before*, newest first."""

    def mentioning(self, keys: Iterable[str]) -> Sequence[Json]:
        """The cases that speak of one of *keys*."""

    def names(self, keys: Iterable[str]) -> Mapping[str, Json]:
        """The names under *keys*."""

    def named(self, words: Sequence[str]) -> Mapping[str, bool]:
        """The keys of names in which every one of *words* begins a word, each with whether the name is restricted."""

    def shows(self, view: str, stream: str, version: int) -> bool:
        """Whether *view* contains *version* of *stream*."""


class Ledger(Protocol):
    """The ledger's store, for reading."""

    def size(self) -> int:
        """How many entries there are."""

    def entries(self, first: int, limit: int) -> list[StoredEntry]:
        """The entries from index *first* on, at most *limit*."""

    def last_checkpoint(self) -> StoredCheckpoint | None:
        """The checkpoint with the highest number."""
