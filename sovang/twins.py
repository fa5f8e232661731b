"""
Twins figure by figure: the same case in which the inputs of one figure are others, so that this figure must end otherwise.

A file of them says what each changes, what the figure then *becomes*, which other figures *stay* as in the source, and the
steps that are played: those the figure rests on and no others, so that all of a case take seconds. Unlike them, `s000-twin`
and its like are scenarios of their own, played whole, that must end "not as in the source".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from shared.values import dataclass
from sovang.scenario import FOLDER, Scenario, WrongScenario, changed, read, require_known, whole

PLACE = FOLDER / "twins"
_NEEDED = {"figure", "becomes", "only", "invented"}
_POSSIBLE = _NEEDED | {"stays", "known", "change"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """
    One twin of the scenario *of*.

    `scenario` expects of `figure` what it *becomes*, and of those that stay what the source says: as it says so, the twin
    ended as it must. `source` is what the source says of `figure`.
    """

    of: str
    figure: str
    source: Any
    becomes: Any
    why: str
    scenario: Scenario


def load_twins(name: str) -> Sequence[Twin]:
    """The twins of the scenario *name*, one per figure that names a source; raises WrongScenario."""
    file = PLACE / f"{name}.yaml"
    if not file.is_file():
        names = ", ".join(sorted(path.stem for path in PLACE.glob("*.yaml")))
        raise WrongScenario(
            f"Không có bản đối chứng của {name}; có: {names}. / No twins of {name}; there are: {names}."
        )
    raw = read(file)
    if not isinstance(raw, dict) or not isinstance(raw.get("twins"), list):
        raise WrongScenario(f"twins/{name}: cần danh sách twins / needs the list twins")
    original = read(FOLDER / f"{name}.yaml")
    return [_twin(name, original, one) for one in raw["twins"]]


def _twin(name: str, original: Mapping[str, Any], raw: Mapping[str, Any]) -> Twin:
    where = f"twins/{name}, {raw.get('figure', '?')}"
    require_known(raw, _POSSIBLE, where)
    if lacking := sorted(_NEEDED - raw.keys()):
        raise WrongScenario(f"{where}: thiếu trường / missing field {lacking[0]!r}")
    changes, known = raw.get("change", []), raw.get("known", {})
    _require_change(original, changes, known, raw["only"], where)
    twin = changed(original, changes, known, where)
    steps = [step for step in twin["steps"] if _played(step["step"], raw["only"])]
    played = whole({**twin, "steps": steps, "cases": {}}, where)
    figures = {figure.name: figure for figure in played.expected}
    names = [raw["figure"], *raw.get("stays", [])]
    if not figures.keys() >= set(names):
        raise WrongScenario(
            f"{where}: không có số liệu / no such figure {sorted(set(names) - figures.keys())}"
        )
    own = figures[raw["figure"]]
    if own.equals == raw["becomes"]:
        raise WrongScenario(f"{where}: vẫn như nguồn / still as in the source")
    expected = (replace(own, equals=raw["becomes"]), *(figures[one] for one in names[1:]))
    return Twin(
        of=name,
        figure=own.name,
        source=own.equals,
        becomes=raw["becomes"],
        why=str(raw["invented"]),
        scenario=replace(played, id=f"{name}-twin-{own.name}", expected=expected, twin_of=name),
    )


def _require_change(
    original: Mapping[str, Any],
    changes: Sequence[Mapping[str, Any]],
    known: Mapping[str, Any],
    only: Sequence[str],
    where: str,
) -> None:
    """Raises WrongScenario where nothing is changed that is played, or a place is named that the case does not have."""
    names = {step["step"] for step in original["steps"]}
    sections = {name.partition(".")[0] for name in names}
    for one in only:
        if one not in names | sections:
            raise WrongScenario(f"{where}: không có bước / no step {one!r}")
    for change in changes:
        if not _played(str(change.get("step")), only):
            raise WrongScenario(f"{where}: không chơi bước / the step is not played: {change.get('step')!r}")
    if not changes and not known.keys() & original.get("known", {}).keys():
        raise WrongScenario(f"{where}: không đổi gì / nothing is changed")


def _played(step: str, only: Sequence[str]) -> bool:
    """Whether *step* (`3.10`) is one of *only*, which are steps, or sections (`3`)."""
    return step in only or step.partition(".")[0] in only
