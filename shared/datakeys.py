"""One data key at work: texts are sealed under a fresh nonce, files under one made from their content."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.values import dataclass

NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class DataKey:
    """
    AES-256-GCM under *secret* for texts, and under keys derived from it for files.

    The nonce of a file is a keyed digest of its content and place (as in SIV): the same file sealed twice is the same
    bytes, so that it may be stored under their digest and be one; who lacks the key learns only that two are equal.
    """

    secret: bytes = field(repr=False)
    _texts: AESGCM = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_texts", AESGCM(self.secret))

    def seal(self, value: bytes, associated: bytes) -> bytes:
        """Nonce and sealed *value*, other bytes each time."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._texts.encrypt(nonce, value, associated)

    def open(self, sealed: bytes, associated: bytes) -> bytes:
        """What `seal` sealed; raises InvalidTag or ValueError."""
        return self._texts.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], associated)

    def seal_file(self, content: bytes, associated: bytes) -> bytes:
        """Nonce and sealed *content*, the same bytes each time."""
        place = hashlib.sha256(associated).digest()
        mark = hmac.digest(
            self._derived(b"sovang nonces of files"), place + hashlib.sha256(content).digest(), "sha256"
        )
        nonce = mark[:NONCE_BYTES]
        return nonce + self._files().encrypt(nonce, content, associated)

    def open_file(self, sealed: bytes, associated: bytes) -> bytes:
        """What `seal_file` sealed; raises InvalidTag or ValueError."""
        return self._files().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], associated)

    def _files(self) -> AESGCM:
        return AESGCM(self._derived(b"sovang files"))

    def _derived(self, purpose: bytes) -> bytes:
        return hmac.digest(self.secret, purpose, "sha256")
