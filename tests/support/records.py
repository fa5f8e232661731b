"""What a system's databases hold, read past all its programs, and the invariants that must hold of it after any fault."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol

from pymongo import MongoClient
from pymongo.database import Database

from services.audit.domain.merkle import leaf_hash, root_of
from shared.canonical import digest
from shared.parking import OPEN
from shared.settings import SERVICES, Settings
from sovang.hearing import LISTENERS
from tests.support.view_lags import view_lags
from tests.support.waiting import until

SETTLE_SECONDS = 300.0
NO_PREVIOUS = "0" * 64


class Stored(Protocol):
    """A system whose databases can be read past its programs, wherever those run."""

    @property
    def settings(self) -> Settings:
        """The settings its programs have."""

    @property
    def mongo(self) -> MongoClient[dict[str, Any]]:
        """The way to its database that only a thief or a tester has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """One commit of *service* with its events parsed."""

    service: str
    stream: str
    first: int
    last: int
    actor: str
    key: str
    bodies: tuple[bytes, ...]

    @property
    def events(self) -> list[dict[str, Any]]:
        """Its events as JSON."""
        return [json.loads(body) for body in self.bodies]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One entry of the ledger with its event parsed."""

    index: int
    source: str
    epoch: str
    position: int
    body: bytes
    event: dict[str, Any] = field(repr=False)


def database(system: Stored, service: str) -> Database[dict[str, Any]]:
    """The database of *service*."""
    return system.mongo[system.settings.database_name(service)]


def commits(system: Stored) -> list[Commit]:
    """All commits of all services, stream by stream."""
    return [
        Commit(
            service=service,
            stream=row["stream"],
            first=row["first"],
            last=row["last"],
            actor=row["command"]["actor"],
            key=row["command"]["key"],
            bodies=tuple(bytes(body) for body in row["events"]),
        )
        for service in SERVICES
        for row in database(system, service).commits.find().sort("_id", 1)
    ]


def entries(system: Stored) -> list[LedgerEntry]:
    """All entries of the ledger in order."""
    found = []
    for row in database(system, "audit").entries.find().sort("_id", 1):
        header, _, body = bytes(row["leaf"]).partition(b"\n")
        _, source, epoch, position = header.decode().split(" ")
        found.append(
            LedgerEntry(
                index=row["_id"],
                source=source,
                epoch=epoch,
                position=int(position),
                body=body,
                event=json.loads(body),
            )
        )
    return found


def behind(system: Stored) -> dict[str, Any]:
    """Everything that is not finished: empty when all that was committed has gone all its ways."""
    events = committed(system)
    heads = {service: head_of(database(system, service)) for service in SERVICES}
    audit = database(system, "audit")
    in_ledger = Counter(row["source"] for row in audit.entries.find({}, {"source": 1}))
    published = audit.checkpoints.find_one(sort=[("_id", -1)])
    lags: dict[str, Any] = {
        f"{service} not numbered": events[service] - heads[service] for service in SERVICES
    }
    lags |= {f"{service} not in the ledger": heads[service] - in_ledger[service] for service in SERVICES}
    lags["not under a checkpoint"] = sum(in_ledger.values()) - (published["size"] if published else 0)
    told = {**heads, "ledger": sum(in_ledger.values())}
    for service in SERVICES:
        lags |= _cursor_lags(system, service, told)
        lags |= view_lags(database(system, service), service, told)
        lags[f"{service} parked"] = database(system, service).parked.count_documents(
            {"state": {"$in": [*OPEN]}}
        )
    for state in audit.source_states.find():
        lags[f"{state['source']} waits in the ledger"] = state["waits_for"]
        lags[f"{state['source']} is {state['condition']}"] = state["condition"] != "following"
    return {name: lag for name, lag in lags.items() if lag}


def committed(system: Stored) -> dict[str, int]:
    """How many events each service has stored: no less than were acknowledged when it was asked for."""
    return {
        service: sum(
            row["last"] - row["first"] + 1
            for row in database(system, service).commits.find({}, {"first": 1, "last": 1})
        )
        for service in SERVICES
    }


def behind_of(system: Stored, due: Mapping[str, int]) -> dict[str, int]:
    """What is not finished of the first events of each service, as many as are *due*; what came later does not count."""
    audit = database(system, "audit")
    lags = {
        f"{service} not numbered": count - head_of(database(system, service))
        for service, count in due.items()
    }
    recorded = {
        service: audit.entries.find_one({"source": service, "position": count}, {"_id": 1})
        for service, count in due.items()
        if count
    }
    lags |= {f"{service} not in the ledger": int(entry is None) for service, entry in recorded.items()}
    published = audit.checkpoints.find_one(sort=[("_id", -1)])
    told = {**due, "ledger": max((entry["_id"] + 1 for entry in recorded.values() if entry), default=0)}
    lags["not under a checkpoint"] = told["ledger"] - (published["size"] if published else 0)
    for service in SERVICES:
        lags |= _cursor_lags(system, service, told) | view_lags(database(system, service), service, told)
    return {name: lag for name, lag in lags.items() if lag > 0}


def _cursor_lags(system: Stored, service: str, heads: Mapping[str, int]) -> dict[str, int]:
    """How far consumers and publishers in *service* are behind; consumers that MUST be there count from 0."""
    due = {
        f"{service}/{source}": 0 for source, who in LISTENERS.items() if service in who and service != "audit"
    }
    one = database(system, service)
    found = {cursor["_id"]: cursor["position"] for cursor in one.cursors.find()}
    return {f"{name} in {service}": heads[_source(name, service)] - at for name, at in (due | found).items()}


def _source(cursor: str, service: str) -> str:
    """Whose history *cursor* is in: `awards/nominations`, `publisher`, `ledger.publisher`."""
    if cursor.endswith("publisher"):
        return cursor.rpartition(".")[0] or service
    return cursor.rpartition("/")[2]


def settle(system: Stored, seconds: float = SETTLE_SECONDS) -> None:
    """Wait until nothing is stuck and nothing lags."""

    def looked() -> bool:
        left.clear()
        left.update(behind(system))
        return not left

    left: dict[str, Any] = {}
    try:
        until(looked, seconds, "nothing lags")
    except AssertionError:
        raise AssertionError(f"still lagging after {seconds} s: {left}") from None


def require_sound(system: Stored) -> list[LedgerEntry]:
    """Every invariant of a settled system; the ledger's entries."""
    all_commits, all_entries = commits(system), entries(system)
    require_dense_streams(all_commits)
    for service in SERVICES:
        one = database(system, service)
        rows = [(row["_id"], row["count"], row["commit"]) for row in one.log.find().sort("_id", 1)]
        require_dense_log(service, rows, {row["_id"] for row in one.commits.find({}, {"_id": 1})})
    require_dense_ledger(all_entries)
    _require_one_history(database(system, "audit"))
    committed = Counter((commit.service, body) for commit in all_commits for body in commit.bodies)
    recorded = Counter((entry.source, entry.body) for entry in all_entries)
    assert recorded == committed, difference(committed, recorded)
    return all_entries


