"""Verifying a ledger from outside: signature, leaves, tiles, root, and that nothing is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from services.audit.domain import verdicts
from services.audit.domain.ascent import Ascent, cut_off
from services.audit.domain.checkpoint import MAX_SIZE, Checkpoint, parse_checkpoint
from services.audit.domain.completeness import Completeness
from services.audit.domain.entry import parse_entry
from services.audit.domain.errors import LedgerError, MalformedEntry
from services.audit.domain.findings import Finding
from services.audit.domain.log import Log
from services.audit.domain.merkle import hash_leaves
from services.audit.domain.note import parse_note
from services.audit.domain.recorded import Recorded
from services.audit.domain.report import Findings, Report
from services.audit.domain.shelf import Shelf
from services.audit.domain.signing import VerifierKey, parse_vkey
from services.audit.domain.tiles import TileAddress, bundles

Progress = Callable[[int, int], None]
"""(entries checked, entries in all)"""


def verify(
    log: Log,
    vkey: str | VerifierKey,
    progress: Progress | None = None,
    known: Sequence[Checkpoint] = (),
) -> Report:
    """
    Check everything a log publishes against its latest checkpoint.

    *known* are checkpoints seen earlier: the log must still hold each, and they bracket where it broke.
    """
    key = parse_vkey(vkey) if isinstance(vkey, str) else vkey
    raw = log.checkpoint()
    if raw is None:
        return Report(None, tuple(cut_off(known)))
    try:
        note = parse_note(raw)
        checkpoint = parse_checkpoint(note.text)
    except LedgerError as error:
        return Report(None, (verdicts.checkpoint_unreadable(error),))
    run = _Run(log, checkpoint, sorted(known, key=lambda seen: seen.size))
    for address in bundles(checkpoint.size):
        if not run.take(address):
            break
        if progress:
            progress(run.checked, checkpoint.size)
    return run.report(verdicts.on_signature(note, checkpoint, key))


class _Run:
    """
    One pass over a log, reading its leaves twice while they agree only once: by entries and by level 0 tiles.

    Which of the two readings leads to the signed root tells what was altered, the entries or the tiles.
    """

    def __init__(self, log: Log, checkpoint: Checkpoint, known: Sequence[Checkpoint]) -> None:
        self._checkpoint = checkpoint
        self._broken, self._gaps = Findings(), Findings()
        self._bad_entries, self._bad_tiles = Findings(), Findings()
        self._shelf = Shelf(log, self._broken)
        self._by_entries = self._by_tiles = Ascent(log, known)
        self._completeness = Completeness()
        self._recorded = Recorded()
        self.checked = 0

    def take(self, address: TileAddress) -> bool:
        """Read the next bundle and its tile; False when neither says what the leaves are."""
        bundle = self._shelf.entries(address)
        leaves, whole = bundle or ([], False)
        served = self._shelf.hashes(TileAddress(0, address.index, address.width))
        own = hash_leaves(leaves)
        told = own if served is None else served
        bad = [at for at, (mine, theirs) in enumerate(zip(own, told, strict=False)) if mine != theirs]
        if bundle and not whole:  # what follows a wrong length is noise: name the first entry only
            leaves = leaves[: bad[0] if bad else address.width - 1]
            own, bad = own[: len(leaves)], []
            self._broken.add([verdicts.bundle_torn(address, address.first + len(leaves))])
        if served is None and not whole:
            return False
        self._name(address, leaves, bad)
        self._climb([*own, *told[len(own) :]], told)
        self._read(address.first, leaves)
        self.checked += address.width
        return True

    def _name(self, address: TileAddress, leaves: Sequence[bytes], bad: Sequence[int]) -> None:
        for at in bad:
            index = address.first + at
            self._bad_entries.add([verdicts.entry_altered(index, leaves[at])])
            self._bad_tiles.add([verdicts.leaf_hash_altered(index, leaves[at], address.index)])

    def _climb(self, own: Sequence[bytes], told: Sequence[bytes]) -> None:
        if own != told and self._by_entries is self._by_tiles:
            self._by_tiles = self._by_entries.fork()
        self._by_entries.append(own)
        if self._by_tiles is not self._by_entries:
            self._by_tiles.append(told)

    def _read(self, first: int, leaves: Sequence[bytes]) -> None:
        for index, leaf in enumerate(leaves, first):
            try:
                entry = parse_entry(leaf)
            except MalformedEntry:
                self._gaps.add([verdicts.entry_unreadable(index)])
                continue
            self._gaps.add(self._completeness.feed(index, entry))
            self._recorded.add(index, entry)

    def report(self, on_signature: Sequence[Finding]) -> Report:
        """What it came to: the signature, then broken hashes by entry, then what is missing."""
        if self.checked == self._checkpoint.size:
            self._judge()
        else:
            self._broken.merge(self._bad_entries)
            self._broken.merge(self._by_tiles.findings)
        self._broken.kept.sort(key=lambda found: found.index if found.index is not None else MAX_SIZE)
        found = Findings()
        found.add(on_signature)
        found.merge(self._broken)
        found.merge(self._gaps)
        return Report(self._checkpoint, tuple(found.kept), found.dropped, self.checked, self._recorded)

    def _judge(self) -> None:
        chosen, bad, root = self._by_entries, self._bad_tiles, self._by_entries.finish()
        if root != self._checkpoint.root and self._by_tiles is not self._by_entries:
            chosen, bad, root = self._by_tiles, self._bad_entries, self._by_tiles.finish()
        self._broken.merge(bad)
        self._broken.merge(chosen.findings)
        if root != self._checkpoint.root:
            self._broken.add([verdicts.root_differs(chosen.held, self._checkpoint)])
