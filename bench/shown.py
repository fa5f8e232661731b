"""What docs/acceptance.md tells of the last long run: written by it, compared by a test."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.about import ROOT

RESULT = Path(__file__).parent / "soak.json"
BROKEN = Path(__file__).parent / "broken.json"
PAGE = ROOT / "docs" / "acceptance.md"
BEGIN, END = "<!-- written by make soak -->", "<!-- up to here -->"
NOT_RUN = "none is kept yet."


def block() -> str:
    """What stands between the two marks for the results that are kept now."""
    result, broken = _read(RESULT), _read(BROKEN)
    lines = [BEGIN, "Last long run: " + (_run(result) if result else NOT_RUN), ""]
    if result:
        lines += [*_faults(result["mixture"]), "", *_parts(result)]
    lines += ["Last run over code broken on purpose: " + (_breakages(broken) if broken else NOT_RUN), END]
    return "\n".join(lines)


def show() -> None:
    """Put the block into the page, in place of the one before."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    PAGE.write_text(before + block() + rest.partition(END)[2], encoding="utf-8")


def _read(file: Path) -> Mapping[str, Any]:
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _run(result: Mapping[str, Any]) -> str:
    mixed, about = result["mixture"], result["about"]
    ends, history = mixed["outcomes"], mixed["history"]
    given = sum(ends[one] for one in ("ok", "failed", "unknown"))
    holds = "PASSED" if result["passed"] else f"NOT PASSED: {'; '.join(map(_plain, result['short_of']))}"
    return (
        f"{about['date']}, commit {about['commit']}, seed {mixed['seed']}: {given} commands in "
        f"{mixed['load_seconds'] / 60:.1f} minutes ({ends['ok']} ok, {ends['failed']} failed, {ends['unknown']} unknown; "
        f"{ends['tries']} tries{_became(mixed)}), history of {history.get('commits', 0)} commits, {history.get('events', 0)} events, "
        f"{history.get('entries', 0)} entries. {holds}."
    )


def _became(mixed: Mapping[str, Any]) -> str:
    """What became of the commands; nothing of a result that is older than these counts."""
    return "".join(f"; {count} {name}" for name, count in mixed.get("became", {}).items())


def _faults(mixed: Mapping[str, Any]) -> Iterator[str]:
    yield "| Fault | Injected | Not injected | Longest, s |"
    yield "|---|---|---|---|"
    for name in sorted({*mixed["faults"], *mixed["injected"], *mixed["not_injected"]}):
        done, failed = mixed["injected"].get(name, 0), mixed["not_injected"].get(name, 0)
        yield f"| {name} | {done} | {failed} | {mixed['spans'].get(name, '–')} |"


def _parts(result: Mapping[str, Any]) -> Iterator[str]:
    for one in result["parts"]:
        told = ", ".join(f"{value} {name}" for name, value in {**one["counts"], **one["measured"]}.items())
        yield f"- {one['what']}: {'passed' if one['passed'] else 'NOT PASSED'} ({told})"
    if result["parts"]:
        yield ""


def _breakages(broken: Mapping[str, Any]) -> str:
    about, found = broken["about"], broken["breakages"]
    told = ", ".join(
        f"{name} {'found out' if one['caught'] else 'NOT FOUND OUT'}{_control(one)}"
        for name, one in found.items()
    )
    return f"{about['date']}, commit {about['commit']}: {told}."


def _control(one: Mapping[str, Any]) -> str:
    """What the same run over sound code says; nothing of a result that is older than these."""
    if "control" not in one:
        return ""
    found = "; ".join(f"{name}: {why}" for name, why in one["control"].items())
    return f" (sound code: NOT SOUND: {_plain(found)})" if found else " (sound code: nothing found)"


def _plain(text: str) -> str:
    """One line that ends nothing in a page."""
    return " ".join(text.replace("|", "/").replace("<", "‹").split())[:300]
