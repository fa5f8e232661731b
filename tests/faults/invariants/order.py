"""Positions without a gap, streams chained, and the order of the ledger the order of each stream."""

from __future__ import annotations

from collections import defaultdict

from tests.faults.found import Found
from tests.faults.history import History
from tests.support.records import require_dense_ledger, require_dense_log, require_dense_streams


def require_streams_chained(found: Found, _history: History) -> None:
    """Versions without a gap, each event naming the digest of the one before."""
    require_dense_streams(found.commits)


def require_positions_dense(found: Found, _history: History) -> None:
    """Every commit has one place in its log, and no place is empty."""
    for service, rows in found.logs.items():
        triples = [(row.position, row.count, row.commit) for row in rows]
        require_dense_log(service, triples, found.commit_ids[service])


def require_ledger_order(found: Found, _history: History) -> None:
    """Indexes without a gap; each source's positions and each stream's versions in order."""
    require_dense_ledger(found.entries)


def require_log_in_stream_order(found: Found, _history: History) -> None:
    """The log of a service has the commits of each stream in the order of their versions."""
    for service, rows in found.logs.items():
        firsts: defaultdict[str, int] = defaultdict(int)
        for row in rows:
            stream, _, first = row.commit.rpartition("@")
            assert int(first) > firsts[stream], f"{service}: {row.commit} stands behind {firsts[stream]}"
            firsts[stream] = int(first)
