"""The ledger grown, stored and won back, over a store in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.application.arrivals import arrival
from services.audit.application.growing import EMPTY, checked
from services.audit.application.ledger import Collision, Cursor
from services.audit.application.sequencing import Sequencing
from services.audit.application.stored_log import StoredLog
from services.audit.domain.log import ResourceMissing
from services.audit.domain.merkle import hash_leaves, root_of
from services.audit.domain.signing import Signer
from services.audit.domain.tiles import tiles
from services.audit.domain.verification import verify
from shared.errors import BrokenHistory
from tests.unit.audit_app.histories import FIRST_EPOCH, LATER_EPOCH, history
from tests.unit.audit_app.ledgers import Anchored, MemoryStore

SIGNER = Signer("sovang.example/demo", bytes(range(32)))
OTHER = Signer("sovang.example/demo", bytes(32))


def sequencing(store, anchor=None, signer=SIGNER):
    found = Sequencing(store, anchor or Anchored(), signer)
    found.load()
    return found


def arrivals(length, *, epoch=FIRST_EPOCH, first=1):
    return [arrival(event) for event in history("nominations", length, epoch)[first - 1 :]]


@given(st.lists(st.integers(1, 300), min_size=1, max_size=5))
def test_whatever_the_batches_the_log_verifies_and_is_won_back(batches):
    store = MemoryStore()
    one = sequencing(store)
    waiting = arrivals(sum(batches))
    for size in batches:
        one.sequence(waiting[:size])
        waiting = waiting[size:]
        one.publish()

    report = verify(StoredLog(store), SIGNER.verifier)
    assert report.ok, report.findings
    assert report.entries == sum(batches)
    again = sequencing(store)
    assert again.size == one.size
    assert again.publish() is None


def test_what_was_sequenced_and_not_published_is_adopted():
    store = MemoryStore()
    sequencing(store).sequence(arrivals(600))

    again = Sequencing(store, Anchored(), SIGNER)

    assert again.load() == 600
    assert again.publish().root == root_of(hash_leaves([entry.leaf for entry in store.stored]))
    assert set(store.kept_tiles) == {(0, 0), (0, 1)}


def test_the_cursor_follows_and_a_later_epoch_begins_at_one():
    store = MemoryStore()
    one = sequencing(store)
    one.sequence(arrivals(3))
    assert one.cursor("nominations") == Cursor(FIRST_EPOCH, 3)

    one.sequence(arrivals(1, epoch=LATER_EPOCH))

    assert one.cursor("nominations") == Cursor(LATER_EPOCH, 1)
    with pytest.raises(BrokenHistory):
        one.sequence(arrivals(4, first=4))


def test_a_skipped_position_is_refused_before_anything_is_written():
    store = MemoryStore()

    with pytest.raises(BrokenHistory):
        sequencing(store).sequence(arrivals(3, first=2))

    assert store.stored == []


def test_two_writers_collide_on_entries_and_on_checkpoints():
    store = MemoryStore()
    one, other = sequencing(store), sequencing(store)
    one.sequence(arrivals(2))

    with pytest.raises(Collision):
        other.sequence(arrivals(1))
    third, fourth = sequencing(store), sequencing(store)
    third.publish()
    with pytest.raises(Collision):
        fourth.publish()


def test_each_step_is_told_in_order():
    steps = []
    one = Sequencing(MemoryStore(), Anchored(), SIGNER, reached=steps.append)
    one.load()
    one.sequence(arrivals(256))
    one.publish()

    assert steps == [
        "entries inserting",
        "entries inserted",
        "tiles inserting",
        "tiles inserted",
        "checkpoint inserting",
        "checkpoint inserted",
        "checkpoint anchored",
    ]


def test_a_ledger_behind_its_anchor_is_refused():
    anchor = Anchored()
    one = sequencing(MemoryStore(), anchor)
    one.sequence(arrivals(5))
    one.publish()

    with pytest.raises(BrokenHistory, match="already published with 5"):
        sequencing(MemoryStore(), anchor)


def test_a_ledger_that_differs_from_its_anchor_is_refused():
    anchor = Anchored()
    one = sequencing(MemoryStore(), anchor)
    one.sequence(arrivals(5))
    one.publish()
    rewritten = MemoryStore()
    sequencing(rewritten).sequence([arrival(event) for event in history("awards", 7)])

    with pytest.raises(BrokenHistory, match="not those that were published"):
        sequencing(rewritten, anchor)


@pytest.mark.parametrize("signer", [OTHER, replace(SIGNER, name="sovang.example/other")])
def test_an_anchor_of_another_ledger_is_refused(signer):
    anchor, store = Anchored(), MemoryStore()
    one = sequencing(store, anchor, signer)
    one.sequence(arrivals(1))
    one.publish()

    with pytest.raises(BrokenHistory, match="outside the database"):
        sequencing(store, anchor)


def test_a_missing_tile_or_another_root_stops_the_ledger():
    store = MemoryStore()
    one = sequencing(store)
    one.sequence(arrivals(300))
    one.publish()
    store.stored[299] = replace(store.stored[299], hash=bytes(32))

    with pytest.raises(BrokenHistory, match="another root"):
        sequencing(store)
    store.kept_tiles.clear()
    with pytest.raises(BrokenHistory, match="missing"):
        sequencing(store)


def test_an_entry_that_is_not_what_its_leaf_says_is_not_adopted():
    store = MemoryStore()
    entry = sequencing(store).sequence(arrivals(1))[0]

    assert checked(entry) == entry
    for wrong in (
        replace(entry, position=2),
        replace(entry, source="awards"),
        replace(entry, hash=bytes(32)),
        replace(entry, leaf=b"?"),
    ):
        with pytest.raises(BrokenHistory):
            checked(wrong)


def flipped(content):
    return bytes([content[0] ^ 1, *content[1:]])


@pytest.mark.parametrize("index", [0, 200, 255, 256, 299])
@pytest.mark.parametrize("field", ["hash", "leaf"])
def test_one_entry_altered_in_a_full_or_an_unfinished_tile_is_named(index, field):
    store = MemoryStore()
    one = sequencing(store)
    one.sequence(arrivals(300))
    one.publish()
    good = store.stored[index]
    store.stored[index] = replace(good, **{field: flipped(getattr(good, field))})

    report = verify(StoredLog(store), SIGNER.verifier)
    assert not report.ok
    assert index in [found.index for found in report.findings]
    store.stored[index] = good
    assert verify(StoredLog(store), SIGNER.verifier).ok


@pytest.mark.parametrize("harm", [flipped, lambda tile: tile[:-1], lambda tile: tile[:0]])
def test_a_full_tile_that_was_altered_is_told_as_it_is(harm):
    store = MemoryStore()
    one = sequencing(store)
    one.sequence(arrivals(300))
    one.publish()
    store.kept_tiles[0, 0] = harm(store.kept_tiles[0, 0])

    assert StoredLog(store).tile(0, 0, 256) == store.kept_tiles[0, 0]
    assert not verify(StoredLog(store), SIGNER.verifier).ok


def test_the_full_tile_over_an_entry_that_is_gone_is_told_as_it_is():
    store = MemoryStore()
    one = sequencing(store)
    one.sequence(arrivals(256))
    one.publish()
    del store.stored[100:]

    assert StoredLog(store).tile(0, 0, 256) == store.kept_tiles[0, 0]


def test_nothing_beyond_the_latest_checkpoint_is_served():
    store = MemoryStore()
    log = StoredLog(store)
    assert log.checkpoint() is None
    with pytest.raises(ResourceMissing):
        log.tile(0, 0, 1)
    one = sequencing(store)
    one.sequence(arrivals(300))
    one.publish()
    one.sequence(arrivals(600, first=301))

    for address in tiles(300):
        assert len(log.tile(address.level, address.index, address.width)) == 32 * address.width
    for level, index, width in ((0, 1, 45), (0, 1, 256), (0, 2, 1), (1, 0, 2), (2, 0, 1)):
        with pytest.raises(ResourceMissing):
            log.tile(level, index, width)
    with pytest.raises(ResourceMissing):
        log.entries(1, 45)


def test_an_empty_ledger_publishes_nothing():
    one = sequencing(MemoryStore())

    assert (one.size, one.published_size, one.publish()) == (0, 0, None)
    assert EMPTY.size == 0
