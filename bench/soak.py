"""
`make soak`: clients under a seeded mixture of all faults, property tests with many examples, kills in longer runs.

And the broker away for a minute. The result goes into `bench/soak.json`, part by part as they end. `make soak SEED=…
MINUTES=… COMMANDS=…` runs the mixture alone, as long as asked, and `make soak BREAK=name` (or `BREAK=all`) over code that
is broken on purpose: then the answer is yes when it is found and the same run over sound code finds nothing, and `BREAK=all`
is kept in `bench/broken.json`.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.about import ROOT, commit, machine
from bench.mixture import breakages, mixture
from bench.parts import Outcome, kills, outage, properties, run
from bench.shown import BROKEN, RESULT, show
from bench.verdict import COMMANDS, MINUTES, shortfalls
from sovang.screen import ANSWER_IS_NO, DONE, say_json

# what is shorter than promised is no evidence
SHORT_RESULT, SHORT_BROKEN = ROOT / "build" / "soak.json", ROOT / "build" / "broken.json"
PARTS = (outage, properties, kills)


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for, show and keep what came of it; 0 when everything held."""
    asked = _asked(arguments)
    started = about()
    if asked.broken:
        return _broken(asked.broken, started)
    full = not asked.short
    mixed = mixture(seed=asked.seed, minutes=asked.minutes, commands=asked.commands, full=full)
    outcomes: list[Outcome] = []
    result = _kept(started, mixed, outcomes, full=full)
    for part in PARTS if full else ():
        outcomes.append(run(part()))
        result = _kept(started, mixed, outcomes, full=full)
    say_json(result)
    return DONE if result["passed"] else ANSWER_IS_NO


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make soak")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--commands", type=int)
    parser.add_argument("--broken", default="")
    asked = parser.parse_args(arguments)
    asked.short = asked.minutes is not None or asked.commands is not None
    asked.minutes = MINUTES if asked.minutes is None else asked.minutes
    asked.commands = COMMANDS if asked.commands is None else asked.commands
    return asked


def _kept(
    started: Mapping[str, object], mixed: Mapping[str, Any], outcomes: Sequence[Outcome], *, full: bool
) -> Mapping[str, Any]:
    """The result as far as it has come, written down: what comes next may go wrong."""
    short = shortfalls(mixed, full=full)
    short += [f"{one.what}: {', '.join(one.failed) or 'did not run'}" for one in outcomes if not one.passed]
    missing = len(PARTS) - len(outcomes) if full else 0
    short += [f"{missing} parts have not ended"] if missing else []
    result = {
        "about": started,
        "passed": not short,
        "short_of": short,
        "mixture": mixed,
        "parts": [asdict(one) for one in outcomes],
    }
    _write(RESULT if full else SHORT_RESULT, result, shown=full)
    return result


def _broken(name: str, started: Mapping[str, object]) -> int:
    """Run over broken code; 0 when every breakage was caught, and nothing was found where nothing was broken."""
    caught = breakages(name)
    passed = bool(caught) and all(one["caught"] and not one["control"] for one in caught.values())
    everything = name == "all"
    result = {"about": started, "passed": passed, "breakages": caught}
    _write(BROKEN if everything else SHORT_BROKEN, result, shown=everything)
    say_json(result)
    return DONE if passed else ANSWER_IS_NO


def _write(file: Path, result: Mapping[str, Any], *, shown: bool) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if shown:
        show()


def about() -> Mapping[str, object]:
    """Program, machine and date."""
    return {"commit": commit(), **machine()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
