"""What audit answers: lines of a timeline, cases, figures, entries, the ledger's state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule that was applied, where it stands, and whether a person has confirmed it."""

    rule: str
    citation: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A rule that was not kept: its code, the code's sentence with the facts, and where the rule stands."""

    code: str
    sentence: Text
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One field of the event by its path, its value as words."""

    field: str
    value: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The paper an act was entered from."""

    number: str
    dated: date
    signatory: Text
    reason: Text
    scan_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    One event of a timeline (diễn biến), told.

    `occurred_on` is when it happened, `recorded_at` when it was recorded. `refusal` is set when the act was refused,
    `flags` when it was recorded although it broke rules. `known` is false for a type nobody described.
    """

    index: int
    event_id: str
    service: str
    type: str
    known: bool
    sentence: Text
    actor: str
    role: str
    role_title: Text
    occurred_on: date | None = None
    basis: str
    basis_words: Text
    recorded_at: datetime
    document: Document | None = None
    rules: tuple[RuleLine, ...]
    flags: tuple[Verdict, ...]
    refusal: Verdict | None = None
    stream: str
    version: int
    correlation_id: str
    causation_id: str
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """A case (hồ sơ vụ việc) in short."""

    case: str
    kind: str
    kind_title: Text
    title: Text
    state: Text
    first_on: date | None = None
    last_on: date | None = None
    recorded_at: datetime | None = None
    events: int
    refused: int
    flagged: int
    unconfirmed: int
    reads: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one object of a list states: its numbers and its days, by field."""

    numbers: Mapping[str, int]
    days: Mapping[str, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    What can be counted in a case.

    `events` by type; `refusals` by code; `flags` by code. For each event type: `counts` sums the lengths of its lists (those
    within the objects of a list as `<list>/<name>`), `distinct` tells how many different ids a field had, `values` the number a
    field had last, `terms` the numbers and days in the objects of its lists that say their `kind`, by list and kind, as they
    were last: what a plan asks for, how much of it and until when.
    """

    case: str
    refused: int
    events: Mapping[str, int]
    refusals: Mapping[str, int]
    flags: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]
    distinct: Mapping[str, Mapping[str, int]]
    values: Mapping[str, Mapping[str, int]]
    terms: Mapping[str, Mapping[str, Mapping[str, Terms]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryAnswer:
    """One entry of the ledger: where its event stood in its source, its hash, and the event's exact text."""

    index: int
    source: str
    epoch: str
    position: int
    hash: str
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAnswer:
    """How one source stands; `condition` is following, away, rewound or broken."""

    source: str
    condition: str
    detail: str
    epoch: str
    position: int
    head: int
    lag: int
    waits_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerAnswer:
    """The ledger's state: what is sequenced, what is published and under which root."""

    origin: str
    sequenced: int
    published: int
    root: str
    checkpoint: str
    published_at: datetime | None = None
    sources: tuple[SourceAnswer, ...]
