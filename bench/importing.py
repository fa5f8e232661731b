"""What an import of 5,000 rows takes, through the public API of a whole system: the check, and until every row is done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import requests

from bench.figures import Figure, at_most, shown
from sovang.client import Client
from tests.builders.office import EVERYTHING
from tests.builders.sheets import many
from tests.support.ports import free_port
from tests.support.system import System, running
from tests.support.waiting import until

IMPORTS = "/api/nominations/imports"
ROWS = 5000
PATIENCE_SECONDS = 300.0


def measure(folder: Path) -> Iterator[Figure]:
    """Seconds on an embedded system of its own."""
    with running(System(folder, free_port())) as system:
        person = system.open_account("nhap", EVERYTHING)
        content = many(ROWS)
        started = time.monotonic()
        checked = _sent(system, person, f"{IMPORTS}/check", content)
        assert checked["sound"], checked
        yield shown("import of 5,000 rows: check alone", time.monotonic() - started, "s")
        started = time.monotonic()
        taken = _sent(system, person, IMPORTS, content)

        def completed() -> bool:
            item = person.get(f"{IMPORTS}/{taken['import_id']}").body
            return bool(item["state"] == "completed" and item["registered"] == ROWS)

        until(completed, PATIENCE_SECONDS, "the import is completed")
        yield at_most("import of 5,000 rows: until all are done", time.monotonic() - started, "s", 60)


def _sent(system: System, person: Client, path: str, content: bytes) -> dict[str, object]:
    answer = requests.post(
        system.url_of("nominations") + path,
        data=content,
        headers={"Authorization": f"Bearer {person._bearer()}"},  # noqa: SLF001  # a file larger than the client's patience
        timeout=PATIENCE_SECONDS,
    )
    answer.raise_for_status()
    found: dict[str, object] = answer.json()
    return found