def require_dense_streams(all_commits: Iterable[Commit]) -> None:
    """Versions without a gap, each event chained to the one before, no command done twice."""
    streams: defaultdict[tuple[str, str], list[Commit]] = defaultdict(list)
    for commit in all_commits:
        streams[commit.service, commit.stream].append(commit)
    for (_, stream), its in streams.items():
        version, previous = 0, NO_PREVIOUS
        for commit in its:
            for number, body in enumerate(commit.bodies, start=commit.first):
                event = json.loads(body)
                assert number == version + 1 == event["streamversion"], f"{stream}: {number} after {version}"
                assert event["previous"] == previous, f"{stream}@{number} does not follow what is before it"
                version, previous = number, digest(body)
            assert commit.last == version, f"{stream}: a commit says it ends at {commit.last}, not {version}"
        keys = Counter((commit.actor, commit.key) for commit in its)
        assert max(keys.values()) == 1, f"{stream}: one command was done twice: {keys.most_common(1)}"


def require_dense_log(service: str, rows: Iterable[tuple[int, int, str]], ids: Collection[str]) -> None:
    """Every one of the commits *ids* has one place; *rows* are first position, count and commit in order."""
    expected = 1
    named: set[str] = set()
    for position, count, commit in rows:
        assert position == expected, f"{service}: position {expected} is missing"
        assert commit not in named, f"{service}: {commit} is numbered twice"
        named.add(commit)
        expected += count
    assert named == set(ids), (
        f"{service}: {len(set(ids) ^ named)} commits are numbered and not there, or not numbered"
    )


def require_dense_ledger(all_entries: Iterable[LedgerEntry]) -> None:
    """Indexes, positions of each source and versions of each stream in order and without a gap; no event twice."""
    positions: Counter[tuple[str, str]] = Counter()
    versions: Counter[tuple[str, str]] = Counter()
    ids: set[str] = set()
    for index, entry in enumerate(all_entries):
        assert entry.index == index, f"the ledger has no entry {index}"
        positions[entry.source, entry.epoch] += 1
        assert entry.position == positions[entry.source, entry.epoch], f"entry {index}: {entry}"
        stream = entry.source, entry.event["subject"]
        versions[stream] += 1
        assert entry.event["streamversion"] == versions[stream], f"entry {index} is out of its stream's order"
        assert entry.event["id"] not in ids, f"the event of entry {index} is recorded twice"
        ids.add(entry.event["id"])


def _require_one_history(audit: Database[dict[str, Any]]) -> None:
    """Every checkpoint ever signed is the root of the ledger as it stands, cut where the checkpoint says."""
    hashes = [leaf_hash(bytes(row["leaf"])) for row in audit.entries.find({}, {"leaf": 1}).sort("_id", 1)]
    size = 0
    for number, row in enumerate(audit.checkpoints.find().sort("_id", 1)):
        assert row["_id"] == number, f"checkpoint {number} is missing"
        assert row["size"] > size or number == 0, f"checkpoint {number} does not go on"
        size = row["size"]
        assert root_of(hashes[:size]) == bytes(row["root"]), f"checkpoint {number} is of another history"


def difference(committed: Mapping[Any, int], recorded: Mapping[Any, int]) -> str:
    """What is on one side alone, for people."""
    lost = [body[:200] for (_, body), count in committed.items() if recorded.get((_, body), 0) < count]
    odd = [body[:200] for (_, body), count in recorded.items() if committed.get((_, body), 0) < count]
    return f"committed and not recorded: {lost[:3]}; recorded and not committed: {odd[:3]}"


def head_of(one: Database[dict[str, Any]]) -> int:
    """The last position in the log of the service whose database *one* is."""
    last = one.log.find_one(sort=[("_id", -1)])
    return int(last["_id"] + last["count"] - 1) if last else 0


def fingerprints(system: Stored, leaving_out: Iterable[str] = ()) -> dict[str, tuple[int, str]]:
    """Count and hash of every collection of every database, but for those named `collection` in *leaving_out*."""
    out = set(leaving_out)
    found = {}
    for name in system.mongo.list_database_names():
        if not name.startswith("sovang_"):
            continue
        for collection in system.mongo[name].list_collection_names():
            if collection not in out:
                rows = [repr(row) for row in system.mongo[name][collection].find().sort("_id", 1)]
                found[f"{name}.{collection}"] = len(rows), sha256("\n".join(rows).encode()).hexdigest()
    return found
