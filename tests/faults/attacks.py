"""The invariants that need the running system: an erased person is unreadable everywhere, what is unknown is told as that."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from shared.asking import LONGEST_PAGE
from shared.keyring import MASTER, Keyring
from shared.platform import open_platform
from shared.vault import CACHED_SECONDS, Vault
from sovang.client import Client
from tests.faults.found import Found
from tests.faults.ground import Ground
from tests.faults.newer import CaseShelved
from tests.faults.tampering import require_tampering_detected, verified_here
from tests.support.records import LedgerEntry
from tests.support.waiting import until

VERIFY_SECONDS = 900.0
FORGOTTEN_SECONDS = CACHED_SECONDS + 30.0
"""Every process forgets a key within CACHED_SECONDS."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person by the event in which they were registered."""

    entry: LedgerEntry

    @property
    def id(self) -> str:
        """The person's id."""
        return str(self.entry.event["data"]["person_id"])

    @property
    def sealed(self) -> dict[str, str]:
        """The name as it is stored."""
        found: dict[str, str] = self.entry.event["data"]["name"]
        return found

    @property
    def where(self) -> str:
        """What the seal is bound to."""
        return f"{self.entry.event['id']}/name"

    @property
    def case(self) -> str:
        """Whose timeline tells of it."""
        return str(self.entry.event["data"]["case"])


Places = Mapping[str, Callable[[Subject], str | None]]
"""Where a name may be read: what stands there, None when nothing does."""


def require_erased_unreadable(
    found: Found, vault: Vault, places: Places, *, patience: float = FORGOTTEN_SECONDS
) -> None:
    """A person whose key is destroyed is unreadable in every one of *places*; another one is as readable as before."""
    erased, other = _two_people(found)
    name, others = vault.open(erased.sealed, erased.where), vault.open(other.sealed, other.where)
    assert name, "the name could not be read before"
    assert others, "another name cannot be read"
    for place, read in places.items():
        assert others in (read(other) or ""), f"no name can be read {place}, so that this would show nothing"
    vault.destroy(erased.sealed["key"])
    for place, read in places.items():
        try:
            until(lambda read=read: name not in (read(erased) or ""), patience)
        except AssertionError:
            raise AssertionError(f"{erased.id} is readable {place} after the erasure") from None
        assert others in (read(other) or ""), f"another person is unreadable {place} after the erasure"


def attacks(ground: Ground, found: Found, chance: random.Random) -> Mapping[str, Callable[[], None]]:
    """Each of these invariants by name; the last one also says that a ledger with an erased person verifies."""
    system, settings = ground.system, ground.system.settings
    vault = Vault(ground.stored("vault"), Keyring(settings.keys).secret(MASTER))
    places = places_of(ground, system.administrator())
    return {
        "unknown told as unknown": lambda: require_unknown_told(ground, found),
        "tampering detected": lambda: require_tampering_detected(system, found, chance, verified_here),
        "erased subject unreadable": lambda: require_erased_unreadable(found, vault, places),
        "verified by command": lambda: verified_by_command(ground),
    }


def places_of(ground: Ground, client: Client) -> Places:
    """Every place where a name is read in a running system."""

    def in_another_process(one: Subject) -> str | None:
        with closing(open_platform(ground.system.settings, ground.database.uri)) as platform:
            return platform.sealer.open(one.sealed, one.where)

    def by_the_interface(one: Subject) -> str | None:
        rows = people_of(client, one.entry.event["data"]["organisation_id"])
        return json.dumps([row for row in rows if row["person_id"] == one.id], ensure_ascii=False)

    return {
        "by another process": in_another_process,
        "by the interface": by_the_interface,
        "in the timeline": lambda one: _timeline(ground, one.case),
    }


def people_of(client: Client, organisation_id: str) -> Iterator[dict[str, Any]]:
    """Everybody who is listed in an organisation."""
    after: str | None = None
    while True:
        asked = {
            "organisation_id": organisation_id,
            "limit": LONGEST_PAGE,
            **({"after": after} if after else {}),
        }
        page = client.get(f"/api/nominations/people?{urlencode(asked)}").body
        yield from page["items"]
        after = page["next"]
        if after is None:
            return


def require_unknown_told(ground: Ground, found: Found) -> None:
    """An event of a type that nobody knows stands in the timeline of its case, and is said to be unknown."""
    subjects = [one.event["subject"] for one in found.entries if one.event["type"] == CaseShelved.__name__]
    if subjects:
        lines = json.loads(_timeline(ground, subjects[-1]))
        told = [(line["type"], line["known"]) for line in lines]
        assert told.count((CaseShelved.__name__, False)) == subjects.count(subjects[-1]), told


def verified_by_command(ground: Ground) -> None:
    """`sovang ledger verify` as a person runs it says yes."""
    told = ground.system.program("ledger", "verify", "--json", seconds=VERIFY_SECONDS)
    assert told.returncode == 0, told.stdout + told.stderr


def _timeline(ground: Ground, case: str) -> str:
    told: str = ground.system.program("timeline", case, "--json").stdout
    return told


def _two_people(found: Found) -> tuple[Subject, Subject]:
    people = [Subject(one) for one in found.entries if one.event["type"] == "PersonRegistered"]
    assert len(people) > 1, "too few people to erase one"
    return people[0], people[-1]
