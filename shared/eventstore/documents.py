"""A commit as a database document and back: design decision "one append is one document"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from bson.binary import Binary
from bson.codec_options import CodecOptions

from shared.errors import BrokenHistory
from shared.eventstore import CommandMark, Commit, Head, Proposal, commit_key, stored

COMMITS = "commits"

CODEC_OPTIONS: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True, tzinfo=UTC)


def to_document(head: Head, proposal: Proposal) -> dict[str, Any]:
    """The document of *proposal* after *head*."""
    first = head.version + 1
    return {
        "_id": commit_key(head.stream, first),
        "stream": head.stream,
        "first": first,
        "last": head.version + len(proposal.events),
        "commit_id": proposal.commit_id,
        "command": {
            "actor": proposal.command.actor,
            "key": proposal.command.key,
            "fingerprint": proposal.command.fingerprint,
        },
        "recorded_at": proposal.recorded_at,
        "events": [Binary(body) for body in proposal.events],
    }


def to_commit(document: Mapping[str, Any]) -> Commit:
    """The inverse of `to_document`; raises BrokenHistory when *document* is not a commit."""
    key = document.get("_id")
    try:
        commit = Commit(
            stream=document["stream"],
            first=document["first"],
            last=document["last"],
            commit_id=document["commit_id"],
            command=CommandMark(**document["command"]),
            recorded_at=document["recorded_at"],
            events=tuple(stored(bytes(body)) for body in document["events"]),
        )
    except (KeyError, TypeError, ValueError, BrokenHistory) as error:
        raise BrokenHistory(f"{key}: not a commit: {error!r}") from error
    if commit.commit_key != key:
        raise BrokenHistory(f"{key}: names {commit.commit_key} inside")
    return commit
