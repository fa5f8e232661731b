"""What a settled system holds, copied past all its programs: what the invariants are checked on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from shared.settings import SERVICES
from shared.views import Generations, database_of_views
from tests.faults.listener import Heard
from tests.support.records import Commit, LedgerEntry, commits, database, entries, head_of
from tests.support.system import System

RESTORED = "restored:"
VIEW_COLLECTION = re.compile(r"view_(.+)_[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a log."""

    position: int
    count: int
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A checkpoint as it is stored."""

    number: int
    size: int
    root: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """An event that a consumer parked, in the state it was left in."""

    consumer: str
    source: str
    position: int
    subject: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """An event that a consumer's handler brought to its effect."""

    consumer: str
    source: str
    position: int
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything of one moment; `views` are taken before and after a rebuild."""

    commits: Sequence[Commit]
    commit_ids: Mapping[str, frozenset[str]]
    logs: Mapping[str, Sequence[Row]]
    entries: Sequence[LedgerEntry]
    leaves: Sequence[bytes]
    tiles: Mapping[str, bytes]
    checkpoints: Sequence[Checkpoint]
    notices: Sequence[tuple[str, str, str]]
    """Party, kind and event of each."""
    cursors: Mapping[str, tuple[int, int]]
    """Each consumer's position and its source's head, by `<service>: <cursor>`."""
    parked: Sequence[Parked]
    handled: Sequence[Handled]
    """In the order in which it was done, repetitions included."""
    announced: Mapping[str, Heard]
    """What an outside subscriber heard of each source; without the sources nobody listened to."""
    views: Mapping[str, Sequence[str]]
    rebuilt: Mapping[str, Sequence[str]]
    spoiled: frozenset[str] = frozenset()
    """The subjects with events that faults made impossible to handle."""
    restored: Mapping[tuple[str, str, int], str] = field(default_factory=dict)
    """The keys that restored commits had before, by service, stream and first version."""


def found_in(system: System) -> dict[str, Any]:
    """All of Found but the views."""
    audit = database(system, "audit")
    heads = {service: head_of(database(system, service)) for service in SERVICES}
    return {
        "commits": commits(system),
        "commit_ids": {
            service: frozenset(row["_id"] for row in database(system, service).commits.find({}, {"_id": 1}))
            for service in SERVICES
        },
        "logs": {
            service: [
                Row(position=row["_id"], count=row["count"], commit=row["commit"])
                for row in database(system, service).log.find().sort("_id", 1)
            ]
            for service in SERVICES
        },
        "entries": entries(system),
        "leaves": [bytes(row["leaf"]) for row in audit.entries.find({}, {"leaf": 1}).sort("_id", 1)],
        "tiles": {row["_id"]: bytes(row["hashes"]) for row in audit.tiles.find()},
        "checkpoints": [
            Checkpoint(number=row["_id"], size=row["size"], root=bytes(row["root"]))
            for row in audit.checkpoints.find().sort("_id", 1)
        ],
        "notices": [
            (notice["party"], notice["kind"], notice["event"])
            for notice in database(system, "notifications").inbox.find()
        ],
        "cursors": {
            f"{service}: {cursor['_id']}": (cursor["position"], heads[cursor["_id"].partition("/")[2]])
            for service in SERVICES
            for cursor in database(system, service).cursors.find({"_id": {"$regex": "^[a-z]+/[a-z]+$"}})
        },
        "parked": [
            Parked(**{name: one[name] for name in Parked.__dataclass_fields__})
            for service in SERVICES
            for one in database(system, service).parked.find().sort("position", 1)
        ],
    }


def with_former_keys(found: Sequence[Commit], restored: Mapping[tuple[str, str, int], str]) -> list[Commit]:
    """
    *found*, the restored ones with the keys they had.

    A person's key is in no event and does not come back; without it nobody could say whose command a commit was.
    """
    return [
        replace(one, key=restored.get((one.service, one.stream, one.first), one.key))
        if one.key.startswith(RESTORED)
        else one
        for one in found
    ]


def handled_in(file: Path) -> list[Handled]:
    """What the consumers noted in *file* (see `program`)."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [
        Handled(consumer=consumer, source=source, position=position, subject=subject)
        for consumer, source, position, subject in map(json.loads, lines)
    ]


def views_in(system: System) -> dict[str, list[str]]:
    """The rows of the present generation of every view that has any, by `service/view`."""
    found = {}
    for service in SERVICES:
        one = database(system, service)
        names = {
            match[1]
            for collection in one.client[database_of_views(one.name)].list_collection_names()
            if (match := VIEW_COLLECTION.fullmatch(collection))
        }
        for name in names:
            generations = Generations(one, name)
            rows = generations.documents(generations.current()).find().sort("_id", 1)
            if held := [repr(row) for row in rows]:  # an empty one may not have been made yet
                found[f"{service}/{name}"] = held
    assert found, "no view has a row: they are kept elsewhere than looked for"
    return found
