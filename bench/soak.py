"""`make soak`: property tests with many examples and fresh seeds, kills in longer runs; the result into `bench/soak.json`."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import hypothesis

import tests.conftest  # noqa: F401  # knows the profiles
from bench.about import ROOT, commit, machine
from sovang.screen import ANSWER_IS_NO, DONE, say, say_json

RESULT = Path(__file__).parent / "soak.json"
PROFILE = "soak"
KILLS_RUNS = 3
KILLS_COMMANDS = 2000
KILLS = "tests/e2e/test_kills.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One call of pytest; *variables* and *arguments* make it long."""

    what: str
    seeds: Sequence[int]
    counts: Mapping[str, int]
    arguments: Sequence[str]
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a part ended."""

    what: str
    seeds: Sequence[int]
    counts: Mapping[str, int]
    tests: int
    failed: Sequence[str]
    seconds: int
    passed: bool


def main() -> int:
    """Run all parts, show and keep what came of them; 0 when everything held."""
    started = about()
    outcomes = [_run(part) for part in (properties(), kills())]
    passed = all(one.passed for one in outcomes)
    result = {"about": started, "passed": passed, "parts": [asdict(one) for one in outcomes]}
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    say_json(result)
    return DONE if passed else ANSWER_IS_NO


def about() -> Mapping[str, object]:
    """Program, machine and date."""
    return {"commit": commit(), **machine()}


def properties() -> Part:
    """Every pure property test; those that state their own number of examples keep it."""
    seed = secrets.randbelow(2**32)
    paths = sorted(
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests" / "unit").rglob("test_*.py")
        if "@given" in path.read_text(encoding="utf-8")
    )
    return Part(
        what="property tests",
        seeds=[seed],
        counts={"files": len(paths), "examples": hypothesis.settings.get_profile(PROFILE).max_examples},
        arguments=[f"--hypothesis-profile={PROFILE}", f"--hypothesis-seed={seed}", *paths],
    )


def kills() -> Part:
    """Every kind of process killed in turn while clients write, embedded and with RabbitMQ."""
    seeds = [secrets.randbelow(2**32) for _ in range(KILLS_RUNS)]
    return Part(
        what="kills",
        seeds=seeds,
        counts={"runs": KILLS_RUNS, "commands": KILLS_COMMANDS},
        arguments=[KILLS],
        variables={"KILLS_SEEDS": " ".join(map(str, seeds)), "KILLS_COMMANDS": str(KILLS_COMMANDS)},
    )


def _run(part: Part) -> Outcome:
    say(f"Chạy dài: {part.what}, hạt giống {part.seeds} …", f"The long run of {part.what} with these seeds")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sovang-soak-") as folder:
        report = Path(folder) / "report.xml"
        ended = subprocess.run(  # noqa: S603  # our own command line
            [sys.executable, "-m", "pytest", f"--junitxml={report}", *part.arguments],
            cwd=ROOT,
            env={**os.environ, **part.variables},  # noqa: TID251  # a child's environment, not a setting
            check=False,
        )
        tests, failed = _told(report)
    return Outcome(
        what=part.what,
        seeds=part.seeds,
        counts=part.counts,
        tests=tests,
        failed=failed,
        seconds=round(time.monotonic() - started),
        passed=ended.returncode == 0 and tests > 0,
    )


def _told(report: Path) -> tuple[int, list[str]]:
    """How many tests ran, and the names of those that failed."""
    if not report.exists():
        return 0, []
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314  # what pytest has just written
    failed = [
        f"{case.get('classname')}.{case.get('name')}"
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    ]
    return len(cases), failed


if __name__ == "__main__":
    sys.exit(main())
