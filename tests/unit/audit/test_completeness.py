"""What the completeness check finds in a ledger whose hashes may all be right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.completeness import Completeness
from services.audit.domain.entry import Entry
from services.audit.domain.findings import Finding
from tests.unit.audit.logs import Source, kinds


def check(entries: Sequence[Entry]) -> list[Finding]:
    completeness = Completeness()
    return [found for index, entry in enumerate(entries) for found in completeness.feed(index, entry)]


def sound(count: int) -> list[Entry]:
    """Two sources in turn, three streams each; every event of awards is caused by one of nominations."""
    nominations, awards, entries = Source(), Source("awards"), []
    for number in range(count):
        entries.append(nominations.entry(f"nomination-{number % 3}"))
        cause = f"nominations-{nominations.position}"
        entries.append(awards.entry(f"award-{number % 3}", cause=cause))
    return entries


def test_a_sound_ledger_has_no_findings() -> None:
    assert check(sound(20)) == []


@given(st.integers(0, 39))
def test_an_entry_left_out_is_found_at_the_next_of_its_source(gone: int) -> None:
    entries = sound(20)
    lost = entries.pop(gone)
    found = [finding for finding in check(entries) if finding.kind == "position-gap"]
    follows = [index for index, entry in enumerate(entries) if index >= gone and entry.source == lost.source]
    assert [finding.index for finding in found] == follows[:1]


@given(st.randoms(use_true_random=False))
def test_any_other_order_within_a_source_is_found(random: Random) -> None:
    entries = [entry for entry in sound(10) if entry.source == "nominations"]
    shuffled = random.sample(entries, len(entries))
    assert bool(check(shuffled)) == (shuffled != entries)


@given(st.integers(0, 39), st.integers(0, 10_000))
def test_a_byte_changed_in_an_event_is_found_unless_it_was_the_last_of_its_stream(at: int, byte: int) -> None:
    entries = sound(20)
    event = bytearray(entries[at].event)
    event[byte % len(event)] ^= 1
    entries[at] = replace(entries[at], event=bytes(event))
    last_of_streams = range(34, 40)
    assert check(entries) or at in last_of_streams


def test_a_ledger_that_starts_late_says_which_positions_are_missing() -> None:
    found = check(sound(5)[4:])
    assert (found[0].index, found[0].kind) == (0, "position-gap")
    assert "1-2" in found[0].vietnamese
    assert "1-2" in found[0].english
    assert found[0].entry.position == 3


def test_an_entry_recorded_twice_is_found_once() -> None:
    entries = sound(3)
    assert kinds(check([*entries, entries[0]])) == [(6, "position-repeated"), (6, "version-order")]


def test_a_stream_goes_on_soundly_after_an_entry_recorded_twice() -> None:
    source = Source()
    first, second, third = (source.entry() for _ in range(3))
    assert {finding.index for finding in check([first, second, first, third])} == {2}


def test_a_version_left_out_is_found_where_positions_are_dense() -> None:
    source = Source()
    first = source.entry()
    source.entry()
    source.position -= 1
    assert kinds(check([first, source.entry()])) == [(1, "version-order")]


def test_a_stream_that_does_not_start_at_version_one_is_found() -> None:
    assert kinds(check([Source().entry(streamversion=2)])) == [(0, "version-order")]


def test_a_wrong_previous_digest_is_found() -> None:
    source = Source()
    entries = [source.entry(), source.entry(previous="f" * 64)]
    assert kinds(check(entries)) == [(1, "previous-digest")]
    assert kinds(check([Source().entry(previous="f" * 64)])) == [(0, "previous-digest")]


def test_streams_of_one_name_in_two_sources_are_two_streams() -> None:
    assert check([Source().entry("x-1"), Source("awards").entry("x-1")]) == []


def test_an_event_before_its_cause_is_found() -> None:
    nominations, awards = Source(), Source("awards")
    effect = awards.entry(cause="nominations-1")
    cause = nominations.entry()
    assert kinds(check([effect, cause])) == [(0, "cause-missing")]
    assert check([cause, effect]) == []


def test_an_event_is_not_its_own_cause() -> None:
    assert kinds(check([Source().entry(cause="nominations-1")])) == [(0, "cause-missing")]


@pytest.mark.parametrize("cause", ["command:77", "", None])
def test_a_command_of_a_person_is_no_event_to_wait_for(cause: str | None) -> None:
    assert check([Source().entry(cause=cause)]) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "event",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 20_000,
        b'{"id": 1}',
        Source().entry(streamversion="1").event,
        Source().entry(streamversion=True).event,
        Source().entry(streamversion=0).event,
        Source().entry(cause=5).event,  # type: ignore[arg-type]
        Source().entry(type=1, streamversion=None).event,
    ],
)
def test_an_event_that_cannot_be_read_is_named(event: bytes) -> None:
    found = check([Entry("nominations", "e1", 1, event)])
    assert kinds(found) == [(0, "event-unreadable")]
    assert "nominations@1" in found[0].vietnamese


def test_a_finding_names_the_entry_in_both_languages() -> None:
    found = check([Source().entry(previous="f" * 64)])[0]
    for sentence in (found.vietnamese, found.english):
        assert "nominations@1, nomination-1, NominationSubmitted" in sentence
    assert found.vietnamese.startswith("Mục 0")


class TestNewEpoch:
    """A source's numbering begins again; its streams do not."""

    def test_streams_may_go_on_where_they_were(self) -> None:
        old = Source()
        entries = [old.entry(), old.entry()]
        new = Source(epoch="e2")
        new.heads = old.heads
        assert check([*entries, new.entry()]) == []

    def test_streams_may_be_told_again_from_the_start_and_go_on(self) -> None:
        old = [Source().entry() for _ in range(1)]
        told = [replace(entry, epoch="e2") for entry in old]
        assert check([*old, *told]) == []
        source = Source()
        three = [source.entry() for _ in range(3)]
        assert check([*three[:2], *(replace(entry, epoch="e2") for entry in three)]) == []

    def test_a_stream_told_otherwise_than_before_is_found(self) -> None:
        source, other = Source(), Source(epoch="e2")
        entries = [source.entry(), source.entry(), source.entry()]
        retold = [other.entry(type="Other"), other.entry(), other.entry(), other.entry()]
        assert kinds(check([*entries, *retold])) == [(5, "history-rewritten")]

    def test_a_shorter_telling_in_between_hides_nothing(self) -> None:
        source, other = Source(), Source(epoch="e3")
        entries = [source.entry(), source.entry()]
        short = replace(entries[0], epoch="e2")
        retold = [other.entry(type="Other"), other.entry()]
        assert kinds(check([*entries, short, *retold])) == [(4, "history-rewritten")]

    def test_its_positions_start_at_one(self) -> None:
        old = Source()
        entries = [old.entry()]
        new = Source(epoch="e2")
        new.heads, new.position = old.heads, 1
        found = check([*entries, new.entry()])
        assert kinds(found) == [(1, "position-gap")]
        assert "thiếu vị trí 1 " in found[0].vietnamese


def test_the_digest_is_of_the_bytes_as_they_stand() -> None:
    spaced = Entry("nominations", "e1", 1, Source().entry().event.replace(b": ", b" :  "))
    fields = json.loads(Source().entry().event) | {
        "id": "2",
        "streamversion": 2,
        "previous": sha256(spaced.event).hexdigest(),
    }
    assert check([spaced, Entry("nominations", "e1", 2, json.dumps(fields).encode())]) == []
