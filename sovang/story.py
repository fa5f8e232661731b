"""Tells a run of a scenario as a readable story, and its end: figures against the source, and what was invented."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text as Styled

from sovang.client import Reply
from sovang.places import UnknownPlace, fill
from sovang.playing import Played
from sovang.scenario import Scenario, Step
from sovang.screen import OUT, say


def tell_step(step: Step, known: dict[str, Any], reply: Reply) -> None:
    """One line for one request; a refusal shows its reason and its citation."""
    refused = step.status >= 400
    mark = "✗" if refused else "·" if step.method == "GET" else "✓"
    line = Styled(f"  {mark} {step.name:<6} ", style="red" if refused else "green")
    line.append(_filled(step.tell.vi, known), style="default")
    if step.day:
        line.append(f"  ({_day(_filled(step.day, known))})", style="dim")
    OUT.print(line)
    if refused and isinstance(reply.body, dict):
        citation = reply.body.get("citation")
        reason = reply.body.get("detail") or reply.body.get("title", "")
        OUT.print(Styled(f"           {reason}" + (f"  [{citation}]" if citation else ""), style="red"))


def tell_end(scenario: Scenario, played: Played) -> None:
    """Figures, verdict, and the list of invented values."""
    table = Table(title="Số liệu / figures", title_justify="left", show_edge=False, pad_edge=False)
    for heading in ("", "Số liệu", "Nguồn", "Theo văn bản", "Hệ thống"):
        table.add_column(heading)
    for finding in played.findings:
        figure = finding.figure
        origin = figure.source or "giả định / invented"
        mark = "✓" if finding.as_in_the_source else "✗"
        table.add_row(mark, figure.tell.vi, origin, str(figure.equals), str(finding.found))
    OUT.print(table)
    tell_verdict(played)
    OUT.print("Giả định (không có trong văn bản) / invented:", style="dim")
    for name, why in scenario.invented():
        OUT.print(f"  {name}: {why}", style="dim", markup=False)


def tell_verdict(played: Played) -> None:
    """The sentence a run ends in."""
    if played.as_in_the_source:
        say("Kết quả: đúng như trong văn bản nguồn.", "Result: as in the source.")
    else:
        say("Kết quả: KHÔNG đúng như trong văn bản nguồn.", "Result: not as in the source.")


def _filled(sentence: str, known: dict[str, Any]) -> str:
    try:
        return str(fill(sentence, known))
    except UnknownPlace:
        return sentence


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{int(day)}/{int(month)}/{year}"
