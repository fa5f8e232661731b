"""A realm's secret files: made once by `sovang init`, read by whoever needs one; never printed, never logged."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.errors import SovangError

TOKEN = "token"  # noqa: S105  # a file's name
LEDGER = "ledger"
MASTER = "master"
FINGERPRINT = "fingerprint"


class MissingKey(SovangError):
    """A key file is not there; `sovang init` makes it."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """
    The key files in *folder*: `token.key`/`token.pub`, `ledger.key` (Ed25519), `master.key`, `fingerprint.key` (256 bits).

    The fingerprint secret is read once: every command needs it.
    """

    folder: Path
    _kept: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    def make_missing(self) -> list[str]:
        """Make each key that is not there yet, readable by the owner only; the names of those made."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = [name for name in (TOKEN, LEDGER) if self._make(f"{name}.key", _new_private)]
        made += [name for name in (MASTER, FINGERPRINT) if self._make(f"{name}.key", _new_secret)]
        for name in (TOKEN, LEDGER):
            public = self.private(name).public_key()
            self._make(f"{name}.pub", partial(_public_pem, public))
        return made

    def private(self, name: str) -> Ed25519PrivateKey:
        """The private key *name*; raises MissingKey."""
        key = serialization.load_pem_private_key(self._read(f"{name}.key"), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise MissingKey(f"{name}.key is not an Ed25519 key")
        return key

    def public(self, name: str) -> Ed25519PublicKey:
        """The public key *name*; raises MissingKey."""
        key = serialization.load_pem_public_key(self._read(f"{name}.pub"))
        if not isinstance(key, Ed25519PublicKey):
            raise MissingKey(f"{name}.pub is not an Ed25519 key")
        return key

    def secret(self, name: str) -> bytes:
        """The 256-bit secret *name*; raises MissingKey."""
        return self._read(f"{name}.key")

    def fingerprint(self, *parts: str) -> str:
        """HMAC-SHA-256, hex, of *parts* under the fingerprint secret."""
        secret = self._kept.get(FINGERPRINT) or self._kept.setdefault(FINGERPRINT, self.secret(FINGERPRINT))
        return hmac.new(secret, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()

    def _read(self, file: str) -> bytes:
        try:
            return (self.folder / file).read_bytes()
        except FileNotFoundError:
            raise MissingKey(
                f"Thiếu khóa {file}; chạy `sovang init`. / Key {file} is missing; run `sovang init`."
            ) from None

    def _make(self, file: str, content: Callable[[], bytes]) -> bool:
        path = self.folder / file
        if path.exists():
            return False
        draft = self.folder / f".{file}.{secrets.token_hex(4)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content())
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(draft, path)  # a second maker loses here and keeps the first one's key
        except FileExistsError:
            return False
        finally:
            draft.unlink()
        return True


def _new_secret() -> bytes:
    return secrets.token_bytes(32)


def _new_private() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
