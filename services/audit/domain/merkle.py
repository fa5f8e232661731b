"""RFC 6962 Merkle tree hashing: leaves, nodes, roots, and the frontier from which a tree grows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

HashAt = Callable[[int, int], bytes]
"""(level, index) -> hash of the full subtree over the leaves index·2^level up to (index+1)·2^level."""


def leaf_hash(leaf: bytes) -> bytes:
    """Hash of one log entry."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


def hash_leaves(leaves: Iterable[bytes]) -> list[bytes]:
    """Hashes of many entries, without a function call for each."""
    digest = sha256
    return [digest(b"\x00" + leaf).digest() for leaf in leaves]


def _parents(hashes: Sequence[bytes]) -> list[bytes]:
    """Hashes of the nodes over neighbouring pairs; an odd last one is left out."""
    digest = sha256
    return [
        digest(b"\x01" + left + right).digest()
        for left, right in zip(hashes[::2], hashes[1::2], strict=False)
    ]


def root_of(hashes: Sequence[bytes]) -> bytes:
    """Root of the tree over *hashes*; the last may stand for an unfinished subtree of its height."""
    if not hashes:
        return EMPTY_ROOT
    row = hashes
    while len(row) > 1:
        parents = _parents(row)
        if len(row) % 2:
            parents.append(row[-1])
        row = parents
    return row[0]


def subtrees(begin: int, end: int) -> list[tuple[int, int]]:
    """(level, index) of the full subtrees that cover begin..end, left to right; begin MUST suit the size."""
    cover = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        cover.append((level, begin >> level))
        begin += 1 << level
    return cover


def fold(hashes: Sequence[bytes]) -> bytes:
    """Root over full subtrees of falling size, largest first."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def range_root(begin: int, end: int, hash_at: HashAt) -> bytes:
    """Root over the leaves begin..end, where begin is a node's left border."""
    return fold([hash_at(level, index) for level, index in subtrees(begin, end)])


@dataclass(frozen=True, slots=True)
class Frontier:
    """
    The right border of a tree (RFC 6962): one hash per full subtree, largest first.

    It is all that must be kept to append and to give the root, both without reading an older entry.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"A frontier of size {self.size} cannot have {len(self.hashes)} hashes.")

    @classmethod
    def restore(cls, size: int, hash_at: HashAt) -> Frontier:
        """The frontier of a stored tree, in O(log size) reads."""
        return cls(size, tuple(hash_at(level, index) for level, index in subtrees(0, size)))

    def append(self, hashes: Sequence[bytes]) -> Frontier:
        """The frontier after these leaf hashes; works row by row so that a batch costs little but hashing."""
        row = list(hashes)
        waiting = list(self.hashes)
        size, done = self.size, []
        for level in range((self.size + len(row)).bit_length()):
            if size >> level & 1:
                row.insert(0, waiting.pop())
            if len(row) % 2:
                done.append(row[-1])
            row = _parents(row)
        return Frontier(size + len(hashes), tuple(reversed(done)))

    def root(self) -> bytes:
        """Root hash of the tree, in O(log size)."""
        return fold(self.hashes)
