"""Commits made again from recorded events: their bounds, their command, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shared.errors import BrokenHistory
from shared.eventstore import MAX_COMMIT_EVENTS, CommandMark
from shared.eventstore.documents import to_commit
from shared.messages import NumberedEvent
from shared.restored import Placed, cut, document_of, placed, runs
from shared.testing.history import event_body


def at(position: int, stream: str, version: int, **changes: Any) -> Placed:
    attributes = json.loads(event_body(stream, version, "0" * 64)) | {"id": f"e{position}"} | changes
    body = json.dumps(attributes).encode()
    return placed(NumberedEvent(source="nominations", epoch="e-1", position=position, body=body))


def places(commits: Any) -> list[list[int]]:
    return [[one.numbered.position for one in commit] for commit in commits]


def test_a_run_ends_with_its_stream_its_cause_its_moment_and_its_actor() -> None:
    events = [
        at(1, "a", 1), at(2, "a", 2), at(3, "b", 1), at(4, "b", 2, causationid="command:2"),
        at(5, "b", 3, causationid="command:2", time="2021-03-24T09:30:00.001Z"),
        at(6, "b", 4, causationid="command:2", time="2021-03-24T09:30:00.001Z", actor="user:an"),
    ]  # fmt: skip
    assert places(runs(events)) == [[1, 2], [3], [4], [5], [6]]


def test_commits_that_stand_keep_their_bounds_and_none_becomes_too_large() -> None:
    run = [at(number, "a", number) for number in range(1, 8)]
    assert places(cut(run, {})) == [[1, 2, 3, 4, 5, 6, 7]]
    assert places(cut(run, {"a@0000000003": 2})) == [[1, 2], [3, 4], [5, 6, 7]]
    many = [at(number, "a", number) for number in range(1, MAX_COMMIT_EVENTS + 2)]
    assert [len(commit) for commit in cut(many, {})] == [MAX_COMMIT_EVENTS, 1]
    large = [at(number, "a", number, data={"note": "x" * 600_000}) for number in (1, 2)]
    assert places(cut(large, {})) == [[1], [2]]
    assert places(cut([], {})) == []


def test_a_reactions_mark_comes_back_whole_and_a_persons_is_lost() -> None:
    reaction = to_commit(document_of([at(1, "a", 1, actor="system:award-granted", causationid="cause-7")]))
    assert reaction.command == CommandMark("system:award-granted", "cause-7", "cause-7")
    for changes in ({}, {"actor": "system:reminder"}):
        commit = to_commit(document_of([at(1, "a", 1, **changes)]))
        assert commit.command == CommandMark(changes.get("actor", "user:lan"), "restored:e1", "")


def test_the_same_events_give_the_same_document_with_their_bytes_and_moment() -> None:
    events = [at(4, "a", 3), at(5, "a", 4)]
    document = document_of(events)
    assert document == document_of(events)
    assert (document["_id"], document["first"], document["last"]) == ("a@0000000003", 3, 4)
    assert [bytes(body) for body in document["events"]] == [one.numbered.body for one in events]
    assert document["recorded_at"] == events[0].envelope.time
    assert (document["commit_id"], document["restored"]) == ("restored:e4", True)


@pytest.mark.parametrize("second", [at(2, "a", 3), at(2, "b", 2)])
def test_events_that_do_not_follow_one_another_are_no_commit(second: Placed) -> None:
    with pytest.raises(BrokenHistory):
        document_of([at(1, "a", 1), second])


def test_what_is_no_event_is_refused() -> None:
    with pytest.raises(BrokenHistory):
        placed(NumberedEvent(source="nominations", epoch="e-1", position=1, body=b"{}"))
