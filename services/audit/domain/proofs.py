"""Inclusion and consistency proofs of RFC 6962, made and checked in O(log n)."""

from __future__ import annotations

from collections.abc import Sequence

from services.audit.domain.merkle import EMPTY_ROOT, HashAt, node_hash, range_root


def _split(count: int) -> int:
    """The largest power of two below *count* (two or more): where RFC 6962 divides a tree."""
    return 1 << (count - 1).bit_length() - 1


def inclusion_proof(index: int, size: int, hash_at: HashAt) -> list[bytes]:
    """Hashes, leaf to root, that lead from leaf *index* to the root of the first *size* leaves."""
    if not 0 <= index < size:
        raise ValueError(f"A tree of size {size} has no leaf {index}.")
    begin, end, siblings = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            siblings.append((middle, end))
            end = middle
        else:
            siblings.append((begin, middle))
            begin = middle
    return [range_root(first, last, hash_at) for first, last in reversed(siblings)]


def consistency_proof(old: int, new: int, hash_at: HashAt) -> list[bytes]:
    """Hashes that show the first *old* leaves of a tree of *new* leaves to be the tree of size *old*."""
    if not 0 <= old <= new:
        raise ValueError(f"A tree of size {old} cannot come before one of size {new}.")
    if old in (0, new):
        return []
    begin, end, parts = 0, new, []
    while old != end:
        middle = begin + _split(end - begin)
        if old <= middle:
            parts.append((middle, end))
            end = middle
        else:
            parts.append((begin, middle))
            begin = middle
    if begin:  # else the old tree is itself a node, and its root is known to who asks
        parts.append((begin, end))
    return [range_root(first, last, hash_at) for first, last in reversed(parts)]


def includes(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """True when *proof* shows that leaf hash *leaf* stands at *index* in the tree (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            computed = node_hash(sibling, computed)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            computed = node_hash(computed, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and computed == root


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """True when *proof* shows that the newer tree only appended to the older (RFC 9162 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    return bool(path) and _joins(old, old_root, new, new_root, path)


def _joins(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
