"""How the steps of a road-map (lộ trình bồi dưỡng) stand on a day: each is done by what was first done for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from services.nominations.domain.task import Standing, standing

Steps = Iterable[tuple[str, date]]
"""The steps of the road-map that counts, by name, each with its last day in time."""


def first_done(activities: Iterable[tuple[str | None, date]]) -> Mapping[str, date]:
    """The first day on which something was done for each step; what was done for none is left out."""
    found: dict[str, date] = {}
    for step, held_on in activities:
        if step is not None:
            found[step] = min(held_on, found.get(step, held_on))
    return found


def standings(steps: Steps, done: Mapping[str, date], on: date) -> Mapping[str, Standing]:
    """Each step by name: `open`, `overdue`, `done` or `done_late` on the day *on*, as tasks are."""
    return {step: standing(due_on, done.get(step), on) for step, due_on in steps}


def overdue(steps: Steps, done: Mapping[str, date], on: date) -> tuple[str, ...]:
    """The steps that are overdue on the day *on*, in their order."""
    return tuple(step for step, stands in standings(steps, done, on).items() if stands == "overdue")


def may_be_overdue(steps: Steps, done: Mapping[str, date]) -> bool:
    """Whether a step is overdue on some day: nothing was done for it by its last day."""
    return any(step not in done or done[step] > due_on for step, due_on in steps)
