"""On what it was measured: without this a figure says nothing."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from shared.broker.wire import connect
from shared.clock import system_clock, timestamp
from sovang.database import OPTIONS

ROOT = Path(__file__).resolve().parents[1]
CPU_LIST = Path("/proc/cpuinfo")
EMBEDDED_FSYNC = "each commit (--sync-on-commit)"
FOREIGN_FSYNC = "as that server is set; every write is w=majority, j=true"


def about(mongo: MongoClient[dict[str, Any]], amqp_uri: str, *, embedded: bool) -> dict[str, Any]:
    """Servers, machine, program and date."""
    return {
        **machine(),
        "commit": commit(),
        "database": _database(mongo),
        "fsync": _fsync(embedded=embedded),
        "broker": _broker(amqp_uri),
    }


def machine() -> dict[str, Any]:
    """Now and here."""
    return {
        "date": timestamp(system_clock()),
        "python": platform.python_version(),
        "cpu": _cpu(),
        "cpus": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "system": platform.platform(),
    }


def commit() -> str:
    """The commit of this working tree, marked when it was changed since."""
    return _git("rev-parse", "--short=12", "HEAD") + ("+changed" if _git("status", "--porcelain") else "")


def _git(*arguments: str) -> str:
    asked = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    return asked.stdout.strip()


def _database(mongo: MongoClient[dict[str, Any]]) -> str:
    told = mongo.server_info()
    if own := told.get("secantusVersion"):
        return f"SecantusDB {own}, as MongoDB {told['version']}"
    return f"MongoDB {told['version']}"


def _broker(amqp_uri: str) -> str:
    with closing(connect(amqp_uri)) as connection:
        told: Mapping[str, str] = connection.server_properties
        return f"{told['product']} {told['version']}"


def _fsync(*, embedded: bool) -> str:
    return EMBEDDED_FSYNC if embedded and "--sync-on-commit" in OPTIONS else FOREIGN_FSYNC


def _cpu() -> str:
    if not CPU_LIST.exists():
        return platform.processor()
    lines = CPU_LIST.read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")
