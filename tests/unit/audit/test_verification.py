"""A published log, sound or tampered with: the verifier says yes, or names what is wrong."""

from __future__ import annotations

import base64
from functools import cache

import pytest

from services.audit.domain.checkpoint import Checkpoint, parse_checkpoint
from services.audit.domain.errors import MalformedKey
from services.audit.domain.merkle import EMPTY_ROOT, hash_leaves, root_of
from services.audit.domain.note import Note, parse_note
from services.audit.domain.report import MAX_FINDINGS, Report
from services.audit.domain.signing import Signer
from services.audit.domain.tiles import parse_path
from services.audit.domain.tiling import TileEdge
from services.audit.domain.verification import verify
from tests.unit.audit.logs import SIGNER, VKEY, FilesLog, kinds, leaves, publish, sign

LEAVES = leaves(600)


@cache
def _published(size: int) -> dict[str, bytes]:
    return publish(LEAVES[:size])


def published(size: int) -> dict[str, bytes]:
    return dict(_published(size))


def at(size: int) -> Checkpoint:
    return Checkpoint(SIGNER.name, size, root_of(hash_leaves(LEAVES[:size])))


def check(files: dict[str, bytes], *known: Checkpoint) -> Report:
    return verify(FilesLog(files), VKEY, known=known)


def flip(files: dict[str, bytes], path: str, byte: int) -> dict[str, bytes]:
    raw = bytearray(files[path])
    raw[byte] ^= 1
    return files | {path: bytes(raw)}


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 600])
def test_a_sound_log_is_intact(size: int) -> None:
    report = check(published(size))
    assert (report.ok, report.findings, report.entries) == (True, (), size)
    assert report.checkpoint == at(size)
    assert report.sentences()[0].startswith("ĐÚNG")
    assert report.sentences()[1].startswith("YES")


def test_progress_is_told_by_bundle() -> None:
    told: list[tuple[int, int]] = []
    verify(FilesLog(published(600)), SIGNER.verifier, lambda done, size: told.append((done, size)))
    assert told == [(256, 600), (512, 600), (600, 600)]


