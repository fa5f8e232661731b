"""One history: every checkpoint is the root of the same entries, and every tile the hashes of them; all recomputed."""

from __future__ import annotations

from hashlib import sha256

from services.audit.domain.tiles import TILE_WIDTH
from tests.faults.found import Found
from tests.faults.history import History


def require_one_history(found: Found, _history: History) -> None:
    """
    Each checkpoint's root, recomputed from the leaves before its size.

    That all are prefixes of one list makes each consistent with all earlier ones. The tree is grown here by a stack of
    our own, so that the sequencer's arithmetic is not its own witness.
    """
    roots = {0: sha256(b"").digest()}
    stack: list[tuple[int, bytes]] = []
    wanted = {checkpoint.size for checkpoint in found.checkpoints}
    for size, leaf in enumerate(found.leaves, start=1):
        stack.append((1, _leaf(leaf)))
        while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
            (width, right), (_, left) = stack.pop(), stack.pop()
            stack.append((2 * width, _node(left, right)))
        if size in wanted:
            roots[size] = _root(stack)
    before = 0
    for number, checkpoint in enumerate(found.checkpoints):
        assert checkpoint.number == number, f"checkpoint {number} is missing"
        assert checkpoint.size > before, f"checkpoint {number} does not go on"
        assert roots.get(checkpoint.size) == checkpoint.root, f"checkpoint {number} is of another history"
        before = checkpoint.size
    assert before == len(found.leaves), f"{len(found.leaves) - before} entries are under no checkpoint"


def require_tiles(found: Found, _history: History) -> None:
    """Every full tile is there and holds the hashes of what it covers; no other is."""
    level, hashes, expected = 0, [_leaf(leaf) for leaf in found.leaves], {}
    while len(hashes) >= TILE_WIDTH:
        full = [hashes[at : at + TILE_WIDTH] for at in range(0, len(hashes) - TILE_WIDTH + 1, TILE_WIDTH)]
        expected |= {f"{level}/{index}": b"".join(tile) for index, tile in enumerate(full)}
        hashes = [_folded(tile) for tile in full]
        level += 1
    wrong = {
        name for name in expected.keys() | found.tiles.keys() if expected.get(name) != found.tiles.get(name)
    }
    assert not wrong, f"tiles are missing or other than their entries: {sorted(wrong)[:3]}"


def _leaf(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _root(stack: list[tuple[int, bytes]]) -> bytes:
    root = stack[-1][1]
    for _, left in reversed(stack[:-1]):
        root = _node(left, root)
    return root


def _folded(hashes: list[bytes]) -> bytes:
    while len(hashes) > 1:
        hashes = [_node(*hashes[at : at + 2]) for at in range(0, len(hashes), 2)]
    return hashes[0]
