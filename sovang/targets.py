"""Tells a Prometheus on this machine where a process that has no port of its own in the settings can be asked."""

from __future__ import annotations

import json
from pathlib import Path

from sovang.supervisor import run_folder


def tell_target(home: Path, part: str, address: str) -> Path:
    """Write `run/targets/<part>.json`, one target in the form of `file_sd_configs`, replaced as a whole; gives the file."""
    folder = run_folder(home) / "targets"
    folder.mkdir(exist_ok=True)
    file, fresh = folder / f"{part}.json", folder / f"{part}.new"
    fresh.write_text(json.dumps([{"targets": [address], "labels": {"part": part}}]) + "\n", encoding="utf-8")
    fresh.replace(file)
    return file
