"""What every store shares: checks before an append, the chain check after a read, and the commit as a document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.canonical import NO_DIGEST, digest
from shared.errors import BrokenHistory
from shared.eventstore import Head, chained, commit_key, empty_head, head_after, stored
from shared.eventstore.documents import to_commit, to_document
from shared.eventstore.memory import MemoryEventStore
from shared.testing.eventstore_contract import fresh, grown
from shared.testing.history import proposal_after


def commits(*sizes):
    store = MemoryEventStore()
    stream = fresh()
    grown(store, stream, sizes)
    return store.read(stream).commits


def test_keys_sort_as_versions_do_and_no_other_stream_lies_between():
    assert commit_key("plan-1", 7) == "plan-1@0000000007"
    assert commit_key("plan-1", 9) < commit_key("plan-1", 10) < "plan-1@:"
    assert not commit_key("plan-1", 1) < commit_key("plan-1-0", 1) < "plan-1@:"
    assert not commit_key("plan-1", 1) < commit_key("plan-10", 1) < "plan-1@:"


def test_a_chain_ends_in_the_head_of_its_last_event():
    chain = commits(2, 1, 3)
    end = Head(chain[0].stream, 6, digest(chain[-1].events[-1].body))

    assert chained(empty_head(chain[0].stream), chain) == end
    assert chained(end, ()) == end
    assert head_after(end, []) == end


@pytest.mark.parametrize(
    "break_it",
    [
        lambda chain: chain[1:],
        lambda chain: [chain[0], chain[2]],
        lambda chain: [chain[1], chain[0], chain[2]],
        lambda chain: [chain[0], replace(chain[1], last=9), chain[2]],
        lambda chain: [chain[0], replace(chain[1], events=chain[1].events * 2), chain[2]],
        lambda chain: [chain[0], replace(chain[1], events=(stored(b"{}"),)), chain[2]],
        lambda chain: [replace(chain[0], events=chain[0].events[::-1]), *chain[1:]],
    ],
)
def test_a_broken_chain_is_told_with_the_commit_that_does_not_fit(break_it):
    chain = commits(2, 1, 1)

    with pytest.raises(BrokenHistory, match=f"{chain[0].stream}@"):
        chained(empty_head(chain[0].stream), break_it(chain))


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[]", b'"a"', b"1"])
def test_an_event_that_is_no_json_object_is_broken_history(body):
    with pytest.raises(BrokenHistory):
        stored(body)


@given(st.integers(0, 5), st.integers(1, 4))
def test_a_commit_is_read_from_its_document_as_it_was_proposed(version, count):
    head = Head("plan-1", version, NO_DIGEST)
    proposal = proposal_after(head, count)
    commit = to_commit(to_document(head, proposal))

    assert (commit.first, commit.last) == (version + 1, version + count)
    assert commit.commit_key == to_document(head, proposal)["_id"]
    assert (commit.commit_id, commit.command, commit.recorded_at) == (
        proposal.commit_id,
        proposal.command,
        proposal.recorded_at,
    )
    assert tuple(event.body for event in commit.events) == proposal.events
