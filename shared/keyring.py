"""A realm's secret files: made once by `sovang init`, read by whoever needs one; never printed, never logged."""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.errors import SovangError
from shared.values import dataclass

TOKEN = "token"  # noqa: S105  # a file's name
SERVICE = "service"
LEDGER = "ledger"
MASTER = "master"
FORMER = "former-master"
"""The master key before, while keys are still wrapped under it."""

FINGERPRINT = "fingerprint"
ROTATION = "rotation.lock"
"""Locked by whoever is replacing the master key."""

PAIRS = (TOKEN, SERVICE, LEDGER)
FILES = tuple(f"{name}.key" for name in (*PAIRS, MASTER, FINGERPRINT)) + tuple(
    f"{name}.pub" for name in PAIRS
)
"""All there are in a realm."""


class MissingKey(SovangError):
    """A key file is not there; `sovang init` makes it."""


class RotationRunning(SovangError):
    """Another process is replacing the master key."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """
    The key files in *folder*, of which a process may be given some: pairs of Ed25519 (`.key`, `.pub`) and 256-bit secrets.

    `token` signs for anybody and is for whoever signs people in; `service` signs for services alone; `ledger` signs
    checkpoints; `master` wraps the vault's keys; `fingerprint` tells two requests with one key apart and marks names.
    The fingerprint secret is read once: every command needs it.
    """

    folder: Path
    _kept: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    def make_missing(self) -> list[str]:
        """Make each key that is not there yet, readable by the owner only; the names of those made."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = [name for name in PAIRS if self._make(f"{name}.key", _new_private)]
        made += [name for name in (MASTER, FINGERPRINT) if self._make(f"{name}.key", _new_secret)]
        for name in PAIRS:
            public = self.private(name).public_key()
            self._make(f"{name}.pub", partial(_public_pem, public))
        return made

    def holds(self, file: str) -> bool:
        """Whether *file* (`token.key`) is here."""
        return (self.folder / file).exists()

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

    def masters(self) -> tuple[bytes, ...]:
        """The master key in use, then the former one where it is still needed; raises MissingKey."""
        former = self._former()
        return (self.secret(MASTER), *(() if former is None else (former,)))

    @contextmanager
    def rotating(self) -> Iterator[None]:
        """For one process at a time, until it is done or ended; raises RotationRunning at once in any other."""
        lock = os.open(self.folder / ROTATION, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RotationRunning(
                    "Khóa chính đang được đổi bởi một tiến trình khác; hãy chờ nó xong. / "
                    "Another process is replacing the master key; wait until it is done."
                ) from None
            yield
        finally:
            os.close(lock)

    def rotate_master(self) -> bytes:
        """
        Put a new master key in place of the one in use, which becomes the former one; both are on disk before it counts.

        The former one is returned. A rotation that was ended half-way is gone on with; while a former key is still
        needed, nothing changes. Only within `rotating`. Raises MissingKey.
        """
        old = self.secret(MASTER)
        self._make(f"{FORMER}.key", lambda: old)
        former = self.secret(FORMER)
        if former != old:
            return former
        draft = f".{MASTER}.next"
        (self.folder / draft).unlink(missing_ok=True)
        self._make(draft, _new_secret)
        (self.folder / draft).replace(self.folder / f"{MASTER}.key")
        self._settle()
        return former

    def forget_former_master(self, former: bytes) -> None:
        """
        Destroy *former*: what is wrapped under it, in every backup too, can never be read again.

        Another key that stands in its place by now is left alone.
        """
        if self._former() == former:
            (self.folder / f"{FORMER}.key").unlink()
            self._settle()

    def fingerprint(self, *parts: str) -> str:
        """HMAC-SHA-256, hex, of *parts* under the fingerprint secret."""
        secret = self._kept.get(FINGERPRINT) or self._kept.setdefault(FINGERPRINT, self.secret(FINGERPRINT))
        return hmac.new(secret, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()

    def _read(self, file: str) -> bytes:
        try:
            return (self.folder / file).read_bytes()
        except FileNotFoundError:
            raise missing(file) from None

    def _former(self) -> bytes | None:
        try:
            return self.secret(FORMER)
        except MissingKey:
            return None

    def _settle(self) -> None:
        """What the folder holds by now outlives a power cut."""
        handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

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
            self._settle()
        return True


def missing(file: str) -> MissingKey:
    """What is raised where *file* is needed and not there."""
    return MissingKey(f"Thiếu khóa {file}; chạy `sovang init`. / Key {file} is missing; run `sovang init`.")


def _new_secret() -> bytes:
    return secrets.token_bytes(32)


def _new_private() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
