"""The vault (kho khóa): a data key per person and per case; destroying one makes unreadable all that it sealed."""

from __future__ import annotations

import base64
import hashlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bson.binary import Binary
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.write_concern import WriteConcern

from shared.clock import Clock, system_clock
from shared.errors import BrokenHistory, Rejected, TransientError
from shared.texts import Text

KEYS = "keys"
KEY_BYTES = 32
NONCE_BYTES = 12
CACHED_SECONDS = 60.0
CACHED_KEYS = 10_000

DESTROYED = Text(
    "Dữ liệu này đã được xóa theo yêu cầu; không thể ghi thêm vào.",
    "This was erased on request; nothing more can be written to it.",
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A data key in memory, or None for a destroyed one, and when it was read."""

    cipher: AESGCM | None
    read_at: float


class Vault:
    """
    Seals with AES-256-GCM under one random data key per key id; data keys are stored wrapped under the master key.

    Every service may have a key made by sealing under it first. A destroyed key leaves a tombstone, so it can never be
    made again. A key is held in memory for at most 60 s: a destroyed one is forgotten everywhere by then.
    """

    def __init__(
        self,
        database: Database[Any],
        master_key: bytes,
        *,
        clock: Clock = system_clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if len(master_key) != KEY_BYTES:
            raise ValueError("the master key must have 256 bits")
        self._keys = database.get_collection(
            KEYS,
            read_preference=ReadPreference.PRIMARY,
            read_concern=ReadConcern("majority"),
            write_concern=WriteConcern(w="majority", j=True),
        )
        self._master = AESGCM(master_key)
        self._master_mark = hashlib.sha256(b"sovang master\x1f" + master_key).hexdigest()[:16]
        self._clock = clock
        self._monotonic = monotonic
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def seal(self, value: str, key_id: str, where: str) -> dict[str, Any]:
        """
        The sealed form of *value* under *key_id*, bound to *where*.

        Raises Rejected when the key has been destroyed, TransientError when the vault is away.
        """
        cipher = self._key(key_id) or self._made(key_id)
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + cipher.encrypt(nonce, value.encode(), _associated(where, key_id))
        return {"sealed": base64.urlsafe_b64encode(sealed).rstrip(b"=").decode(), "key": key_id}

    def open(self, sealed: dict[str, Any], where: str) -> str | None:
        """
        The value, or None when its key has been destroyed.

        Raises BrokenHistory when it does not authenticate or its key was never made, TransientError when the vault is
        away.
        """
        try:
            key_id, raw = str(sealed["key"]), _decoded(str(sealed["sealed"]))
        except (KeyError, ValueError):
            raise BrokenHistory("a sealed field is malformed") from None
        try:
            cipher = self._key(key_id)
        except Rejected:
            return None
        if cipher is None:
            raise BrokenHistory(f"a field is sealed under {key_id}, which the vault does not know")
        try:
            return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _associated(where, key_id)).decode()
        except (InvalidTag, ValueError):
            raise BrokenHistory(f"a sealed field does not authenticate under {key_id}") from None

    def ensure(self, key_id: str) -> None:
        """Make *key_id* unless it exists; raises Rejected when it has been destroyed."""
        if self._key(key_id) is None:
            self._made(key_id)

    def destroy(self, key_id: str) -> bool:
        """
        Destroy *key_id* for good, made or not; whether it could still be used until now.

        For nominations alone, which decides on erasure.
        """
        with _reachable():
            found = self._keys.find_one_and_replace(
                {"_id": key_id, "destroyed_at": {"$exists": False}},
                {"destroyed_at": self._clock()},
            )
            if found is None:
                self._bury(key_id)
        self._hold(key_id, None)
        return found is not None

    def _bury(self, key_id: str) -> None:
        try:
            self._keys.insert_one({"_id": key_id, "destroyed_at": self._clock()})
        except DuplicateKeyError:
            if self._key_now(key_id) is not None:  # made since we looked
                self.destroy(key_id)

    def _key_now(self, key_id: str) -> Any:
        found = self._keys.find_one({"_id": key_id})
        return None if found is None else found.get("wrapped")

    def _key(self, key_id: str) -> AESGCM | None:
        """The key; None when nobody has made it yet; raises Rejected when it has been destroyed."""
        held = self._held.get(key_id)
        if held is None or self._monotonic() - held.read_at >= CACHED_SECONDS:
            with _reachable():
                document = self._keys.find_one({"_id": key_id})
            if document is None:
                return None
            held = self._hold(key_id, self._unwrapped(document))
        if held.cipher is None:
            raise Rejected("erased", DESTROYED)
        return held.cipher

    def _made(self, key_id: str) -> AESGCM:
        key, nonce = os.urandom(KEY_BYTES), os.urandom(NONCE_BYTES)
        wrapped = nonce + self._master.encrypt(nonce, key, key_id.encode())
        document = {
            "_id": key_id,
            "wrapped": Binary(wrapped),
            "master": self._master_mark,
            "made_at": self._clock(),
        }
        try:
            with _reachable():
                self._keys.insert_one(document)
        except DuplicateKeyError:  # another was first: theirs is the key
            winner = self._key(key_id)
            if winner is None:
                raise TransientError("the vault does not show a key that exists") from None
            return winner
        cipher = AESGCM(key)
        self._hold(key_id, cipher)
        return cipher

    def _unwrapped(self, document: dict[str, Any]) -> AESGCM | None:
        if "destroyed_at" in document:
            return None
        if document.get("master") != self._master_mark:
            raise BrokenHistory("the vault's keys are wrapped under another master key")
        wrapped = bytes(document["wrapped"])
        try:
            key = self._master.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], document["_id"].encode())
        except InvalidTag:
            raise BrokenHistory(f"the wrapped key {document['_id']} does not authenticate") from None
        return AESGCM(key)

    def _hold(self, key_id: str, cipher: AESGCM | None) -> _Held:
        held = _Held(cipher, self._monotonic())
        with self._lock:
            self._held[key_id] = held
            self._held.move_to_end(key_id)
            while len(self._held) > CACHED_KEYS:
                self._held.popitem(last=False)
        return held


def _associated(where: str, key_id: str) -> bytes:
    return f"{where}\x1f{key_id}".encode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except DuplicateKeyError:
        raise
    except PyMongoError as error:
        raise TransientError("the vault is away") from error