def test_every_byte_of_every_file_of_a_small_log_counts_and_the_entry_is_named() -> None:
    files = published(5)
    bounds = entry_of_byte(files["tile/entries/000.p/5"])
    for path, content in files.items():
        for byte in range(len(content)):
            report = check(flip(files, path, byte))
            assert not report.ok, (path, byte)
            found = report.findings[0]
            if path == "tile/entries/000.p/5":
                assert found.index == bounds[byte], byte
            elif path == "tile/0/000.p/5":
                assert kinds(report.findings) == [(byte // 32, "tile-altered")]
            else:
                assert found.index is None


def entry_of_byte(bundle: bytes) -> list[int]:
    """Which entry each byte of a bundle belongs to, lengths included."""
    owners: list[int] = []
    for index, leaf in enumerate(LEAVES[:5]):
        owners += [index] * (2 + len(leaf))
    assert len(owners) == len(bundle)
    return owners


@pytest.mark.parametrize("index", [0, 100, 255, 256, 511, 512, 599])
def test_an_altered_entry_of_a_large_log_is_named_with_where_it_came_from(index: int) -> None:
    files = published(600)
    path = f"tile/entries/{index // 256:03}" + (".p/88" if index >= 512 else "")
    byte = sum(2 + len(leaf) for leaf in LEAVES[index - index % 256 : index]) + 100
    report = check(flip(files, path, byte))
    found = report.findings[0]
    assert (found.index, found.kind) == (index, "entry-altered")
    assert (found.entry.source, found.entry.position) == ("nominations", index + 1)
    assert "đã bị sửa" in found.vietnamese
    assert f"nominations@{index + 1}" in found.english
    assert all((later.index or 0) >= index for later in report.findings)


@pytest.mark.parametrize("index", [0, 255, 256, 599])
def test_an_altered_leaf_hash_is_told_from_an_altered_entry(index: int) -> None:
    path = f"tile/0/{index // 256:03}" + (".p/88" if index >= 512 else "")
    report = check(flip(published(600), path, index % 256 * 32))
    assert kinds(report.findings) == [(index, "tile-altered")]
    assert path.removesuffix(".p/88") in report.findings[0].english


def test_an_altered_higher_tile_is_named() -> None:
    report = check(flip(published(600), "tile/1/000.p/2", 40))
    assert kinds(report.findings) == [(256, "tile-altered")]
    assert "tile/1/000.p/2" in report.findings[0].vietnamese


def test_a_full_higher_tile_is_compared_too() -> None:
    # 65,537 entries of one byte are not in the ledger's format; their hashes are checked all the same.
    log = publish([b"x"] * 65_537)
    report = check(flip(log, "tile/1/000", 32 * 200))
    assert (200 * 256, "tile-altered") in kinds(report.findings)
    assert len(report.findings) == MAX_FINDINGS
    assert report.dropped == 65_537 + 1 - MAX_FINDINGS
    assert f"{65_538}" in report.sentences()[0]


def test_entry_and_higher_tile_altered_are_both_named() -> None:
    files = flip(flip(published(600), "tile/entries/001", 90), "tile/1/000.p/2", 0)
    assert kinds(check(files).findings)[:2] == [(0, "tile-altered"), (256, "entry-altered")]


def test_entries_and_leaf_hashes_altered_leave_a_root_that_was_not_signed() -> None:
    files = flip(flip(published(600), "tile/entries/001", 90), "tile/0/000", 0)
    found = kinds(check(files).findings)
    assert found[0] == (0, "entry-altered")
    assert (256, "entry-altered") in found
    assert (None, "root-differs") in found


def rewritten(at_index: int, size: int) -> dict[str, bytes]:
    """A log altered in one entry, with all its tiles made new and the old checkpoint kept."""
    changed = [*LEAVES[:at_index], LEAVES[at_index] + b" ", *LEAVES[at_index + 1 : size]]
    return publish(changed) | {"checkpoint": published(size)["checkpoint"]}


def test_tiles_made_new_do_not_lead_to_the_signed_root() -> None:
    report = check(rewritten(300, 600))
    assert (None, "root-differs") in kinds(report.findings)
    assert (307, "previous-digest") in kinds(report.findings)


def test_known_checkpoints_bracket_where_history_was_rewritten() -> None:
    files = rewritten(300, 600)
    report = check(files, at(400), at(256), at(299))
    assert kinds(report.findings)[0] == (299, "history-differs")
    assert "differ from 299 on" in report.findings[1].english


def test_a_log_signed_anew_over_other_entries_is_found_by_a_known_checkpoint() -> None:
    changed = publish([*LEAVES[:10], LEAVES[11], *LEAVES[11:20]])
    assert (0, "history-differs") in kinds(check(changed, at(15)).findings)
    assert (10, "history-differs") in kinds(check(changed, at(0), at(10), at(15)).findings)


def test_known_checkpoints_that_the_log_still_holds_are_no_fault() -> None:
    assert check(published(600), at(600), at(0), at(1), at(257)).ok


def test_a_log_cut_back_behind_a_known_checkpoint_is_found() -> None:
    assert kinds(check(published(257), at(600), at(257)).findings) == [(257, "rolled-back")]


def test_a_log_whose_bundle_is_missing_is_checked_in_the_rest() -> None:
    files = published(600)
    del files["tile/entries/001"]
    found = kinds(check(flip(files, "tile/entries/002.p/88", 90)).findings)
    assert found[:2] == [(256, "tile-missing"), (512, "entry-altered")]


def test_a_missing_tile_is_named() -> None:
    for path, first in {"tile/0/001": 256, "tile/0/002.p/88": 512, "tile/1/000.p/2": 0}.items():
        files = published(600)
        del files[path]
        report = check(files)
        assert kinds(report.findings) == [(first, "tile-missing")]
        assert path in report.findings[0].vietnamese


def test_nothing_is_asked_beyond_what_is_wholly_missing() -> None:
    files = {"checkpoint": sign(Checkpoint(SIGNER.name, 2**62, EMPTY_ROOT))}
    assert kinds(check(files).findings) == [(0, "tile-missing"), (0, "tile-missing")]


def test_what_was_found_before_the_log_breaks_off_is_told() -> None:
    files = flip(published(600), "tile/entries/000", 90)
    del files["tile/entries/001"], files["tile/0/001"]
    assert kinds(check(files).findings)[:2] == [(0, "entry-altered"), (256, "tile-missing")]


@pytest.mark.parametrize("ending", [b"", b"\0", b"\0\0", b"\0\1x"])
def test_a_bundle_with_more_or_fewer_entries_than_its_width_is_torn(ending: bytes) -> None:
    files = published(300)
    path = "tile/entries/001.p/44"
    files[path] = files[path] + ending if ending else files[path][:-1]
    report = check(files)
    assert kinds(report.findings) == [(299, "bundle-torn")]


def test_a_torn_bundle_without_its_tile_ends_the_check() -> None:
    files = published(300)
    files["tile/entries/000"] = files["tile/entries/000"][:-1]
    del files["tile/0/000"]
    assert kinds(check(files).findings) == [(0, "tile-missing"), (255, "bundle-torn")]


@pytest.mark.parametrize("path", ["tile/0/001", "tile/1/000.p/2"])
def test_a_tile_of_the_wrong_length_is_torn(path: str) -> None:
    files = published(600)
    files[path] += b"\0"
    assert kinds(check(files).findings) == [(parse_path(path).first, "tile-torn")]


def test_partial_tiles_may_be_gone_once_the_full_ones_exist() -> None:
    files = published(512) | {"checkpoint": published(300)["checkpoint"]}
    files["tile/1/000.p/1"] = published(300)["tile/1/000.p/1"]
    del files["tile/1/000.p/2"]
    assert check(files).ok
    # ... at any level: the only partial one left here is that of level 1, and it is served as a full tile.
    edge, _ = TileEdge().append(hash_leaves(LEAVES[:300]))
    del files["tile/1/000.p/1"]
    files["tile/1/000"] = edge.partials()[1].content + bytes(32 * 255)
    assert check(files).ok


def test_without_a_checkpoint_there_is_nothing_to_verify_and_it_is_no_yes() -> None:
    report = check({})
    assert (report.ok, report.checkpoint, report.findings) == (False, None, ())
    assert "chưa công bố" in report.sentences()[0]
    assert "nothing to verify" in report.sentences()[1]


def test_a_checkpoint_that_vanished_is_found_by_a_known_one() -> None:
    report = check({}, at(0), at(5))
    assert kinds(report.findings) == [(0, "rolled-back")]
    assert report.sentences()[1].startswith("NO")


@pytest.mark.parametrize("note", [b"", b"\xff", SIGNER.sign(Note("one\n", ())).encode()])
def test_a_checkpoint_that_cannot_be_read_is_a_no(note: bytes) -> None:
    report = check({"checkpoint": note})
    assert kinds(report.findings) == [(None, "checkpoint-unreadable")]
    assert not report.ok


def test_a_checkpoint_signed_by_another_key_is_not_signed() -> None:
    other = Signer(SIGNER.name, b"\x09" * 32)
    report = check(publish(LEAVES[:3], other))
    assert kinds(report.findings) == [(None, "signature-missing")]


def test_a_forged_signature_is_wrong() -> None:
    files = published(3)
    note = parse_note(files["checkpoint"])
    text = Checkpoint(SIGNER.name, 2, at(2).root).text()
    forged = Note(text, note.signatures).encode()
    found = kinds(check(published(2) | {"checkpoint": forged}).findings)
    assert found == [(None, "signature-wrong")]


def test_a_checkpoint_of_another_log_under_the_same_key_is_refused() -> None:
    other = Checkpoint("sovang.example/other", 3, at(3).root)
    found = kinds(check(published(3) | {"checkpoint": sign(other)}).findings)
    assert found == [(None, "origin-differs")]


def test_a_wrong_root_for_an_empty_log_is_found() -> None:
    files = {"checkpoint": sign(Checkpoint(SIGNER.name, 0, bytes(32)))}
    assert kinds(check(files).findings) == [(None, "root-differs")]


def test_an_entry_of_another_format_is_found_although_its_hash_is_right() -> None:
    report = check(publish([LEAVES[0], b"anything", LEAVES[1]]))
    assert kinds(report.findings) == [(1, "entry-unreadable")]


def test_an_unreadable_altered_entry_is_named_by_its_index() -> None:
    report = check(flip(publish([LEAVES[0], b"anything"]), "tile/entries/000.p/2", -1))
    assert kinds(report.findings)[0] == (1, "entry-altered")
    assert report.findings[0].entry.source is None


def test_the_report_holds_the_digests_of_what_was_recorded() -> None:
    recorded = check(published(300)).recorded
    assert list(recorded) == [("nominations", "e1")]
    assert recorded.last(("nominations", "e1")) == 300


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(MalformedKey):
        verify(FilesLog(), "no key")


def test_the_signed_text_is_what_is_parsed() -> None:
    text = parse_note(published(5)["checkpoint"]).text
    assert parse_checkpoint(text).root == base64.b64decode(text.split("\n")[2])
