"""Whether ledger and sources still tell the same: each source's feed against the ledger's digests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from services.audit.domain.entry import Entry
from services.audit.domain.findings import EntryName, Finding, fields_of, name_of
from services.audit.domain.recorded import Recorded, Series

Feed = Callable[[str, str], Iterable[tuple[int, bytes]] | None]
"""(source, epoch) -> its (position, event bytes) in order, None when the source does not serve that epoch."""


@dataclass(slots=True)
class SourcesReport:
    """The outcome; `unsequenced` counts events that the ledger has not taken in yet, which is no fault."""

    findings: list[Finding] = field(default_factory=list)
    compared: int = 0
    unsequenced: int = 0
    closed_epochs: list[Series] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """True when nothing recorded differs from what the sources hold."""
        return not self.findings


def verify_sources(recorded: Recorded, feed: Feed) -> SourcesReport:
    """Compare every event the ledger recorded with the bytes its source serves now."""
    report = SourcesReport()
    latest = dict(recorded)  # of each source the epoch met last
    for series in recorded:
        source, epoch = series
        told = feed(source, epoch)
        if told is None and latest[source] != epoch:
            report.closed_epochs.append(series)  # a source serves its newest numbering only
        else:
            _compare(report, recorded, series, told or ())
    return report


def _compare(
    report: SourcesReport, recorded: Recorded, series: Series, told: Iterable[tuple[int, bytes]]
) -> None:
    expected, last = 1, recorded.last(series)
    for position, event in told:
        for absent, index in recorded.between(series, expected, position):
            report.findings.append(_lost(series, absent, index))
        expected = max(expected, position + 1)
        found = recorded.find(series, position)
        if found is None:  # below the last one the ledger has a gap, which the completeness check names
            report.unsequenced += position > last
            continue
        report.compared += 1
        if found[1] != sha256(event).digest():
            report.findings.append(_differs(series, position, found[0], event))
    for position, index in recorded.between(series, expected, last + 1):
        report.findings.append(_ends_early(series, position, index, last))
        break


def _differs(series: Series, position: int, index: int, event: bytes) -> Finding:
    name = name_of(Entry(*series, position, event[:0]), fields_of(event))
    return Finding(
        index, "source-differs",
        f"Mục {index} ({name}): nội dung đang lưu ở nguồn {series[0]} khác với nội dung đã ghi sổ.",
        f"Entry {index} ({name}): what {series[0]} stores now differs from what the ledger recorded.",
        name,
    )  # fmt: skip


def _lost(series: Series, position: int, index: int) -> Finding:
    name = EntryName(*series, position)
    return Finding(
        index, "source-lost",
        f"Mục {index} ({name}): nguồn {series[0]} không còn sự kiện này.",
        f"Entry {index} ({name}): {series[0]} no longer has this event.",
        name,
    )  # fmt: skip


def _ends_early(series: Series, position: int, index: int, last: int) -> Finding:
    name = EntryName(*series, position)
    return Finding(
        index, "source-shorter",
        f"Mục {index} ({name}): nguồn {series[0]} kết thúc trước vị trí này; sổ đã ghi đến vị trí {last}.",
        f"Entry {index} ({name}): the feed of {series[0]} ends before it; the ledger goes up to {last}.",
        name,
    )  # fmt: skip
