"""Signed notes, keys and checkpoints: one spelling each, and no signature taken on trust."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.checkpoint import Checkpoint, parse_checkpoint
from services.audit.domain.errors import (
    MalformedCheckpoint,
    MalformedKey,
    MalformedNote,
    Unsigned,
    WrongSignature,
)
from services.audit.domain.merkle import EMPTY_ROOT
from services.audit.domain.note import Note, NoteSignature, parse_note
from services.audit.domain.signing import Signer, VerifierKey, open_note, parse_signer, parse_vkey

SPEC_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
# The key pair and note of the Go implementation's documentation (golang.org/x/mod/sumdb/note).
GO_SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
).encode()

ANNA, BINH = Signer("anna", bytes(32)), Signer("bình", b"\x01" * 32)
LINE = NoteSignature("anna", b"\0\0\0\1", b"x").line()


def test_the_key_of_the_specification_is_read_and_written() -> None:
    key = parse_vkey(SPEC_VKEY)
    assert (key.name, key.key_id.hex(), key.encode()) == ("example.com/foo", "530d903a", SPEC_VKEY)


def test_a_note_of_another_implementation_verifies_and_is_signed_alike() -> None:
    note = parse_note(GO_NOTE)
    assert open_note(note, [parse_vkey(GO_VKEY)]) == note.text
    signer = parse_signer(GO_SKEY)
    assert signer.verifier.encode() == GO_VKEY
    assert signer.sign(Note(note.text, ())).encode() == GO_NOTE
    assert signer.encode() == GO_SKEY


def test_the_seed_is_not_printed() -> None:
    assert "seed" not in repr(ANNA)


def test_signatures_by_unknown_keys_are_ignored() -> None:
    note = BINH.sign(ANNA.sign(Note("hello\n", ())))
    assert open_note(note, [ANNA.verifier]) == "hello\n"
    assert open_note(parse_note(note.encode()), [BINH.verifier]) == "hello\n"


def test_a_note_no_known_key_signed_is_refused() -> None:
    with pytest.raises(Unsigned):
        open_note(ANNA.sign(Note("hello\n", ())), [BINH.verifier])


def test_a_wrong_signature_of_a_known_key_is_refused_even_beside_a_right_one() -> None:
    signed = BINH.sign(ANNA.sign(Note("hello\n", ())))
    forged = Note("hello\n", (signed.signatures[0], ANNA.sign(Note("other\n", ())).signatures[0]))
    with pytest.raises(WrongSignature):
        open_note(forged, [ANNA.verifier])
    with pytest.raises(WrongSignature):
        open_note(Note("hello!\n", signed.signatures), [BINH.verifier, ANNA.verifier])


def test_a_key_of_the_same_name_and_another_id_is_unknown() -> None:
    with pytest.raises(Unsigned):
        open_note(Signer("anna", b"\x02" * 32).sign(Note("hello\n", ())), [ANNA.verifier])


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_no_bit_of_a_signed_note_may_change(at: int, bit: int) -> None:
    raw = bytearray(ANNA.sign(Note("xin chào\nsổ vàng\n", ())).encode())
    raw[at % len(raw)] ^= 1 << bit
    with pytest.raises((MalformedNote, WrongSignature, Unsigned)):
        open_note(parse_note(bytes(raw)), [ANNA.verifier])


def test_a_text_may_hold_blank_lines() -> None:
    note = ANNA.sign(Note("one\n\ntwo\n", ()))
    assert parse_note(note.encode()) == note


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n" + LINE.encode(),
        f"text\n\n{LINE}".encode()[:-1],
        f"text\n\n{LINE}\n".encode(),
        f"text\n\n{LINE}plain\n".encode(),
        f"te\rxt\n\n{LINE}".encode(),
        f"te\0xt\n\n{LINE}".encode(),
        b"te\xffxt\n\n" + LINE.encode(),
        f"text\n\n{LINE * 101}".encode(),
        b"text\n\n- anna AAAAAXg=\n",
        "text\n\n— anna\n".encode(),
        "text\n\n—  AAAAAXg=\n".encode(),
        "text\n\n— a+b AAAAAXg=\n".encode(),
        "text\n\n— a\u00a0b AAAAAXg=\n".encode(),
        "text\n\n— anna AAAAAXg= \n".encode(),
        "text\n\n— anna AAAAAXg\n".encode(),
        "text\n\n— anna AAAAAXh=\n".encode(),
        "text\n\n— anna AAAAAX-_\n".encode(),
        "text\n\n— anna ấAAAAXg=\n".encode(),
        "text\n\n— anna AAAAAQ==\n".encode(),
    ],
)
def test_bytes_that_are_not_a_strict_note_are_refused(raw: bytes) -> None:
    with pytest.raises(MalformedNote):
        parse_note(raw)


@pytest.mark.parametrize("text", ["no end", "tab\t\n"])
def test_a_note_that_could_not_be_read_back_is_not_written(text: str) -> None:
    with pytest.raises(MalformedNote):
        ANNA.sign(Note(text, ())).encode()


def test_a_key_id_of_another_length_is_not_written() -> None:
    with pytest.raises(MalformedNote):
        Note("text\n", (NoteSignature("anna", b"\0\0\0\1\2", b"x"),)).encode()


def test_a_note_without_signatures_is_not_written() -> None:
    with pytest.raises(MalformedNote):
        Note("text\n", ()).encode()


def encoded(*parts: bytes) -> str:
    return base64.b64encode(b"".join(parts)).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/foo+530d903a",
        SPEC_VKEY.replace("530d903a", "530d903b"),
        SPEC_VKEY.replace("530d903a", "530D903A"),
        SPEC_VKEY.replace("foo", "fop"),
        SPEC_VKEY.replace("foo", "f o"),
        SPEC_VKEY + "=",
        SPEC_VKEY[:-4],
        "x+00000000+" + encoded(b"\2", bytes(32)),
        "x+00000000+" + encoded(b"\1", bytes(31)),
        "+00000000+" + encoded(b"\1", bytes(32)),
    ],
)
def test_text_that_is_not_a_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(MalformedKey):
        parse_vkey(text)


@pytest.mark.parametrize("text", [GO_VKEY, GO_SKEY.replace("c74f20a3", "c74f20a4"), GO_SKEY[:-4]])
def test_text_that_is_not_a_signer_is_refused(text: str) -> None:
    with pytest.raises(MalformedKey):
        parse_signer(text)


def test_a_signer_with_an_impossible_name_is_refused_at_once() -> None:
    with pytest.raises(MalformedKey):
        Signer("two words", bytes(32))


def test_a_key_may_verify_nothing_although_it_is_known() -> None:
    assert VerifierKey("anna", ANNA.verifier.public).signed(BINH.sign(Note("x\n", ()))) is False


CHECKPOINT = Checkpoint("sovang.example/demo", 70_000, EMPTY_ROOT)


def test_a_checkpoint_is_three_lines() -> None:
    assert CHECKPOINT.text() == ("sovang.example/demo\n70000\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
    assert parse_checkpoint(CHECKPOINT.text()) == CHECKPOINT


@given(
    st.from_regex(r"[a-z./-]+", fullmatch=True),
    st.integers(0, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
    st.lists(st.from_regex(r"[a-z ]+", fullmatch=True)).map(tuple),
)
def test_every_checkpoint_is_read_back(origin: str, size: int, root: bytes, more: tuple[str, ...]) -> None:
    checkpoint = Checkpoint(origin, size, root, more)
    assert parse_checkpoint(checkpoint.text()) == checkpoint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        CHECKPOINT.text()[:-1],
        CHECKPOINT.text() + "\n",
        CHECKPOINT.text().replace("70000", "070000"),
        CHECKPOINT.text().replace("70000", "+70000"),
        CHECKPOINT.text().replace("70000", "-1"),
        CHECKPOINT.text().replace("70000", "٧"),
        CHECKPOINT.text().replace("70000", ""),
        CHECKPOINT.text().replace("70000", "9223372036854775808"),
        CHECKPOINT.text().replace("sovang.example/demo", ""),
        CHECKPOINT.text().replace("47DE", ""),
        CHECKPOINT.text().replace("FU=", "FV="),
        CHECKPOINT.text().replace("FU=", "FU"),
    ],
)
def test_text_that_is_not_a_strict_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(MalformedCheckpoint):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    "parts", [("", 0, EMPTY_ROOT), ("a\nb", 0, EMPTY_ROOT), ("a", -1, EMPTY_ROOT), ("a", 0, b"short")]
)
def test_a_checkpoint_that_could_not_be_read_back_is_not_made(parts: tuple[str, int, bytes]) -> None:
    with pytest.raises(MalformedCheckpoint):
        Checkpoint(*parts)
