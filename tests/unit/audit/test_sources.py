"""The ledger against what the sources hold now."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from services.audit.domain.entry import Entry
from services.audit.domain.recorded import Recorded
from services.audit.domain.sources import SourcesReport, verify_sources
from tests.unit.audit.logs import Source, kinds


def recorded(entries: Iterable[Entry]) -> Recorded:
    found = Recorded()
    for index, entry in enumerate(entries):
        found.add(index, entry)
    return found


NOMINATIONS, AWARDS = Source(), Source("awards")
ENTRIES = [source.entry() for _ in range(5) for source in (NOMINATIONS, AWARDS)]
Told = dict[tuple[str, str], list[tuple[int, bytes]] | None]


def feeds() -> Told:
    return {
        (source, "e1"): [(entry.position, entry.event) for entry in ENTRIES if entry.source == source]
        for source in ("nominations", "awards")
    }


def compare(told: Told, entries: Iterable[Entry] = ENTRIES) -> SourcesReport:
    return verify_sources(recorded(entries), lambda source, epoch: told.get((source, epoch)))


def test_sources_that_hold_what_was_recorded_agree() -> None:
    report = compare(feeds())
    assert (report.ok, report.compared, report.unsequenced) == (True, 10, 0)


@pytest.mark.parametrize("position", range(1, 6))
def test_a_changed_event_of_a_source_is_named(position: int) -> None:
    told = feeds()
    events = told["awards", "e1"] or []
    events[position - 1] = (position, events[position - 1][1] + b" ")
    found = compare(told).findings
    assert kinds(found) == [(2 * position - 1, "source-differs")]
    assert f"awards@{position}, nomination-1, NominationSubmitted" in found[0].english
    assert not compare(told).ok


def test_a_feed_that_ends_before_the_ledger_is_found() -> None:
    told = feeds()
    del (told["nominations", "e1"] or [])[3:]
    found = compare(told).findings
    assert kinds(found) == [(6, "source-shorter")]
    assert "nominations@4" in found[0].vietnamese


def test_a_feed_with_a_hole_names_each_lost_event() -> None:
    told = feeds()
    del (told["nominations", "e1"] or [])[1:3]
    found = compare(told).findings
    assert kinds(found) == [(2, "source-lost"), (4, "source-lost")]
    assert "nominations@2" in found[0].english


def test_events_not_sequenced_yet_are_counted_and_no_fault() -> None:
    told = feeds()
    (told["awards", "e1"] or []).extend([(6, b"{}"), (7, b"{}")])
    report = compare(told)
    assert (report.ok, report.unsequenced) == (True, 2)


def test_a_source_that_says_nothing_is_found() -> None:
    told = feeds()
    told["awards", "e1"] = None
    assert kinds(compare(told).findings) == [(1, "source-shorter")]


def test_only_an_older_epoch_need_no_longer_be_served() -> None:
    newer = Source(epoch="e2")
    entries = [*ENTRIES, newer.entry()]
    report = compare(feeds() | {("nominations", "e1"): None}, entries)
    assert report.closed_epochs == [("nominations", "e1")]
    assert kinds(report.findings) == [(10, "source-shorter")]


def test_a_ledger_with_holes_is_compared_where_it_has_entries() -> None:
    source = Source()
    entries = [source.entry() for _ in range(6)]
    told: Told = {("nominations", "e1"): [(entry.position, entry.event) for entry in entries]}
    report = compare(told, [entries[0], entries[3], entries[3], entries[4]])
    assert (report.ok, report.compared, report.unsequenced) == (True, 3, 1)
    (told["nominations", "e1"] or [])[3:] = [(4, b"{}")]
    report = compare(told, [entries[0], entries[3], entries[4]])
    assert kinds(report.findings) == [(1, "source-differs"), (2, "source-shorter")]


def test_an_entry_at_an_absurd_position_costs_nothing() -> None:
    far = Entry("awards", "e1", 2**62, b"{}")
    assert kinds(compare({("awards", "e1"): []}, [far]).findings) == [(0, "source-shorter")]
    assert compare({("awards", "e1"): [(2**62, b"{}")]}, [far]).ok


def test_the_first_entry_of_a_position_counts() -> None:
    ledger = recorded(Entry("awards", "e1", position, b"%d" % position) for position in (1, 1, 5, 5))
    assert (ledger.find(("awards", "e1"), 1) or (None,))[0] == 0
    assert (ledger.find(("awards", "e1"), 5) or (None,))[0] == 2
    assert ledger.find(("awards", "e1"), 0) is None
    assert ledger.find(("awards", "e2"), 1) is None


def test_an_event_served_out_of_order_is_compared_all_the_same() -> None:
    told = feeds()
    events = told["awards", "e1"] or []
    events.append((1, b"other"))
    assert kinds(compare(told).findings) == [(1, "source-differs")]
