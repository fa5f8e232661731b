"""The table of sizes in docs/operations.md: written from the figures that are kept, compared by a test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bench.about import ROOT
from bench.figures import RESULTS

PAGE = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- sizes: written by make bench -->", "<!-- /sizes -->"
KINDS = ("memory at rest, ", "memory after ", "disk after ")
MISSING = {
    "memory after ": "| memory after 100,000 events, each process | not measured yet |",
    "disk after ": "| disk after 100,000 events, an event | not measured yet |",
}


def block(results: Path | None = None) -> str:
    """What stands between the two marks."""
    kept = json.loads((results or RESULTS).read_text(encoding="utf-8"))
    about = kept["about"]
    taken = f"`make bench` of {about['date'][:10]}, commit {about['commit'][:7]}, {about['database']}:"
    return "\n".join([BEGIN, taken, "", "| What | Size |", "|---|---|", *_rows(kept["figures"]), END])


def _rows(figures: list[dict[str, object]]) -> Iterator[str]:
    for kind in KINDS:
        found = [one for one in figures if str(one["figure"]).startswith(kind)]
        yield from (f"| {one['figure']} | {one['value']} {one['unit']} |" for one in found)
        if not found and kind in MISSING:
            yield MISSING[kind]


def show(page: Path | None = None) -> None:
    """Put the block into the page, in place of the one before."""
    path = page or PAGE
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(before + block() + after, encoding="utf-8")
