"""
The contract every event store passes: subclass, and give a pytest fixture `store`.

Not asserted here, because it needs a server: what survives a crash, and the answer that never came.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from shared.canonical import NO_DIGEST
from shared.errors import BrokenHistory, InvalidInput, LostRace
from shared.eventstore import (
    MAX_COMMIT_BYTES,
    MAX_COMMIT_EVENTS,
    MAX_STREAMS_TOGETHER,
    EventStore,
    Head,
    Proposal,
)
from shared.ids import new_id
from shared.testing.history import proposal_after

WAIT_SECONDS = 60.0


class EventStoreContract:
    """Each method states one promise of `shared.eventstore.EventStore`."""

    def test_what_was_appended_is_read_back_and_an_unknown_stream_is_empty(self, store: EventStore) -> None:
        stream = fresh()
        first = proposal_after(store.read(stream).head, 2)
        head = store.append(store.read(stream).head, first)
        second = proposal_after(head, 1)
        store.append(head, second)

        found = store.read(stream)

        assert [(commit.first, commit.last) for commit in found.commits] == [(1, 2), (3, 3)]
        assert [commit.commit_id for commit in found.commits] == [first.commit_id, second.commit_id]
        assert [commit.command for commit in found.commits] == [first.command, second.command]
        assert [commit.recorded_at for commit in found.commits] == [first.recorded_at, second.recorded_at]
        assert bodies(found.commits) == [*first.events, *second.events]
        assert store.read(fresh()).commits == ()

    def test_many_streams_are_read_as_each_is_by_itself(self, store: EventStore) -> None:
        names = [fresh() for _ in range(120)]
        for number, stream in enumerate(names):
            for _ in range((0, 1, 1, 2, 7, 12)[number % 6]):
                head = store.read(stream).head
                store.append(head, proposal_after(head, 1 + number % 3))

        found = store.read_many([*names, names[1]])

        assert list(found) == names
        assert {len(stream.commits) for stream in found.values()} == {0, 1, 2, 7, 12}
        assert all(found[name] == store.read(name) for name in names)
        assert store.read_many([]) == {}

    def test_an_append_gives_the_head_that_a_read_gives(self, store: EventStore) -> None:
        stream = fresh()
        assert store.read(stream).head == Head(stream, 0, NO_DIGEST)
        head = store.append(store.read(stream).head, proposal_after(store.read(stream).head, 3))

        assert head.version == 3
        assert store.read(stream).head == head

    def test_a_read_after_a_head_gives_only_what_came_later(self, store: EventStore) -> None:
        heads = grown(store, fresh(), [1, 3, 2])
        stream = heads[0].stream

        for number, head in enumerate(heads):
            tail = store.read(stream, head)
            assert [commit.first for commit in tail.commits] == [1, 2, 5][number:]
            assert tail.head == heads[-1]

    def test_streams_whose_names_begin_alike_do_not_mix(self, store: EventStore) -> None:
        name = fresh()
        names = [name, f"{name}-b", f"{name}0", f"{name}-0"]
        for count, stream in enumerate(names, start=1):
            grown(store, stream, [1] * count)

        assert [store.read(stream).head.version for stream in names] == [1, 2, 3, 4]
        assert all({one.stream for one in store.read(stream).commits} == {stream} for stream in names)

    def test_a_stale_head_loses_and_writes_nothing(self, store: EventStore) -> None:
        heads = grown(store, fresh(), [1, 1])
        before = store.read(heads[0].stream)

        for stale in heads[:-1]:
            with pytest.raises(LostRace):
                store.append(stale, proposal_after(stale))

        assert store.read(heads[0].stream) == before

    @pytest.mark.parametrize("sizes", [[5], [3, 2], [1, 4], [2, 2, 1]])
    def test_no_older_head_starts_a_commit_inside_another_whatever_the_sizes(
        self, store: EventStore, sizes: list[int]
    ) -> None:
        heads = grown(store, fresh(), sizes)
        before = store.read(heads[0].stream)

        for stale in heads[:-1]:
            for count in range(1, 8):
                with pytest.raises(LostRace):
                    store.append(stale, proposal_after(stale, count))

        assert store.read(heads[0].stream) == before

    def test_the_same_commit_again_gives_the_same_head_and_is_stored_once(self, store: EventStore) -> None:
        empty = store.read(fresh()).head
        proposal = proposal_after(empty, 2)
        head = store.append(empty, proposal)
        later = store.append(head, proposal_after(head))

        assert store.append(empty, proposal) == head
        assert store.read(empty.stream).head == later
        assert len(store.read(empty.stream).commits) == 2

    def test_the_same_commit_from_many_threads_is_stored_once(self, store: EventStore) -> None:
        empty = store.read(fresh()).head
        proposal = proposal_after(empty, 2)

        heads = at_once([lambda: store.append(empty, proposal)] * 8)

        assert set(heads) == {store.read(empty.stream).head}
        assert store.read(empty.stream).head.version == 2

    def test_of_many_on_one_head_exactly_one_wins(self, store: EventStore) -> None:
        for _ in range(5):
            empty = store.read(fresh()).head
            proposals = [proposal_after(empty, count) for count in (1, 2, 3, 1, 2, 3, 1, 2)]

            results = at_once([appending(store, empty, proposal) for proposal in proposals])

            winners = [result for result in results if isinstance(result, Head)]
            assert len(winners) == 1
            assert sum(isinstance(result, LostRace) for result in results) == len(proposals) - 1
            assert store.read(empty.stream).head == winners[0]

    @pytest.mark.parametrize("together", [False, True])
    def test_no_events_too_many_and_too_large_are_refused_before_anything_is_written(
        self, store: EventStore, together: bool
    ) -> None:
        empty = store.read(fresh()).head
        whole = proposal_after(empty)
        wrong = {
            "no-events": replace(whole, events=()),
            "too-many-events": proposal_after(empty, MAX_COMMIT_EVENTS + 1),
            "commit-too-large": replace(whole, events=(b'"' + b"x" * MAX_COMMIT_BYTES + b'"',)),
        }
        for code, proposal in wrong.items():
            with pytest.raises(InvalidInput) as refused:
                store.append_all([(empty, proposal)]) if together else store.append(empty, proposal)
            assert refused.value.code == code

        assert store.read(empty.stream).head == empty

    def test_the_largest_allowed_append_is_accepted(self, store: EventStore) -> None:
        empty = store.read(fresh()).head
        head = store.append(empty, proposal_after(empty, MAX_COMMIT_EVENTS))

        assert head.version == MAX_COMMIT_EVENTS
        assert store.read(empty.stream).head == head

    def test_a_head_that_names_no_stream_is_refused(self, store: EventStore) -> None:
        for name in ("", "Ä", "a@b", "a b", "A", "-a"):
            head = Head(name, 0, NO_DIGEST)
            with pytest.raises(ValueError, match="not a stream name"):
                store.append(head, proposal_after(head))

    def test_several_streams_are_appended_together(self, store: EventStore) -> None:
        heads = [grown(store, fresh(), [1])[-1], *(store.read(fresh()).head for _ in range(3))]
        proposals = [proposal_after(head, count) for count, head in enumerate(heads, start=1)]

        new = store.append_all(list(zip(heads, proposals, strict=True)))

        assert [head.version for head in new] == [2, 2, 3, 4]
        assert [store.read(head.stream).head for head in heads] == new

    def test_one_stale_head_among_several_stops_all(self, store: EventStore) -> None:
        fence = store.read(fresh()).head
        store.append(fence, proposal_after(fence))
        for order in (1, -1):
            other = store.read(fresh()).head
            both = [(other, proposal_after(other)), (fence, proposal_after(fence))][::order]
            with pytest.raises(LostRace):
                store.append_all(both)
            assert store.read(other.stream).commits == ()

        assert store.read(fence.stream).head.version == 1

    def test_of_many_that_want_one_fence_exactly_one_gets_it_with_its_own_stream(
        self, store: EventStore
    ) -> None:
        fence = store.read(fresh()).head
        own = [store.read(fresh()).head for _ in range(6)]
        wishes = [[(head, proposal_after(head, 2)), (fence, proposal_after(fence))] for head in own]

        results = at_once([appending_all(store, wish) for wish in wishes])

        assert sum(isinstance(result, LostRace) for result in results) == len(own) - 1
        assert store.read(fence.stream).head.version == 1
        versions = [store.read(head.stream).head.version for head in own]
        assert sorted(versions) == [0, 0, 0, 0, 0, 2]
        assert isinstance(results[versions.index(2)], list)

    def test_the_same_appends_together_again_give_the_same_heads(self, store: EventStore) -> None:
        heads = [store.read(fresh()).head for _ in range(3)]
        appends = [(head, proposal_after(head, 2)) for head in heads]
        first = store.append_all(appends)

        assert store.append_all(appends) == first
        assert [store.read(head.stream).head for head in heads] == first
        assert all(len(store.read(head.stream).commits) == 1 for head in heads)

    def test_too_many_streams_or_one_stream_twice_are_refused(self, store: EventStore) -> None:
        heads = [store.read(fresh()).head for _ in range(MAX_STREAMS_TOGETHER + 1)]
        for wrong in ([], heads, [heads[0], heads[0]]):
            with pytest.raises(ValueError, match="stream"):
                store.append_all([(head, proposal_after(head)) for head in wrong])

        assert all(store.read(head.stream).commits == () for head in heads)

    def test_a_gap_in_the_versions_is_broken_history(self, store: EventStore) -> None:
        real = grown(store, fresh(), [2])[-1]
        invented = Head(real.stream, 4, real.digest)  # what no caller may do
        store.append(invented, proposal_after(invented))

        with pytest.raises(BrokenHistory, match=f"{real.stream}@0000000005"):
            store.read(real.stream)

    def test_a_digest_that_does_not_match_is_broken_history(self, store: EventStore) -> None:
        real = grown(store, fresh(), [2])[-1]
        invented = Head(real.stream, 2, "f" * 64)
        store.append(real, proposal_after(invented))

        for after in (None, real):
            with pytest.raises(BrokenHistory, match=f"{real.stream}@0000000003"):
                store.read(real.stream, after)

    def test_eight_writers_with_heads_of_any_age_leave_dense_streams(self, store: EventStore) -> None:
        streams = [fresh() for _ in range(20)]
        kept: list[dict[str, list[Proposal]]] = [{} for _ in range(8)]
        lost: list[set[str]] = [set() for _ in range(8)]

        chances = [random.Random(seed) for seed in range(8)]  # noqa: S311  # which head is tried, not a secret
        at_once([writer(store, streams, chances[n], kept[n], lost[n]) for n in range(8)])

        assert sum(map(len, lost)) > 0
        for stream in streams:
            found = store.read(stream)
            accepted = [proposal for one in kept for proposal in one.get(stream, [])]
            assert {one.commit_id for one in found.commits} == {one.commit_id for one in accepted}
            assert len(found.commits) == len(accepted)
            assert found.head.version == sum(len(one.events) for one in accepted)
            assert not {one.commit_id for one in found.commits} & set().union(*lost)


def writer(
    store: EventStore,
    streams: Sequence[str],
    chance: random.Random,
    kept: dict[str, list[Proposal]],
    lost: set[str],
) -> Callable[[], None]:
    """A writer that appends after a head it holds, be it new or old."""

    def run() -> None:
        heads: dict[str, list[Head]] = {}
        for _ in range(40):
            stream = chance.choice(streams)
            held = heads.setdefault(stream, [])
            if not held or chance.random() < 0.5:
                held.append(store.read(stream).head)
            head = chance.choice(held[-3:])
            proposal = proposal_after(head, chance.randint(1, 4))
            try:
                held.append(store.append(head, proposal))
            except LostRace:
                lost.add(proposal.commit_id)
            else:
                kept.setdefault(stream, []).append(proposal)

    return run


def fresh() -> str:
    """A stream name that no other test uses."""
    return f"sample-{new_id()}"


def grown(store: EventStore, stream: str, sizes: Sequence[int]) -> list[Head]:
    """Append commits of *sizes* to the empty *stream*; every head on the way, the empty one first."""
    heads = [store.read(stream).head]
    for size in sizes:
        heads.append(store.append(heads[-1], proposal_after(heads[-1], size)))
    return heads


def bodies(commits: Sequence[Any]) -> list[bytes]:
    """The bytes of all events of *commits* in order."""
    return [event.body for commit in commits for event in commit.events]


def appending(store: EventStore, head: Head, proposal: Proposal) -> Callable[[], Head | LostRace]:
    """An append whose lost race is its result."""
    return lambda: _or_lost(lambda: store.append(head, proposal))


def appending_all(
    store: EventStore, appends: Sequence[tuple[Head, Proposal]]
) -> Callable[[], list[Head] | LostRace]:
    """The same for several streams."""
    return lambda: _or_lost(lambda: store.append_all(appends))


def _or_lost(step: Callable[[], Any]) -> Any:
    try:
        return step()
    except LostRace as lost:
        return lost


def at_once(steps: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run *steps* in a thread each, all let go at one moment; their results in order. Raises what a step raised."""
    results: list[Any] = [None] * len(steps)
    faults: list[BaseException] = []
    start = threading.Barrier(len(steps))

    def run(number: int, step: Callable[[], Any]) -> None:
        try:
            start.wait(WAIT_SECONDS)
            results[number] = step()
        except BaseException as fault:  # noqa: BLE001  # handed to the test's own thread
            faults.append(fault)

    threads = [threading.Thread(target=run, args=item, daemon=True) for item in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_SECONDS)
    assert not any(thread.is_alive() for thread in threads), "a step did not end"
    if faults:
        raise faults[0]
    return results
