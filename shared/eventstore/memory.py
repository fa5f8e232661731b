"""The event store in memory: for unit tests, with the same semantics as the real one."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from shared.errors import LostRace
from shared.eventstore import (
    Commit,
    Head,
    Proposal,
    Stream,
    chained,
    empty_head,
    head_after,
    require_acceptable,
    require_together,
    stored,
)


class MemoryEventStore:
    """Keeps streams as long as the process lives."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._commits: dict[str, dict[int, Commit]] = {}

    def read(self, stream: str, after: Head | None = None) -> Stream:
        """As the protocol says."""
        start = after or empty_head(stream)
        with self._lock:
            kept = self._commits.get(stream, {})
            commits = tuple(kept[first] for first in sorted(kept) if first > start.version)
        return Stream(chained(start, commits), commits)

    def read_many(self, streams: Sequence[str]) -> Mapping[str, Stream]:
        """As the protocol says."""
        return {stream: self.read(stream) for stream in streams}

    def append(self, head: Head, proposal: Proposal) -> Head:
        """As the protocol says."""
        return self.append_all([(head, proposal)])[0]

    def append_all(self, appends: Sequence[tuple[Head, Proposal]]) -> list[Head]:
        """As the protocol says."""
        require_together(appends)
        commits = [_commit(head, proposal) for head, proposal in appends]
        with self._lock:
            known = [self._commits.get(commit.stream, {}).get(commit.first) for commit in commits]
            if any(
                there and there.commit_id != new.commit_id for there, new in zip(known, commits, strict=True)
            ):
                raise LostRace
            if not all(known):
                if any(known):
                    raise LostRace
                for commit in commits:
                    self._commits.setdefault(commit.stream, {})[commit.first] = commit
        return [
            head_after(head, [event.body for event in (there or new).events])
            for (head, _), there, new in zip(appends, known, commits, strict=True)
        ]


def _commit(head: Head, proposal: Proposal) -> Commit:
    require_acceptable(head, proposal)
    return Commit(
        stream=head.stream,
        first=head.version + 1,
        last=head.version + len(proposal.events),
        commit_id=proposal.commit_id,
        command=proposal.command,
        recorded_at=proposal.recorded_at,
        events=tuple(stored(body) for body in proposal.events),
    )
