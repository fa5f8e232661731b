"""What was measured last of each part: its figures, and what they were taken on, in `bench/results.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.figures import Figure

RESULTS = Path(__file__).parent / "results.json"
NOT_MEASURED = {
    "proof, timeline and search at 10⁶ events": "filling a ledger of that size takes longer than all of this",
}


def keep(
    path: Path, part: str, about: Mapping[str, Any], figures: Sequence[Figure], failed: str = ""
) -> None:
    """
    Put what *part* was found to do in place of what stood there before; all other parts stay as they were.

    *about* says on what, when and by which code, so that parts measured on different days stand beside each other honestly.
    *failed* says why it ended early, where it did.
    """
    measured: dict[str, Any] = {"about": dict(about), "figures": [asdict(one) for one in figures]}
    if failed:
        measured["failed"] = failed
    content = {"not_measured": NOT_MEASURED, "parts": {**read(path), part: measured}}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read(path: Path) -> Mapping[str, Any]:
    """The parts that are kept, by name: `about`, `figures`, and `failed` where it ended early."""
    parts: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["parts"] if path.exists() else {}
    return parts


def figures(path: Path) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each figure that is kept, with what it was taken on."""
    for part in read(path).values():
        for one in part["figures"]:
            yield part["about"], one
