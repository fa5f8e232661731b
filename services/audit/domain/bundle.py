"""Entry bundles of tlog-tiles: entries one after another, each behind its length in two bytes."""

from __future__ import annotations

from collections.abc import Iterable

from services.audit.domain.errors import EntryTooLarge, MalformedTile

MAX_ENTRY = 65_535


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """The bundle's bytes."""
    parts = []
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise EntryTooLarge(f"An entry has {len(entry)} bytes; at most {MAX_ENTRY} fit a bundle.")
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def split_bundle(bundle: bytes) -> tuple[list[bytes], bool]:
    """The whole entries from the front of a bundle, and whether they are all of it."""
    entries, at = [], 0
    while at + 2 <= len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if end > len(bundle):
            break
        entries.append(bundle[at + 2 : end])
        at = end
    return entries, at == len(bundle)


def decode_bundle(bundle: bytes, width: int) -> list[bytes]:
    """The entries of a bundle that must have exactly *width* of them."""
    entries, whole = split_bundle(bundle)
    if not whole or len(entries) != width:
        raise MalformedTile(f"A bundle of width {width} holds {len(entries)} entries or a torn one.")
    return entries
