"""The table of sizes in docs/operations.md: written from the figures that are kept, compared by a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.about import ROOT
from bench.kept import RESULTS, figures

PAGE = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- sizes: written by make bench -->", "<!-- /sizes -->"
KINDS = ("memory at rest, ", "memory after ", "disk after ")
MISSING = {
    "memory after ": "| memory after 100,000 events, each process | not measured yet | |",
    "disk after ": "| disk after 100,000 events, an event | not measured yet | |",
}


def block(results: Path | None = None) -> str:
    """What stands between the two marks."""
    kept = list(figures(results or RESULTS))
    return "\n".join([BEGIN, "| What (`make bench`) | Size | Measured |", "|---|---|---|", *_rows(kept), END])


def _rows(kept: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Iterator[str]:
    for kind in KINDS:
        found = [(about, one) for about, one in kept if str(one["figure"]).startswith(kind)]
        for about, one in found:
            taken = f"{about['date'][:10]}, commit {about['commit'][:7]}, {about['database']}"
            yield f"| {one['figure']} | {one['value']} {one['unit']} | {taken} |"
        if not found and kind in MISSING:
            yield MISSING[kind]


def show(page: Path | None = None) -> None:
    """Put the block into the page, in place of the one before."""
    path = page or PAGE
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(before + block() + after, encoding="utf-8")
