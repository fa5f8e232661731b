"""C2SP signed notes: a text and signature lines, parsed so that one note has one spelling."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from services.audit.domain.errors import MalformedNote

KEY_ID_SIZE = 4
MAX_SIGNATURES = 100
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
_DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: who claims to have signed, with which key, and the signature itself."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """The line as it stands in the note, newline included."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A signed text; nothing is verified by having one."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def encode(self) -> bytes:
        """The note's bytes; refuses what `parse_note` would refuse."""
        raw = (self.text + "\n" + "".join(line.line() for line in self.signatures)).encode()
        if parse_note(raw) != self:
            raise MalformedNote("A part of the note cannot be written unambiguously.")
        return raw


def is_key_name(name: str) -> bool:
    """True when *name* may name a key: not empty, no white space, no plus sign, no control character."""
    return bool(name) and "+" not in name and not _CONTROL.search(name) and not any(map(str.isspace, name))


def decode_base64(text: str) -> bytes:
    """Bytes of canonical standard base64; ValueError for any other spelling."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise ValueError("Not base64.") from error
    if base64.b64encode(raw).decode() != text:
        raise ValueError("Not canonical base64.")
    return raw


def parse_note(raw: bytes) -> Note:
    """The note in *raw*, or MalformedNote."""
    try:
        message = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedNote("A note is UTF-8.") from error
    if _CONTROL.search(message):
        raise MalformedNote("A note has no control characters but newline.")
    text, blank, lines = message.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise MalformedNote("A note ends in a blank line and signature lines.")
    signatures = tuple(_signature(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MAX_SIGNATURES:
        raise MalformedNote(f"A note has at most {MAX_SIGNATURES} signatures.")
    return Note(text + "\n", signatures)


def _signature(line: str) -> NoteSignature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not is_key_name(name):
        raise MalformedNote(f"Not a signature line: {line!r}")
    try:
        raw = decode_base64(encoded)
    except ValueError as error:
        raise MalformedNote(f"Not a signature: {encoded!r}") from error
    if len(raw) <= KEY_ID_SIZE:
        raise MalformedNote("A signature line holds a key id and a signature.")
    return NoteSignature(name, raw[:KEY_ID_SIZE], raw[KEY_ID_SIZE:])
