"""Whether anything was left out: dense positions and versions, chained digests, causes first."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from services.audit.domain.entry import Entry
from services.audit.domain.findings import EntryName, Finding, fields_of, name_of

NO_PREVIOUS = "0" * 64
COMMAND = "command:"


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a stream stands: its last version and that event's digest, which commits to all before it."""

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


@dataclass(frozen=True, slots=True)
class _Fault:
    """A finding before it is known where."""

    kind: str
    vietnamese: str
    english: str


_UNREADABLE = _Fault(
    "event-unreadable",
    "không đọc được các thuộc tính của sự kiện",
    "the event's attributes cannot be read",
)


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

    def feed(self, index: int, entry: Entry) -> list[Finding]:
        """What is wrong with the next entry."""
        fields = fields_of(entry.event)
        faults = self._position(entry)
        event = _read(fields or {})
        if event is None:
            faults.append(_UNREADABLE)
        else:
            faults += self._version(entry, event)
            faults += self._cause(event)
        return [_finding(index, name_of(entry, fields), fault) for fault in faults]

    def _position(self, entry: Entry) -> list[_Fault]:
        key, position = (entry.source, entry.epoch), entry.position
        expected = self._positions.get(key, 0) + 1
        if position < expected:
            return [_Fault(
                "position-repeated",
                f"vị trí này của nguồn {entry.source} đã được ghi hoặc đã bị vượt qua",
                f"this position of {entry.source} was already recorded or passed",
            )]  # fmt: skip
        self._positions[key] = position
        if position == expected:
            return []
        missing = str(expected) if position == expected + 1 else f"{expected}-{position - 1}"
        return [_Fault(
            "position-gap",
            f"nguồn {entry.source} thiếu vị trí {missing} ngay trước mục này",
            f"position {missing} of {entry.source} is missing before it",
        )]  # fmt: skip

    def _version(self, entry: Entry, event: _Event) -> list[_Fault]:
        key = (entry.source, event.subject)
        head = _before(self._heads.get(key), entry.epoch, event)
        digest = sha256(entry.event).hexdigest()
        if event.version > head.version:
            self._heads[key] = _Head(entry.epoch, event.version, digest, head.earlier)
        if event.version != head.version + 1:
            return [_Fault(
                "version-order",
                f"phiên bản {event.version} không nối tiếp phiên bản {head.version}",
                f"version {event.version} does not follow version {head.version}",
            )]  # fmt: skip
        if event.previous != head.digest:
            return [_Fault(
                "previous-digest",
                "mã băm của sự kiện liền trước trong hồ sơ không khớp",
                "the digest of the stream's previous event does not match",
            )]  # fmt: skip
        if event.version == head.earlier[0] and digest != head.earlier[1]:
            return [_Fault(
                "history-rewritten",
                f"lịch sử đến phiên bản {event.version} khác với kỳ đánh số trước",
                f"history up to version {event.version} differs from an older epoch",
            )]  # fmt: skip
        return []

    def _cause(self, event: _Event) -> list[_Fault]:
        cause = event.cause
        known = not cause or cause.startswith(COMMAND) or _short(cause) in self._seen
        self._seen.add(_short(event.id))
        if known:
            return []
        return [_Fault(
            "cause-missing",
            f"sự kiện nguyên nhân {cause} chưa được ghi trước mục này",
            f"its cause {cause} is not recorded before it",
        )]  # fmt: skip


def _finding(index: int, name: EntryName, fault: _Fault) -> Finding:
    return Finding(
        index, fault.kind,
        f"Mục {index} ({name}): {fault.vietnamese}.", f"Entry {index} ({name}): {fault.english}.",
        name,
    )  # fmt: skip


def _before(head: _Head | None, epoch: str, event: _Event) -> _Head:
    """The head the event must follow: a stream may go on in a new epoch, or be told again from its start."""
    if head is None:
        return _Head(epoch)
    if epoch == head.epoch or event.version != 1:
        return head
    return _Head(epoch, earlier=max(head.earlier, (head.version, head.digest)))


def _short(event_id: str) -> bytes:
    return sha256(event_id.encode("utf-8", "surrogatepass")).digest()[:16]


def _read(fields: dict[str, object]) -> _Event | None:
    name, subject = fields.get("id"), fields.get("subject")
    version, before = fields.get("streamversion"), fields.get("previous")
    cause = fields.get("causationid")
    if not (isinstance(name, str) and isinstance(subject, str) and isinstance(before, str)):
        return None
    if type(version) is not int or version < 1 or not isinstance(cause, str | None):
        return None
    return _Event(name, subject, version, before, cause)
