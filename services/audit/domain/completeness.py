"""Whether anything was left out of the ledger: dense positions and versions, chained digests, causes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from services.audit.domain.entry import Entry
from services.audit.domain.findings import EntryName, Finding, fields_of, name_of

NO_PREVIOUS = "0" * 64
COMMAND = "command:"


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a stream stands: its last version and the digest of that event, which commits to all before it."""

    epoch: str
    version: int = 0
    digest: str = NO_PREVIOUS
    earlier: tuple[int, str] = (0, NO_PREVIOUS)  # the longest this stream was in an epoch before


@dataclass(frozen=True, slots=True)
class _Event:
    """The attributes of an event that say what it follows."""

    id: str
    subject: str
    version: int
    previous: str
    cause: str | None


class Completeness:
    """
    Takes the entries in ledger order and yields what is missing or out of place.

    Keeps one head per stream, one position per source and epoch, and 16 bytes per event id.
    A new epoch may number its streams' events again from version 1, if they are the same events.
    """

    def __init__(self) -> None:
        self._positions: dict[tuple[str, str], int] = {}
        self._heads: dict[tuple[str, str], _Head] = {}
        self._seen: set[bytes] = set()

    def feed(self, index: int, entry: Entry, fields: dict[str, object] | None = None) -> Iterator[Finding]:
        """What is wrong with the next entry; *fields* spares reading the event twice."""
        fields = fields_of(entry.event) if fields is None else fields
        name = name_of(entry, fields)
        yield from self._position(index, entry, name)
        event = _read(fields)
        if event is None:
            yield Finding(
                index, "event-unreadable",
                f"Mục {index} ({name}): không đọc được các thuộc tính của sự kiện.",
                f"Entry {index} ({name}): the event's attributes cannot be read.",
                name,
            )  # fmt: skip
            return
        yield from self._version(index, entry, event, name)
        yield from self._cause(index, event, name)

    def _position(self, index: int, entry: Entry, name: EntryName) -> Iterator[Finding]:
        key = (entry.source, entry.epoch)
        expected = self._positions.get(key, 0) + 1
        self._positions[key] = max(expected - 1, entry.position)
        if entry.position > expected:
            missing = f"{expected}" if entry.position == expected + 1 else f"{expected}–{entry.position - 1}"
            yield Finding(
                index, "position-gap",
                f"Mục {index} ({name}): nguồn {entry.source} thiếu vị trí {missing} ngay trước mục này.",
                f"Entry {index} ({name}): position {missing} of {entry.source} is missing before it.",
                name,
            )  # fmt: skip
        elif entry.position < expected:
            yield Finding(
                index, "position-repeated",
                f"Mục {index} ({name}): vị trí này của nguồn {entry.source} đã được ghi hoặc đã bị vượt qua.",
                f"Entry {index} ({name}): this position of {entry.source} was already recorded or passed.",
                name,
            )  # fmt: skip

    def _version(self, index: int, entry: Entry, event: _Event, name: EntryName) -> Iterator[Finding]:
        key = (entry.source, event.subject)
        head = _before(self._heads.get(key), entry.epoch, event)
        digest = sha256(entry.event).hexdigest()
        if event.version != head.version + 1:
            yield Finding(
                index, "version-order",
                f"Mục {index} ({name}): phiên bản {event.version} không nối tiếp phiên bản {head.version}.",
                f"Entry {index} ({name}): version {event.version} does not follow version {head.version}.",
                name,
            )  # fmt: skip
        elif event.previous != head.digest:
            yield Finding(
                index, "previous-digest",
                f"Mục {index} ({name}): mã băm của sự kiện liền trước trong hồ sơ không khớp.",
                f"Entry {index} ({name}): the digest of the stream's previous event does not match.",
                name,
            )  # fmt: skip
        elif event.version == head.earlier[0] and digest != head.earlier[1]:
            yield Finding(
                index, "history-rewritten",
                f"Mục {index} ({name}): lịch sử đến phiên bản {event.version} khác với kỳ đánh số trước.",
                f"Entry {index} ({name}): history up to version {event.version} differs from an older epoch.",
                name,
            )  # fmt: skip
        if event.version > head.version:
            self._heads[key] = _Head(entry.epoch, event.version, digest, head.earlier)

    def _cause(self, index: int, event: _Event, name: EntryName) -> Iterator[Finding]:
        cause = event.cause
        if cause and not cause.startswith(COMMAND) and _short(cause) not in self._seen:
            yield Finding(
                index, "cause-missing",
                f"Mục {index} ({name}): sự kiện nguyên nhân {cause} chưa được ghi trước mục này.",
                f"Entry {index} ({name}): its cause {cause} is not recorded before it.",
                name,
            )  # fmt: skip
        self._seen.add(_short(event.id))


def _before(head: _Head | None, epoch: str, event: _Event) -> _Head:
    """The head the event must follow: in a new epoch the stream may go on, or be told again from the start."""
    if head is None:
        return _Head(epoch)
    if epoch == head.epoch or event.version != 1:
        return head
    return _Head(epoch, earlier=max(head.earlier, (head.version, head.digest)))


def _short(event_id: str) -> bytes:
    return sha256(event_id.encode("utf-8", "surrogatepass")).digest()[:16]


def _read(fields: dict[str, object] | None) -> _Event | None:
    match fields:
        case {"id": str(name), "subject": str(subject), "streamversion": int(version), "previous": str(before)}:
            cause = fields.get("causationid")
            if isinstance(cause, str | None) and not isinstance(version, bool) and version >= 1:
                return _Event(name, subject, version, before, cause)
    return None
