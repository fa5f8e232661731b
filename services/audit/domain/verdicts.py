"""The findings of a verification, each in one place with its two sentences."""

from __future__ import annotations

from services.audit.domain.checkpoint import Checkpoint
from services.audit.domain.entry import parse_entry
from services.audit.domain.errors import LedgerError, MalformedEntry, Unsigned, WrongSignature
from services.audit.domain.findings import EntryName, Finding, fields_of, name_of
from services.audit.domain.note import Note
from services.audit.domain.signing import VerifierKey, open_note
from services.audit.domain.tiles import TileAddress


def on_signature(note: Note, checkpoint: Checkpoint, key: VerifierKey) -> list[Finding]:
    """What is wrong with who signed a checkpoint, and for which log."""
    found = []
    try:
        open_note(note, [key])
    except WrongSignature:
        found.append(Finding(
            None, "signature-wrong",
            f"Chữ ký của {key.name} trên mốc xác nhận không đúng.",
            f"The signature of {key.name} on the checkpoint is wrong.",
        ))  # fmt: skip
    except Unsigned:
        found.append(Finding(
            None, "signature-missing",
            f"Mốc xác nhận không có chữ ký của {key.name} (khóa {key.key_id.hex()}).",
            f"The checkpoint is not signed by {key.name} (key {key.key_id.hex()}).",
        ))  # fmt: skip
    if checkpoint.origin != key.name:
        found.append(Finding(
            None, "origin-differs",
            f"Mốc xác nhận thuộc sổ {checkpoint.origin}, không phải sổ {key.name}.",
            f"The checkpoint is of the log {checkpoint.origin}, not of {key.name}.",
        ))  # fmt: skip
    return found


def checkpoint_unreadable(error: LedgerError) -> Finding:
    """The checkpoint's bytes say nothing."""
    return Finding(
        None, "checkpoint-unreadable",
        "Mốc xác nhận không đúng định dạng nên không đọc được.",
        f"The checkpoint cannot be read: {error}",
    )  # fmt: skip


def root_differs(held: int, checkpoint: Checkpoint) -> Finding:
    """The tree is whole and is not the one that was signed."""
    return Finding(
        None, "root-differs",
        f"Mã băm gốc dựng lại từ {checkpoint.size} mục khác mã băm gốc đã ký; sai khác từ mục {held} trở đi.",
        f"The root rebuilt from {checkpoint.size} entries is not the signed one; they differ from {held} on.",
    )  # fmt: skip


def bundle_torn(address: TileAddress, index: int) -> Finding:
    """The entries of a bundle cannot be told apart from *index* on."""
    return Finding(
        index, "bundle-torn",
        f"Mục {index}: {address.path()} bị hỏng từ mục này trở đi.",
        f"Entry {index}: {address.path()} is torn from this entry on.",
    )  # fmt: skip


def entry_altered(index: int, leaf: bytes) -> Finding:
    """The stored entry is not the one whose hash was recorded."""
    name = _name(leaf)
    return Finding(
        index, "entry-altered",
        f"Mục {index} ({name}) đã bị sửa: nội dung không khớp mã băm đã ghi.",
        f"Entry {index} ({name}) was altered: its content does not match the hash on record.",
        name,
    )  # fmt: skip


def leaf_hash_altered(index: int, leaf: bytes, tile: int) -> Finding:
    """The entry is the signed one, and the hash served for it is not its hash."""
    name, path = _name(leaf), TileAddress(0, tile).path()
    return Finding(
        index, "tile-altered",
        f"Mã băm của mục {index} ({name}) trong {path} đã bị sửa; bản thân mục còn nguyên.",
        f"The hash of entry {index} ({name}) in {path} was altered; the entry itself is intact.",
        name,
    )  # fmt: skip


def entry_unreadable(index: int) -> Finding:
    """A leaf that is no entry of this ledger's format."""
    return Finding(
        index, "entry-unreadable",
        f"Mục {index} không theo định dạng của sổ.",
        f"Entry {index} is not in the ledger's format.",
    )  # fmt: skip


def _name(leaf: bytes) -> EntryName:
    try:
        entry = parse_entry(leaf)
    except MalformedEntry:
        return EntryName()
    return name_of(entry, fields_of(entry.event))
