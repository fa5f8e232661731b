"""Ed25519 keys of signed notes: verifier keys, signers, and opening a note with the keys one knows."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services.audit.domain.errors import MalformedKey, Unsigned, WrongSignature
from services.audit.domain.note import KEY_ID_SIZE, Note, NoteSignature, decode_base64, is_key_name

ED25519 = b"\x01"
KEY_SIZE = 32
_PRIVATE = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under its name, as given to whoever checks a log (vkey)."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not is_key_name(self.name) or len(self.public) != KEY_SIZE:
            raise MalformedKey("A key has a name without spaces or plus signs, and 32 bytes.")

    @property
    def key_id(self) -> bytes:
        """The four bytes by which signature lines name this key."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:KEY_ID_SIZE]

    def encode(self) -> str:
        """`name+hex key id+base64(type, key)`."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    def signed(self, note: Note) -> bool:
        """
        True when the note has this key's valid signature, False when it has none by this key.

        A signature line that names this key and does not verify raises WrongSignature.
        """
        mine = [line for line in note.signatures if (line.name, line.key_id) == (self.name, self.key_id)]
        for line in mine:
            try:
                Ed25519PublicKey.from_public_bytes(self.public).verify(line.signature, note.text.encode())
            except InvalidSignature as error:
                raise WrongSignature(f"The signature of {self.name} is wrong.") from error
        return bool(mine)


def parse_vkey(text: str) -> VerifierKey:
    """The verifier key in *text*; refuses other algorithms and a key id that is not the key's."""
    name, key_id, key = _fields(text)
    found = VerifierKey(name, key)
    if key_id != found.key_id.hex():
        raise MalformedKey("The key id does not belong to the key.")
    return found


def _fields(text: str) -> tuple[str, str, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise MalformedKey("A key is written name+key id+base64.")
    try:
        raw = decode_base64(parts[2])
    except ValueError as error:
        raise MalformedKey("A key is written in base64.") from error
    if raw[:1] != ED25519:
        raise MalformedKey("Only Ed25519 keys are known.")
    return parts[0], parts[1], raw[1:]


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key under its name. Its secret is kept out of its printed form."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_SIZE:
            raise MalformedKey("A signer's seed has 32 bytes.")
        self.verifier  # noqa: B018 - refuses a bad name now, not at the first signature

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, self._key().public_key().public_bytes_raw())

    def sign(self, note: Note) -> Note:
        """The same text with this key's signature added."""
        signature = NoteSignature(self.name, self.verifier.key_id, self._key().sign(note.text.encode()))
        return Note(note.text, (*note.signatures, signature))

    def encode(self) -> str:
        """`PRIVATE+KEY+name+hex key id+base64(type, seed)`, the form Go's tools write."""
        secret = base64.b64encode(ED25519 + self.seed).decode()
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{secret}"

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def parse_signer(text: str) -> Signer:
    """The signer in *text*, as `Signer.encode` writes it."""
    if not text.startswith(_PRIVATE):
        raise MalformedKey("A private key starts with PRIVATE+KEY+.")
    name, key_id, seed = _fields(text.removeprefix(_PRIVATE))
    found = Signer(name, seed)
    if key_id != found.verifier.key_id.hex():
        raise MalformedKey("The key id does not belong to the key.")
    return found


def open_note(note: Note, keys: Sequence[VerifierKey]) -> str:
    """
    The note's text, once at least one of *keys* has signed it.

    Signatures by unknown keys are ignored; a wrong one by a known key raises WrongSignature.
    """
    signed = [key.signed(note) for key in keys]  # all of them: a later wrong signature must not hide
    if not any(signed):
        raise Unsigned("No known key has signed the note.")
    return note.text
