"""One measured figure beside its reference and its goal; the table they are shown in."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

Run = Callable[[], tuple[int, float]]
"""Does something many times; says how often, and in how many seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`ratio` is value / reference_value; `met` says whether the goal holds. What has no reference has no ratio."""

    figure: str
    value: float
    unit: str
    reference: str | None
    reference_value: float | None
    ratio: float | None
    goal: str
    met: bool


def against(
    figure: str, value: float, unit: str, reference: str, reference_value: float, at_least: float
) -> Figure:
    """A figure whose ratio to its reference must be at least *at_least*."""
    ratio = value / reference_value
    return Figure(
        figure=figure,
        value=round(value, 1),
        unit=unit,
        reference=reference,
        reference_value=round(reference_value, 1),
        ratio=round(ratio, 2),
        goal=f"≥ {at_least} ×",
        met=ratio >= at_least,
    )


def at_most(figure: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that must not be above *limit*."""
    return Figure(
        figure=figure,
        value=round(value, 1),
        unit=unit,
        reference=None,
        reference_value=None,
        ratio=None,
        goal=f"≤ {limit:g} {unit}",
        met=value <= limit,
    )


def shown(figure: str, value: float, unit: str) -> Figure:
    """A figure without a goal of its own."""
    return Figure(
        figure=figure,
        value=round(value, 1),
        unit=unit,
        reference=None,
        reference_value=None,
        ratio=None,
        goal="–",
        met=True,
    )


def median_rate(run: Run, times: int = 3) -> float:
    """Things per second: the median over *times* runs."""
    return statistics.median(count / seconds for count, seconds in [run() for _ in range(times)])


def rates_beside(reference: Run, own: Run, times: int = 3) -> tuple[float, float]:
    """The same of two, run in turns, so that what else the machine does meets both."""
    runs = [(reference(), own()) for _ in range(times)]
    first, second = zip(*runs, strict=True)
    return median_rate(iter(first).__next__, times), median_rate(iter(second).__next__, times)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which *share* of *values* lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def show(figures: Sequence[Figure]) -> None:
    """Print the table."""
    table = Table(title="Sổ Vàng: tốc độ / speed", title_justify="left")
    for heading in ("figure", "value", "reference", "ratio", "goal", "met"):
        table.add_column(heading)
    for one in figures:
        table.add_row(
            one.figure,
            f"{one.value:,.1f} {one.unit}",
            "" if one.reference_value is None else f"{one.reference_value:,.1f} ({one.reference})",
            "" if one.ratio is None else f"{one.ratio:.2f}",
            one.goal,
            "yes" if one.met else "NO",
        )
    Console().print(table)
