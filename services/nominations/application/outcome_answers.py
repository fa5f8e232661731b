"""What is asked and answered of what was registered against what came of it (đăng ký và kết quả)."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.outcomes import Outcome
from services.nominations.domain.title_codes import Title
from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomesAsked:
    """An organisation with all below it, in a year or in the years up to `to_year`, at most ten."""

    organisation_id: str
    from_year: int
    to_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsOutcomesAsked(Paging):
    """The same of every unit right below an organisation."""

    organisation_id: str
    from_year: int
    to_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOutcomesAsked(Paging):
    """Whose titles these are, of one title or with one outcome if named."""

    organisation_id: str
    from_year: int
    to_year: int | None = None
    title: Title | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    `registered` were registered and not taken back; of these `achieved` stand on record as granted, `not_achieved` do not (yet).

    `unclear` are flags for collectives whose record has a flag of the year that nothing tells the level of. `unregistered` stand on record
    and nobody registered them. Who registered one title in two units counts once.
    """

    registered: int
    achieved: int
    not_achieved: int
    unclear: int
    unregistered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleFigures:
    """The figures of one title."""

    title: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleOutcomesItem:
    """An organisation's titles, and those of all below it, by title; none without a figure is named."""

    organisation_id: str
    from_year: int
    to_year: int
    figures: Figures
    titles: tuple[TitleFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOutcomes:
    """The titles of a unit with all below it."""

    unit_id: str
    name: str
    figures: Figures
    titles: tuple[TitleFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """A title in a unit and year, and what came of it; `name` is null where the caller may not know, while restricted and once erased."""

    unit_id: str
    year: int
    title: str
    kind: str
    subject_id: str
    name: str | None
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFigures:
    """Initiatives `registered`, in use by now (`applied`), `recognised` at some level, and `counting`: both."""

    registered: int
    applied: int
    recognised: int
    counting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeOutcomesItem:
    """The initiatives of an organisation and all below it."""

    organisation_id: str
    from_year: int
    to_year: int
    figures: InitiativeFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitInitiatives:
    """The initiatives of a unit with all below it."""

    unit_id: str
    name: str
    figures: InitiativeFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOutcomesAsked:
    """The tasks of a plan as they stand on a day."""

    plan_id: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOutcomesItem:
    """
    How many tasks of the plan, of those the caller may see, were `assigned`, and how they stand on the day.

    `done` in time, `done_late`, `overdue`, or `open`.
    """

    plan_id: str
    on: date
    assigned: int
    done: int
    done_late: int
    overdue: int
    open: int
