"""Plays the twins of a scenario's figures one after the other, and tells of each what the figure became."""

from __future__ import annotations

from shared.settings import Settings
from sovang.playing import Played, Stopped, new_run, new_secret
from sovang.scenario import WrongScenario
from sovang.screen import ANSWER_IS_NO, DONE, OUT, say, say_json
from sovang.twins import Twin, load_twins
from sovang.up import play_scenario


def play_twins(settings: Settings, name: str, figure: str | None, *, as_json: bool) -> int:
    """
    The twins of *name*, or the one of *figure*; DONE when each figure became what it must.

    One whose step is refused is told as such, and the others are played. Raises WrongScenario, Unreachable.
    """
    twins = [one for one in load_twins(name) if figure in (None, one.figure)]
    if not twins:
        raise WrongScenario(
            f"Không có bản đối chứng cho {figure}: nguồn không nêu số liệu này. / "
            f"No twin of {figure}: the source gives no such figure."
        )
    told = []
    for twin in twins:
        try:
            played = play_scenario(settings, twin.scenario, run=new_run(), secret=new_secret(), quiet=True)
        except Stopped as stop:
            told.append({"figure": twin.figure, "as_expected": False, "stopped": str(stop)})
            if not as_json:
                OUT.print(f"  ✗ {twin.figure}: {stop}", style="red", markup=False)
            continue
        told.append(_told(twin, played))
        if not as_json:
            _say(twin, played)
    passed = all(one["as_expected"] for one in told)
    if as_json:
        say_json({"scenario": name, "passed": passed, "twins": told})
    elif passed:
        say(
            f"Kết quả: {len(told)} bản đối chứng đều ra khác nguồn.", "Each twin ended otherwise, as it must."
        )
    else:
        say("Kết quả: có bản đối chứng KHÔNG ra như phải ra.", "A twin did not end as it must.")
    return DONE if passed else ANSWER_IS_NO


def _told(twin: Twin, played: Played) -> dict[str, object]:
    own, *others = played.findings
    return {
        "figure": twin.figure,
        "source": twin.source,
        "found": own.found,
        "becomes": twin.becomes,
        "stays": {one.figure.name: {"source": one.figure.equals, "found": one.found} for one in others},
        "as_expected": played.as_in_the_source,
        "invented": twin.why,
    }


def _say(twin: Twin, played: Played) -> None:
    own, *others = played.findings
    mark, style = ("✓", "green") if played.as_in_the_source else ("✗", "red")
    line = f"  {mark} {own.figure.tell.vi}: {twin.source} → {own.found}  ({twin.why})"
    OUT.print(line, style=style, markup=False)
    for one in others:
        if not one.as_in_the_source:
            OUT.print(
                f"      {one.figure.tell.vi}: {one.figure.equals} → {one.found}", style="red", markup=False
            )
