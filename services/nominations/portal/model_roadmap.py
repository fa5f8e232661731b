"""The road-map of a model (lộ trình bồi dưỡng) as a form: one row a step, beginning with what stands; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from shared.portal.acts import Act, Entry
from shared.texts import Text

LEAST_STEPS: Final = 4
SPARE_STEPS: Final = 2


def steps_of(model: Mapping[str, Any]) -> Sequence[tuple[str, str | Text]]:
    """The steps that stand, to choose one of."""
    return [
        (one["step"], Text(said, said))
        for one in model["roadmap"]
        for said in [f"{one['step']}: {one['content']}" if one["content"] else one["step"]]
    ]


def step_codes(model: Mapping[str, Any]) -> Sequence[str]:
    """What the steps of the form are called: those that stand keep their names, which records of nurturing speak of."""
    codes = [one["step"] for one in model["roadmap"]]
    wanted, number = max(LEAST_STEPS, len(codes) + SPARE_STEPS), 1
    while len(codes) < wanted:
        if f"b{number}" not in codes:
            codes.append(f"b{number}")
        number += 1
    return codes


def roadmap(model: Mapping[str, Any]) -> Act:
    """Set it, or another one in its place."""
    codes = step_codes(model)
    entries = [
        entry
        for at, code in enumerate(codes)
        for entry in (
            Entry(
                name=f"steps.{at}.due_on",
                word=Text(f"Bước {code}: hạn", f"Step {code}: due on"),
                kind="date",
                required=at == 0,
            ),
            Entry(
                name=f"steps.{at}.content",
                word=Text(f"Bước {code}: nội dung", f"Step {code}: content"),
                required=at == 0,
            ),
        )
    ]
    fixed = {f"steps.{at}.step": code for at, code in enumerate(codes)}
    return Act(command="set-roadmap", entries=entries, fixed=fixed, done="done_roadmap")


def standing_steps(model: Mapping[str, Any]) -> Mapping[str, str]:
    """What the form of the road-map begins with: the steps that stand."""
    return {
        f"steps.{at}.{name}": one[name] or ""
        for at, one in enumerate(model["roadmap"])
        for name in ("due_on", "content")
    }
