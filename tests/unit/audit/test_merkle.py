"""Tree hashes, the frontier and proofs, against known vectors, the definition and another implementation."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from services.audit.domain.merkle import (
    EMPTY_ROOT,
    Frontier,
    HashAt,
    fold,
    hash_leaves,
    leaf_hash,
    node_hash,
    root_of,
)
from services.audit.domain.proofs import consistency_proof, consistent, includes, inclusion_proof

# The eight leaves that Certificate Transparency implementations test with, and the roots of their prefixes.
CT_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = hash_leaves(b"leaf %d" % number for number in range(300))
ROOTS = [root_of(HASHES[:size]) for size in range(301)]


@cache
def stored(level: int, index: int) -> bytes:
    return root_of(HASHES[index << level : (index + 1) << level])


def defined(hashes: list[bytes]) -> bytes:
    """MTH as RFC 6962 section 2.1 defines it."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(defined(hashes[:split]), defined(hashes[split:]))


@pytest.mark.parametrize("size", range(9))
def test_the_roots_of_the_known_ct_leaves_are_the_known_roots(size: int) -> None:
    assert root_of(hash_leaves(CT_LEAVES[:size])).hex() == CT_ROOTS[size]
    assert Frontier().append(hash_leaves(CT_LEAVES[:size])).root().hex() == CT_ROOTS[size]


def test_hashing_many_leaves_is_hashing_each() -> None:
    assert hash_leaves(CT_LEAVES) == [leaf_hash(leaf) for leaf in CT_LEAVES]


def test_every_root_is_that_of_the_definition_and_of_pymerkle() -> None:
    tree = InmemoryTree(algorithm="sha256")
    for size in range(300):
        tree.append_entry(b"leaf %d" % size)
        assert tree.get_root() == ROOTS[size + 1] == defined(HASHES[: size + 1])


def test_folding_nothing_is_the_empty_root() -> None:
    assert fold([]) == EMPTY_ROOT == ROOTS[0]


@given(st.lists(st.integers(0, 70), max_size=6))
def test_a_frontier_grown_in_any_steps_has_the_root_of_the_whole(steps: list[int]) -> None:
    frontier, size = Frontier(), 0
    for step in steps:
        frontier = frontier.append(HASHES[size : size + step])
        size = min(size + step, 300)
    assert (frontier.size, frontier.root()) == (size, ROOTS[size])
    assert frontier == Frontier.restore(size, stored)


@pytest.mark.parametrize(("size", "count"), [(-1, 0), (0, 1), (3, 1), (4, 3)])
def test_a_frontier_with_the_wrong_number_of_hashes_is_refused(size: int, count: int) -> None:
    with pytest.raises(ValueError, match="cannot have"):
        Frontier(size, (EMPTY_ROOT,) * count)


def test_every_inclusion_proof_up_to_300_leaves_verifies_and_only_where_it_belongs() -> None:
    for size in range(1, 301):
        for index in {0, 1, size // 2, size - 2, size - 1, size * 7 // 11} & set(range(size)):
            proof = inclusion_proof(index, size, stored)
            assert includes(index, size, HASHES[index], proof, ROOTS[size])
            assert not includes(index, size, HASHES[index - 1], proof, ROOTS[size]) or size == 1
            assert not includes(index, size, HASHES[index], [*proof, EMPTY_ROOT], ROOTS[size])
            assert not includes(index, size, HASHES[index], proof[:-1], ROOTS[size]) or not proof
            assert not includes(index, size, HASHES[index], proof, ROOTS[size - 1])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 64, 65, 255, 256, 257, 300])
def test_all_leaves_of_a_tree_have_inclusion_proofs(size: int) -> None:
    for index in range(size):
        assert includes(index, size, HASHES[index], inclusion_proof(index, size, stored), ROOTS[size])


def test_every_consistency_proof_up_to_300_leaves_verifies() -> None:
    for new in range(301):
        for old in range(new + 1):
            proof = consistency_proof(old, new, stored)
            assert consistent(old, ROOTS[old], new, ROOTS[new], proof)


