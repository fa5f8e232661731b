"""Each import contract is seen to refuse what it forbids."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VIOLATIONS = {
    "pure": ("services/awards/domain/__init__.py", "import pymongo"),
    "layers": ("services/awards/domain/__init__.py", "import services.awards.application"),
    "independent": ("services/awards/adapters/__init__.py", "import services.nominations.domain"),
    "inward": ("shared/ids.py", "import services.notifications"),
    "box": ("services/notifications/application/__init__.py", "import sovang"),
    "edge": ("services/notifications/adapters/__init__.py", "import nameko"),
    "edge-users": ("shared/feed.py", "import shared.edge.health"),
    "entrypoints": ("services/nominations/application/__init__.py", "import services.nominations.service"),
    "pages": ("services/audit/application/__init__.py", "import shared.portal"),
    "pages-at-the-desk": ("services/nominations/portal/__init__.py", "import shared.eventstore"),
    "broker": ("shared/feed.py", "import kombu"),
    "verifier": ("services/audit/verify.py", "import services.audit.application"),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the sources in which every contract is broken once."""
    copy = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for package in ("shared", "services", "sovang"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    for file, line in VIOLATIONS.values():
        with (copy / file).open("a") as source:
            source.write(f"\n{line}\n")
    return copy


def contracts():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {one["id"]: one["name"] for one in settings["tool"]["importlinter"]["contracts"]}


def test_every_contract_has_its_violation():
    assert contracts().keys() == VIOLATIONS.keys()


def test_every_contract_refuses_its_violation(tree):
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [lint, "--no-logo", "--no-cache"], cwd=tree, capture_output=True, text=True, check=False
    )
    for name in contracts().values():
        assert f"{name} BROKEN" in run.stdout, run.stdout
    assert run.returncode == 1
