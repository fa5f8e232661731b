"""Five hundred commands through the edge, and what must be true of those that were acknowledged."""

from __future__ import annotations

from collections import Counter

from tests.builders import bodies
from tests.builders.office import department
from tests.compose.door import URL, Door
from tests.compose.stack import Stack
from tests.support.records import commits, require_sound, settle
from tests.support.writers import Command, Record, Writers

COMMANDS = 500
CLIENTS = 8
DONE_SECONDS = 120.0


def start(door: Door, word: str, count: int = COMMANDS) -> Writers:
    """Clients that create *count* cases in two services, as fast as they are answered."""
    person = door.person()
    ground = department(person, units=0, name=word)

    def command(number: int) -> Command:
        key = f"{word}.{number}"
        if number % 4:
            path, body = "/api/nominations/organisations", bodies.organisation(key, ground.id)
            return Command(key=key, service="nominations", path=path, body=body)
        body = bodies.council(ground.id, ["an", "binh"], name=key)
        return Command(key=key, service="awards", path="/api/awards/councils", body=body)

    writers = Writers(person, lambda *_: URL, [command(number) for number in range(count)], CLIENTS)
    writers.start()
    return writers


def require_recorded_once(stack: Stack, records: list[Record]) -> int:
    """Each command was accepted, is one commit, and its event is in the ledger exactly once; how many entries there are."""
    settle(stack)
    recorded = require_sound(stack)
    kept = Counter((commit.key, commit.stream, commit.last) for commit in commits(stack))
    in_ledger = Counter((entry.event["subject"], entry.event["streamversion"]) for entry in recorded)
    for record in records:
        assert record.status == 201, record
        stream, version = record.answer["stream"], record.answer["version"]
        assert kept[record.command.key, stream, version] == 1, record
        assert in_ledger[stream, version] == 1, record
    return len(recorded)
