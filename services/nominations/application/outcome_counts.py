"""What was registered against what came of it, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from services.nominations.application import outcome_answers as answers
from services.nominations.domain.outcomes import Claim, Outcome, Striven
from services.nominations.domain.title_codes import Title
from shared.lineage_rows import AT_ONCE
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass


def title_figures(found: Iterable[Striven]) -> tuple[answers.TitleFigures, ...]:
    """The figures of each title of which something is *found*, in the order of the law."""
    outcomes: dict[Claim, Outcome] = {}
    for one in found:
        outcomes.setdefault(one.claim, one.outcome)
    counted = Counter((claim.title, outcome) for claim, outcome in outcomes.items())
    return tuple(
        answers.TitleFigures(title=title, figures=figures)
        for title in get_args(Title)
        if (figures := _figures({each: counted[title, each] for each in get_args(Outcome)})) != _figures({})
    )


def summed(titles: Iterable[answers.TitleFigures]) -> answers.Figures:
    """The figures of all titles together."""
    counted: Counter[str] = Counter()
    for one in titles:
        counted.update({each: getattr(one.figures, each) for each in get_args(Outcome)})
    return _figures(counted)


def _figures(counted: Mapping[str, int]) -> answers.Figures:
    achieved, not_achieved, unclear, unregistered = (counted.get(each, 0) for each in get_args(Outcome))
    return answers.Figures(
        registered=achieved + not_achieved + unclear,
        achieved=achieved,
        not_achieved=not_achieved,
        unclear=unclear,
        unregistered=unregistered,
    )


@dataclass(frozen=True, slots=True)
class InitiativeCounts:
    """Counts initiatives."""

    view: ViewReader

    def of(self, units: Iterable[str], years: range) -> Iterator[tuple[str, Json]]:
        """Each initiative of *units* and *years*, with its unit."""
        names = sorted(units)
        for start in range(0, len(names), AT_ONCE):
            some = {"$in": names[start : start + AT_ONCE]}
            for row in self.view.every({"scopes": some, "year": {"$in": list(years)}}):
                yield row["unit_id"], row


def initiative_figures(rows: Iterable[Json]) -> answers.InitiativeFigures:
    """The figures of *rows*; only what is applied *and* recognised counts: Luật 06/2022/QH15, Điều 3 khoản 4."""
    registered = applied = recognised = counting = 0
    for row in rows:
        in_use, known = row["applied_since"] is not None, bool(row["recognised"])
        registered += 1
        applied += in_use
        recognised += known
        counting += in_use and known
    return answers.InitiativeFigures(
        registered=registered, applied=applied, recognised=recognised, counting=counting
    )
