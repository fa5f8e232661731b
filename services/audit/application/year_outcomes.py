"""What was registered in a year, in an organisation and all below it, against what came of it (đăng ký và kết quả)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from services.audit.application.striving import FLAG_ON_RECORD, held_in, home_in
from services.audit.application.year_figures import place_of
from shared.messages import Json
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlesCount:
    """
    Titles: `registered` and not taken back; of these `achieved` are on record, `not_achieved` are not (yet).

    `unclear` are flags of whoever has one of the year that nothing tells the level of; `unregistered` are on record and
    nobody registered them. A title registered in two units counts once.
    """

    registered: int
    achieved: int
    not_achieved: int
    unclear: int
    unregistered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativesCount:
    """Initiatives `registered`, in use (`applied`), `recognised`, and `counting`: both (Luật 06/2022/QH15, Điều 3 khoản 4)."""

    registered: int
    applied: int
    recognised: int
    counting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksCount:
    """Tasks `assigned` on a day of the year; those `completed` by now, and those still `open`."""

    assigned: int
    completed: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementsCount:
    """Movements of one sort: `launched`, those `merged` into another as a spelling of it, and those that are `standing`."""

    launched: int
    merged: int
    standing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOutcomes:
    """
    A year of an organisation with all below it now.

    Found from the first `entries` entries of the ledger. `titles` of all codes together, `by_title` each; titles and initiatives are
    of the year they are registered for, tasks and `movements` (by sort) of the one they were given or launched in.
    """

    organisation_id: str
    year: int
    entries: int
    titles: TitlesCount
    by_title: Mapping[str, TitlesCount]
    initiatives: InitiativesCount
    tasks: TasksCount
    movements: Mapping[str, MovementsCount]


def year_outcomes(
    organisation_id: str, year: int, entries: int, below: Collection[str], strivings: Iterable[Json]
) -> YearOutcomes:
    """What *strivings*, in any order, come to in *below*: the organisation and all that belong to it."""
    titles: dict[str, Counter[str]] = {}
    initiatives: Counter[str] = Counter()
    tasks: Counter[str] = Counter()
    movements: dict[str, Counter[str]] = {}
    places = {place_of(one, year) for one in below}
    for striving in strivings:
        if striving["kind"] == "initiative":
            initiatives.update(_initiative(striving, places))
        elif striving["kind"] == "task":
            tasks.update(_task(striving, places))
        elif striving["kind"] == "movement":
            movements.setdefault(str(striving["sort"]), Counter()).update(_movement(striving, places))
        else:
            for title, outcome in _titles(striving, year, below):
                titles.setdefault(title, Counter())[outcome] += 1
    return YearOutcomes(
        organisation_id=organisation_id,
        year=year,
        entries=entries,
        titles=_titles_count(sum(titles.values(), Counter())),
        by_title={title: _titles_count(found) for title, found in sorted(titles.items())},
        initiatives=InitiativesCount(
            **{name: initiatives[name] for name in ("registered", "applied", "recognised", "counting")}
        ),
        tasks=TasksCount(
            assigned=tasks["assigned"],
            completed=tasks["completed"],
            open=tasks["assigned"] - tasks["completed"],
        ),
        movements={sort: _movements_count(found) for sort, found in sorted(movements.items()) if found},
    )


def _titles(striving: Json, year: int, below: Collection[str]) -> Iterator[tuple[str, str]]:
    claims = [(unit_id, title) for unit_id, of_year, title in striving["registered"] if of_year == year]
    held = {*held_in(striving, year)}
    for title in {title for unit_id, title in claims if unit_id in below}:
        unclear = FLAG_ON_RECORD in held and title.startswith(FLAG_ON_RECORD)
        yield title, "achieved" if title in held else "unclear" if unclear else "not_achieved"
    if home_in(striving, year) in below:
        anywhere = {title for _, title in claims}
        yield from ((title, "unregistered") for title in held - anywhere - {FLAG_ON_RECORD})


def _initiative(striving: Json, places: Collection[str]) -> Iterator[str]:
    if any(one in places for one in striving["of"]):
        yield "registered"
        if striving["applied"]:
            yield "applied"
        if striving["recognised"]:
            yield "recognised"
        if striving["applied"] and striving["recognised"]:
            yield "counting"


def _task(striving: Json, places: Collection[str]) -> Iterator[str]:
    if any(one in places for one in striving["of"]):
        yield "assigned"
        if striving["completed"]:
            yield "completed"


def _movement(striving: Json, places: Collection[str]) -> Iterator[str]:
    if any(one in places for one in striving["of"]):
        yield "launched"
        if striving["merged"]:
            yield "merged"


def _movements_count(found: Counter[str]) -> MovementsCount:
    launched, merged = found["launched"], found["merged"]
    return MovementsCount(launched=launched, merged=merged, standing=launched - merged)


def _titles_count(found: Counter[str]) -> TitlesCount:
    return TitlesCount(
        registered=found["achieved"] + found["not_achieved"] + found["unclear"],
        achieved=found["achieved"],
        not_achieved=found["not_achieved"],
        unclear=found["unclear"],
        unregistered=found["unregistered"],
    )
