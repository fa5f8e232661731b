"""The licences of what we stand on: `python -m tools.licences` writes docs/licences.md, `--check` fails when it is stale."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "licences.md"
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
IMAGE = ROOT / "requirements-image.lock"

ALLOWED = frozenset(
    [
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-0",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
    ]
)
"""What may be imported at run time: permissive, or weak copyleft per file (MPL-2.0) of files that we do not change."""

SEPARATE = {"secantusdb": "only as a process of its own, spoken to over a socket; never imported"}
"""What may have another licence, and why."""

OLD_NAMES = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}
"""How packages say it that do not write SPDX yet; `BSD` is one of the family, which one its text says."""

IN_THEIR_FILES = {"axe-playwright-python": "MIT AND MPL-2.0"}
"""What packages say in the text of their licence alone: here its own, and that of the axe-core it carries."""

ELSEWHERE = "sys_platform == 'win32'"
OWN = "sovang (pyproject.toml)"

_ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; ([^\\\n]+?))? *\\?$")
_VIA = re.compile(r"^    #(?: via |   )(\S.*)$")


@dataclass(frozen=True, slots=True)
class Package:
    """One name of a lock file: its versions (by Python), its licence in SPDX, and who asked for it."""

    name: str
    versions: tuple[str, ...]
    licence: str
    asked_by: tuple[str, ...]

    @property
    def allowed(self) -> bool:
        """Whether the running program may import it."""
        return permitted(self.licence) or self.name in SEPARATE


def permitted(licence: str) -> bool:
    """Whether an SPDX expression of AND and OR can be fulfilled with ALLOWED."""
    return all(
        any(each.strip("() ") in ALLOWED for each in part.split(" OR ")) for part in licence.split(" AND ")
    )


def packages(lock: Path) -> list[Package]:
    """What *lock* lists for our platforms; raises PackageNotFoundError when one is not installed."""
    versions: dict[str, list[str]] = {}
    asked: dict[str, list[str]] = {}
    for name, version, askers in entries(lock.read_text(encoding="utf-8")):
        versions.setdefault(name, []).append(version)
        asked.setdefault(name, []).extend(askers)
    return [
        Package(name, tuple(found), licence_of(name), tuple(sorted(set(asked[name]))))
        for name, found in sorted(versions.items())
    ]


def entries(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Name, version and askers of each entry of a lock file."""
    current: tuple[str, str, list[str]] | None = None
    for line in text.splitlines():
        if found := _ENTRY.match(line):
            if current:
                yield current
            current = None if found[3] == ELSEWHERE else (found[1], found[2], [])
        elif (
            current and (found := _VIA.match(line)) and not found[1].startswith("-c ")
        ):  # a bound is no reason
            current[2].append(found[1])
    if current:
        yield current


def licence_of(name: str) -> str:
    """What the installed package says its licence is; raises PackageNotFoundError."""
    said = metadata(name)
    if name in IN_THEIR_FILES:
        return IN_THEIR_FILES[name]
    first_line = str(said.get("License") or "").partition("\n")[0]
    classifiers = [
        each.rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if each.startswith("License ::")
    ]
    for candidate in (said.get("License-Expression"), first_line, *classifiers):
        if candidate and candidate not in ("UNKNOWN", "OSI Approved"):
            return OLD_NAMES.get(candidate, str(candidate))
    return "unknown"


def document() -> str:
    """The text of docs/licences.md."""
    runtime = packages(RUNTIME)
    traces = in_the_image_alone()
    known = {each.name for each in (*runtime, *traces)}
    development = [each for each in packages(DEVELOPMENT) if each.name not in known]
    return "\n".join(
        [
            "# Licences",
            "",
            "Made by `make licences` from the lock files and what the installed packages say of themselves; do not edit.",
            f"The program itself is Apache-2.0. What it imports MUST be one of: {', '.join(sorted(ALLOWED))}.",
            "",
            "## Installed with the program",
            "",
            *table(runtime),
            "",
            "## In the image besides, for traces",
            "",
            "On one machine with the extra `otel` only; loaded only where a collector's address is given.",
            "",
            *table(traces),
            "",
            "## Installed for development alone",
            "",
            "Never imported by the program, not part of the image.",
            "",
            *table(development),
            "",
        ]
    )


def imported() -> list[Package]:
    """All that the running program may import, wherever it runs."""
    return [*packages(RUNTIME), *in_the_image_alone()]


def in_the_image_alone() -> list[Package]:
    """What the image has and `make run` has not."""
    known = {name for name, _, _ in entries(RUNTIME.read_text(encoding="utf-8"))}
    return [each for each in packages(IMAGE) if each.name not in known]


def table(rows: list[Package]) -> list[str]:
    """*rows* in Markdown."""
    lines = ["| Package | Version | Licence | Why it is there |", "|---|---|---|---|"]
    for each in rows:
        why = ", ".join("**ours**" if asker.startswith("sovang") else asker for asker in each.asked_by)
        note = f" ({SEPARATE[each.name]})" if each.name in SEPARATE else ""
        lines.append(f"| {each.name} | {' / '.join(each.versions)} | {each.licence}{note} | {why} |")
    return lines


def main(arguments: list[str]) -> int:
    """Write, or with `--check` only look; 1 when the document is stale or a licence is not allowed."""
    try:
        text, forbidden = document(), [each for each in imported() if not each.allowed]
    except PackageNotFoundError as missing:
        print(f"Chưa cài gói {missing}. / Not installed: {missing}.", file=sys.stderr)  # noqa: T201  # a tool's answer
        return 2
    for each in forbidden:
        print(f"{each.name}: {each.licence}", file=sys.stderr)  # noqa: T201  # a tool's answer
    if "--check" not in arguments:
        DOCUMENT.write_text(text, encoding="utf-8")
    return 1 if forbidden or DOCUMENT.read_text(encoding="utf-8") != text else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
