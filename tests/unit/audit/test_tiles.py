"""The tlog-tiles layout: paths, widths, building, and proofs read from tiles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.bundle import MAX_ENTRY, decode_bundle, encode_bundle
from services.audit.domain.errors import EntryTooLarge, MalformedTile
from services.audit.domain.merkle import EMPTY_ROOT, Frontier, hash_leaves, root_of
from services.audit.domain.proofs import consistency_proof, consistent, includes, inclusion_proof
from services.audit.domain.tiles import (
    TileAddress,
    bundles,
    hash_reader,
    hashes_in,
    parse_path,
    tiles,
    tiles_at,
    width_at,
)
from services.audit.domain.tiling import TileEdge

SIZES = [0, 1, 255, 256, 257, 65_536, 70_000]
LEAVES = hash_leaves(b"%d" % number for number in range(70_000))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        (TileAddress(0, 0), "tile/0/000"),
        (TileAddress(0, 5, 3), "tile/0/005.p/3"),
        (TileAddress(63, 999), "tile/63/999"),
        (TileAddress(1, 1000, 255), "tile/1/x001/000.p/255"),
        (TileAddress(0, 1234067), "tile/0/x001/x234/067"),
        (TileAddress(None, 1234067, 17), "tile/entries/x001/x234/067.p/17"),
    ],
)
def test_a_tile_has_one_path(address: TileAddress, path: str) -> None:
    assert address.path() == path
    assert parse_path(path) == address


@given(st.none() | st.integers(0, 63), st.integers(0, 2**60), st.integers(1, 256))
def test_every_path_leads_back_to_its_tile(level: int | None, index: int, width: int) -> None:
    address = TileAddress(level, index, width)
    assert parse_path(address.path()) == address


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/00/000",
        "tile/01/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x000/067",
        "tile/0/x001/x234",
        "tile/0/001/234",
        "tile/0/1234",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/257",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p/1000",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/entry/000",
        "tile/0/٠٠٠",
        "tile/8/0/000",
    ],
)
def test_any_other_spelling_of_a_path_is_refused(path: str) -> None:
    with pytest.raises(MalformedTile):
        parse_path(path)


@pytest.mark.parametrize(
    ("level", "index", "width"), [(64, 0, 1), (-1, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)]
)
def test_a_tile_that_cannot_be_is_refused(level: int, index: int, width: int) -> None:
    with pytest.raises(MalformedTile):
        TileAddress(level, index, width)


def widths(size: int) -> dict[int, tuple[int, int]]:
    """Level -> (full tiles, width of the partial one)."""
    found = {}
    for level in range(4):
        row = list(tiles_at(level, size))
        if row:
            partial = row[-1].width % 256
            found[level] = (len(row) - bool(partial), partial)
    return found


def test_the_tiles_of_a_size_are_as_the_specification_counts_them() -> None:
    assert [widths(size) for size in SIZES] == [
        {},
        {0: (0, 1)},
        {0: (0, 255)},
        {0: (1, 0), 1: (0, 1)},
        {0: (1, 1), 1: (0, 1)},
        {0: (256, 0), 1: (1, 0), 2: (0, 1)},
        {0: (273, 112), 1: (1, 17), 2: (0, 1)},
    ]


@pytest.mark.parametrize("size", SIZES)
def test_building_gives_exactly_the_tiles_of_the_size_with_the_hashes_of_their_leaves(size: int) -> None:
    edge, full = TileEdge().append(LEAVES[:size])
    built = {tile.address: tile.content for tile in [*full, *edge.partials()]}
    assert set(built) == set(tiles(size))
    for address, content in built.items():
        row = hashes_in(content, address.width)
        assert address.width == width_at(address.level or 0, address.index, size)
        span = 256 ** (address.level or 0)
        for slot in {0, address.width - 1}:
            first = address.first + slot * span
            assert row[slot] == root_of(LEAVES[first : first + span])
    assert edge.root() == root_of(LEAVES[:size]) == Frontier().append(LEAVES[:size]).root()
    assert [bundle.first for bundle in bundles(size)] == list(range(0, size, 256))


@given(st.lists(st.integers(0, 600), max_size=8))
def test_building_in_steps_gives_the_same_tiles_and_root(steps: list[int]) -> None:
    edge, full, size = TileEdge(), [], 0
    for step in steps:
        edge, more = edge.append(LEAVES[size : size + step])
        full += more
        size += step
    whole, tiles_at_once = TileEdge().append(LEAVES[:size])
    assert sorted(full, key=lambda tile: tile.address.path()) == sorted(
        tiles_at_once, key=lambda tile: tile.address.path()
    )
    assert edge.partials() == whole.partials()
    assert edge.root() == root_of(LEAVES[:size])


def test_a_width_beyond_the_log_is_zero() -> None:
    assert width_at(0, 3, 256) == 0
    assert width_at(2, 0, 70_000) == 1


@pytest.mark.parametrize("size", [1, 255, 256, 257, 70_000])
def test_proofs_are_made_from_tiles_alone(size: int) -> None:
    edge, full = TileEdge().append(LEAVES[:size])
    files = {tile.address: tile.content for tile in [*full, *edge.partials()]}
    read: list[TileAddress] = []

    def fetch(address: TileAddress) -> bytes:
        read.append(address)
        return files[address]

    hash_at, root = hash_reader(size, fetch), root_of(LEAVES[:size])
    for index in {0, size // 2, size - 1}:
        assert includes(index, size, LEAVES[index], inclusion_proof(index, size, hash_at), root)
        old = index + 1
        proof = consistency_proof(old, size, hash_at)
        assert consistent(old, root_of(LEAVES[:old]), size, root, proof)
    assert Frontier.restore(size, hash_at).root() == root
    assert len(read) < 400


def test_a_hash_beyond_the_log_is_refused() -> None:
    hash_at = hash_reader(5, lambda address: bytes(32 * address.width))
    with pytest.raises(ValueError, match="no full subtree"):
        hash_at(2, 1)


def test_a_tile_of_another_length_is_refused() -> None:
    assert hashes_in(EMPTY_ROOT * 2, 2) == [EMPTY_ROOT, EMPTY_ROOT]
    with pytest.raises(MalformedTile):
        hashes_in(EMPTY_ROOT * 2, 3)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    assert decode_bundle(encode_bundle(entries), len(entries)) == entries


def test_a_bundle_is_big_endian_lengths_and_entries() -> None:
    assert encode_bundle([b"", b"ab", b"x" * 258])[:8] == b"\x00\x00\x00\x02ab\x01\x02"


def test_the_largest_entry_fits_and_the_next_does_not() -> None:
    assert len(encode_bundle([bytes(MAX_ENTRY)])) == MAX_ENTRY + 2
    with pytest.raises(EntryTooLarge):
        encode_bundle([bytes(MAX_ENTRY + 1)])


@pytest.mark.parametrize(
    "bundle", [b"", b"\x00", b"\x00\x02a", b"\x00\x01ab", b"\x00\x01a\x00", b"\x00\x00\x00\x00"]
)
def test_a_bundle_with_too_few_or_torn_entries_is_refused(bundle: bytes) -> None:
    with pytest.raises(MalformedTile):
        decode_bundle(bundle, 1)
