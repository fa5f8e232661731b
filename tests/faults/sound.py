"""A sound system as it would be found, made by hand: what the invariants are shown to fail on is a doctored copy of it."""

from __future__ import annotations

import json
from hashlib import sha256

from shared.canonical import digest
from tests.faults.found import Checkpoint, Found, Handled, Parked, Row
from tests.faults.history import Attempt, History
from tests.faults.listener import Heard
from tests.support.records import Commit, LedgerEntry

STREAM, PERSON = "plan-1", "user:lan"
COUNT = 300


def event(version, previous, **more):
    """An event's bytes."""
    body = {
        "id": f"e-{version:04d}",
        "type": "PlanSent",
        "subject": STREAM,
        "streamversion": version,
        "previous": previous,
        "actor": PERSON,
        "data": {},
    }
    return json.dumps(body | more).encode()


def node(left, right):
    """An inner node."""
    return sha256(b"\x01" + left + right).digest()


def tree(hashes):
    """As RFC 9162 defines it."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return node(tree(hashes[:split]), tree(hashes[split:]))


def parked(position, state, subject="shelf-1"):
    """An event that notifications parked."""
    return Parked(
        consumer="notifications", source="nominations", position=position, subject=subject, state=state
    )


def handled(position):
    """An event that notifications handled."""
    subject = "shelf-1" if position in (7, 8) else STREAM
    return Handled(consumer="notifications", source="nominations", position=position, subject=subject)


def sound_system() -> Found:
    """One stream of COUNT events, all gone all their ways; some of them were parked meanwhile."""
    bodies, previous = [], "0" * 64
    for version in range(1, COUNT + 1):
        more = {"type": "ActRefused"} if version == COUNT else {}
        bodies.append(event(version, previous, **more))
        previous = digest(bodies[-1])
    leaves = [
        f"sovang-entry/v1 nominations e {at}\n".encode() + body for at, body in enumerate(bodies, start=1)
    ]
    hashes = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    return Found(
        commits=[
            Commit(
                service="nominations",
                stream=STREAM,
                first=at,
                last=at,
                actor=PERSON,
                key=f"k.{at}",
                bodies=(body,),
            )
            for at, body in enumerate(bodies, start=1)
        ],
        commit_ids={"nominations": frozenset(f"{STREAM}@{at:010d}" for at in range(1, COUNT + 1))},
        logs={
            "nominations": [
                Row(position=at, count=1, commit=f"{STREAM}@{at:010d}") for at in range(1, COUNT + 1)
            ]
        },
        entries=[
            LedgerEntry(
                index=at, source="nominations", epoch="e", position=at + 1, body=body, event=json.loads(body)
            )
            for at, body in enumerate(bodies)
        ],
        leaves=leaves,
        tiles={"0/0": b"".join(hashes[:256])},
        checkpoints=[
            Checkpoint(number=0, size=7, root=tree(hashes[:7])),
            Checkpoint(number=1, size=COUNT, root=tree(hashes)),
        ],
        notices=[(PERSON, "refused", f"e-{COUNT:04d}")],
        cursors={"notifications: notifications/nominations": (COUNT, COUNT)},
        parked=[parked(7, "replayed"), parked(8, "replayed"), parked(9, "dropped")],
        handled=[
            handled(at) for at in [*range(1, 7), *range(10, 20), 7, 8, 8, *range(18, COUNT + 1)] if at != 9
        ],
        spoiled=frozenset({"shelf-1"}),
        announced={
            "nominations": Heard(positions=frozenset({*range(1, 50), *range(60, COUNT + 1)}), deaf=[(49, 59)])
        },
        views={"audit/cases": ["{'_id': 1}"]},
        rebuilt={"audit/cases": ["{'_id': 1}"]},
    )


def its_history() -> History:
    """What its clients were told."""
    done = [
        Attempt(key=f"k.{at}", outcomes=("unknown", "ok"), stream=STREAM, version=at)
        for at in range(2, COUNT)
    ]
    refused = Attempt(key=f"k.{COUNT}", outcomes=("failed",), refusal=True)
    return History(attempts=[*done, refused], earlier=frozenset({"k.1"}))


def swapped(items, at):
    """*items* with that at *at* and the next one exchanged."""
    return [*items[:at], items[at + 1], items[at], *items[at + 2 :]]
