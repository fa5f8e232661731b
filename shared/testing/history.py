"""Small made-up histories for tests: events that chain, and proposals of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from shared.canonical import canonical_bytes, digest
from shared.clock import timestamp
from shared.eventstore import CommandMark, Head, Proposal
from shared.ids import new_id

A_MOMENT = datetime(2021, 3, 24, 9, 30, tzinfo=UTC)


def event_body(stream: str, version: int, previous: str, note: str = "", kind: str = "NoteTaken") -> bytes:
    """The canonical bytes of one event of a made-up type."""
    return canonical_bytes(
        {
            "specversion": "1.0",
            "id": new_id(),
            "source": "//test.localhost/samples",
            "type": kind,
            "subject": stream,
            "time": timestamp(A_MOMENT),
            "datacontenttype": "application/json",
            "dataschema": f"/schemas/samples/{kind}/1",
            "streamversion": version,
            "previous": previous,
            "actor": "user:lan",
            "actorrole": "unit_clerk",
            "correlationid": "c-1",
            "causationid": "command:1",
            "data": {"case": stream, "occurred_on": "2021-03-24", "basis": "system", "note": note},
        }
    )


def bodies_after(head: Head, notes: Sequence[str]) -> tuple[bytes, ...]:
    """One event per note, which continue *head* digest by digest."""
    bodies: list[bytes] = []
    previous = head.digest
    for version, note in enumerate(notes, start=head.version + 1):
        bodies.append(event_body(head.stream, version, previous, note))
        previous = digest(bodies[-1])
    return tuple(bodies)


def proposal_after(
    head: Head, count: int = 1, *, commit_id: str | None = None, notes: Sequence[str] = ()
) -> Proposal:
    """A proposal of *count* events after *head*, or of one for each of *notes*."""
    texts = notes or [f"note {head.version + number}" for number in range(1, count + 1)]
    return Proposal(
        commit_id=commit_id or new_id(),
        command=CommandMark(actor="user:lan", key=new_id(), fingerprint="f" * 64),
        recorded_at=A_MOMENT,
        events=bodies_after(head, texts),
    )