@settings(max_examples=300)
@given(st.data())
def test_a_changed_consistency_proof_does_not_verify(draw: st.DataObject) -> None:
    new = draw.draw(st.integers(2, 300))
    old = draw.draw(st.integers(1, new - 1))
    proof = consistency_proof(old, new, stored)
    at = draw.draw(st.integers(0, len(proof) - 1))
    bit = draw.draw(st.integers(0, 255))
    flipped = (int.from_bytes(proof[at], "big") ^ 1 << bit).to_bytes(32, "big")
    assert not consistent(old, ROOTS[old], new, ROOTS[new], [*proof[:at], flipped, *proof[at + 1 :]])
    assert not consistent(old, ROOTS[old], new, ROOTS[new], [*proof[:at], *proof[at + 1 :]])
    assert not consistent(old, ROOTS[old], new, ROOTS[new], [*proof, EMPTY_ROOT])
    assert not consistent(old, ROOTS[old - 1], new, ROOTS[new], proof)
    assert not consistent(old, ROOTS[old], new, ROOTS[new - 1], proof)


@settings(max_examples=300)
@given(st.data())
def test_a_changed_inclusion_proof_does_not_verify(draw: st.DataObject) -> None:
    size = draw.draw(st.integers(2, 300))
    index = draw.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, size, stored)
    at = draw.draw(st.integers(0, len(proof) - 1))
    bit = draw.draw(st.integers(0, 255))
    flipped = (int.from_bytes(proof[at], "big") ^ 1 << bit).to_bytes(32, "big")
    changed = [*proof[:at], flipped, *proof[at + 1 :]]
    assert not includes(index, size, HASHES[index], changed, ROOTS[size])


def test_proofs_read_no_more_hashes_than_the_tree_is_high() -> None:
    def counted(calls: list[int]) -> HashAt:
        def hash_at(level: int, index: int) -> bytes:
            calls.append(level)
            return EMPTY_ROOT

        return hash_at

    size = 10**9 + 12345
    for index in (0, 1, size // 3, size - 1):
        calls: list[int] = []
        inclusion_proof(index, size, counted(calls))
        consistency_proof(index + 1, size, counted(calls))
        assert len(calls) <= 4 * size.bit_length()


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 3)])
def test_a_leaf_outside_the_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="has no leaf"):
        inclusion_proof(index, size, stored)
    assert not includes(index, size, HASHES[0], [], ROOTS[size])


@pytest.mark.parametrize(("old", "new"), [(4, 3), (-1, 3)])
def test_a_larger_tree_does_not_come_before_a_smaller(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="cannot come before"):
        consistency_proof(old, new, stored)
    assert not consistent(old, ROOTS[old], new, ROOTS[new], [])


def test_the_empty_tree_comes_before_any_and_needs_no_proof() -> None:
    assert consistent(0, EMPTY_ROOT, 5, ROOTS[5], [])
    assert not consistent(0, ROOTS[1], 5, ROOTS[5], [])
    assert not consistent(0, EMPTY_ROOT, 5, ROOTS[5], [EMPTY_ROOT])


def test_trees_of_one_size_are_consistent_only_if_they_are_the_same() -> None:
    assert consistent(5, ROOTS[5], 5, ROOTS[5], [])
    assert not consistent(5, ROOTS[4], 5, ROOTS[5], [])
    assert not consistent(5, ROOTS[5], 5, ROOTS[5], [EMPTY_ROOT])


def test_a_missing_consistency_proof_does_not_verify() -> None:
    assert not consistent(3, ROOTS[3], 5, ROOTS[5], [])


def test_a_proof_that_ends_below_the_root_does_not_verify_for_a_larger_tree() -> None:
    assert not includes(0, 4, HASHES[0], inclusion_proof(0, 2, stored), ROOTS[2])
    assert not consistent(3, ROOTS[3], 8, ROOTS[4], consistency_proof(3, 4, stored))
