"""The parts of the long run that are tests: called with many examples, many commands, long spans."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import hypothesis

import tests.conftest  # noqa: F401  # knows the profiles
from bench.about import ROOT
from sovang.screen import say

PROFILE = "soak"
KILLS_RUNS = 3
KILLS_COMMANDS = 2000
KILLS = "tests/e2e/test_kills.py"
RECORDING = ("-o", "junit_family=xunit1")  # the newer one has no place for what a test records
OUTAGE_SECONDS = 60
OUTAGE = "tests/e2e/test_broker_outage.py"


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
    """How a part ended; `measured` is what its tests recorded."""

    what: str
    seeds: Sequence[int]
    counts: Mapping[str, int]
    tests: int
    failed: Sequence[str]
    measured: Mapping[str, str]
    seconds: int
    passed: bool


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


def outage() -> Part:
    """The broker away under load; what is measured says how long catching up took."""
    return Part(
        what="broker away",
        seeds=[],
        counts={"seconds": OUTAGE_SECONDS},
        arguments=[OUTAGE],
        variables={"OUTAGE_SECONDS": str(OUTAGE_SECONDS)},
    )


def run(part: Part) -> Outcome:
    """Call pytest and read what it reports."""
    say(f"Chạy dài: {part.what}, hạt giống {part.seeds} …", f"The long run of {part.what} with these seeds")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sovang-soak-") as folder:
        report = Path(folder) / "report.xml"
        ended = subprocess.run(  # noqa: S603  # our own command line
            [sys.executable, "-m", "pytest", f"--junitxml={report}", *RECORDING, *part.arguments],
            cwd=ROOT,
            env={**os.environ, **part.variables},  # noqa: TID251  # a child's environment, not a setting
            check=False,
        )
        tests, failed, measured = told_in(report)
    return Outcome(
        what=part.what,
        seeds=part.seeds,
        counts=part.counts,
        tests=tests,
        failed=failed,
        measured=measured,
        seconds=round(time.monotonic() - started),
        passed=ended.returncode == 0 and tests > 0,
    )


def told_in(report: Path) -> tuple[int, list[str], dict[str, str]]:
    """How many tests ran, the names of those that failed, and what they recorded; nothing without a *report*."""
    if not report.exists():
        return 0, [], {}
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314  # what pytest has just written
    failed = [
        f"{case.get('classname')}.{case.get('name')}"
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    ]
    measured = {
        str(one.get("name")): str(one.get("value")) for case in cases for one in case.iter("property")
    }
    return len(cases), failed, measured
