"""
Writes the sample of each event that has none yet: `python -m tests.contracts.sampling`.

A sample is the exact body of one event from a service's own course. Once written it is never changed: a changed event
gets a new version, and a sample of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from shared.codec import envelope_of
from shared.eventstore import StoredEvent
from tests.unit.awards import course as awards
from tests.unit.awards.context import MemoryContext as Awards
from tests.unit.nominations import course as nominations
from tests.unit.nominations.context import MemoryContext as Nominations

SAMPLES = Path(__file__).parent / "samples"
COURSES: Mapping[str, Callable[[], Iterable[StoredEvent]]] = {
    "nominations": lambda: nominations.everything(Nominations()).stored(),
    "awards": lambda: awards.everything(Awards()).stored(),
}


def write_missing(service: str, events: Iterable[StoredEvent], folder: Path = SAMPLES) -> list[Path]:
    """Write the first of *events* of each type and version that *folder* lacks."""
    written = []
    for event in events:
        envelope = envelope_of(event.attributes)
        path = folder / service / envelope.type / f"{envelope.schema_version}.json"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(event.body)
            written.append(path)
    return written


if __name__ == "__main__":
    for name, course in COURSES.items():
        for path in write_missing(name, course()):
            sys.stdout.write(f"{path}\n")
