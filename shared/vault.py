"""The vault (kho khóa): a data key per person and per case; destroying one makes unreadable all that it sealed."""

from __future__ import annotations

import base64
import hashlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bson.binary import Binary
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.write_concern import WriteConcern

from shared import metrics
from shared.clock import Clock, system_clock
from shared.datakeys import NONCE_BYTES, DataKey
from shared.errors import BrokenHistory, Rejected, TransientError
from shared.texts import Text
from shared.values import dataclass

KEYS = "keys"
KEY_BYTES = 32
CACHED_SECONDS = 60.0
CACHED_KEYS = 10_000
DUPLICATE = 11000

DESTROYED = Text(
    "Dữ liệu này đã được xóa theo yêu cầu; không thể ghi thêm vào.",
    "This was erased on request; nothing more can be written to it.",
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A data key in memory, or None for a destroyed one, and when it was read."""

    key: DataKey | None
    read_at: float


@dataclass(frozen=True, slots=True)
class Master:
    """A master key (khóa chính): it wraps data keys, and its mark tells which wrapped what."""

    mark: str
    cipher: AESGCM

    def wrapped(self, secret: bytes, key_id: str) -> dict[str, Any]:
        """How *secret* is stored under *key_id*."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + self.cipher.encrypt(nonce, secret, key_id.encode())
        return {"wrapped": Binary(sealed), "master": self.mark}

    def unwrapped(self, document: dict[str, Any]) -> bytes:
        """What was stored; raises BrokenHistory when it does not authenticate."""
        wrapped, key_id = bytes(document["wrapped"]), str(document["_id"])
        try:
            return self.cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], key_id.encode())
        except InvalidTag:
            raise BrokenHistory(f"the wrapped key {key_id} does not authenticate") from None


class Vault:
    """
    Seals with AES-256-GCM under one random data key per key id; data keys are stored wrapped under the master key.

    Every service may have a key made by sealing under it first. A destroyed key leaves a tombstone, so it can never be
    made again. A key is held in memory for at most 60 s: a destroyed one is forgotten everywhere by then.

    *masters* reads the master keys anew, the one in use first and then those that still open something: it is asked at
    least every 60 s when a key is made, and again once it is stored; and at once when one is wrapped under a master that
    is not known.
    """

    def __init__(
        self,
        database: Database[Any],
        master_key: bytes,
        *,
        clock: Clock = system_clock,
        monotonic: Callable[[], float] = time.monotonic,
        masters: Callable[[], Sequence[bytes]] | None = None,
    ) -> None:
        self._masters = masters or (lambda: (master_key,))
        self._keys = database.get_collection(
            KEYS,
            read_preference=ReadPreference.PRIMARY,
            read_concern=ReadConcern("majority"),
            write_concern=WriteConcern(w="majority", j=True),
        )
        self._clock = clock
        self._monotonic = monotonic
        self._wrapping: tuple[float, tuple[Master, ...]] = (monotonic(), _masters_of((master_key,)))
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._lock = threading.Lock()

    def seal(self, value: str, key_id: str, where: str) -> dict[str, Any]:
        """
        The sealed form of *value* under *key_id*, bound to *where*.

        Raises Rejected when the key has been destroyed, TransientError when the vault is away.
        """
        key = self._key(key_id) or self._made(key_id)
        sealed = key.seal(value.encode(), _associated(where, key_id))
        return {"sealed": base64.urlsafe_b64encode(sealed).rstrip(b"=").decode(), "key": key_id}

    def open(self, sealed: dict[str, Any], where: str) -> str | None:
        """
        The value, or None when its key has been destroyed.

        Raises BrokenHistory when it does not authenticate or its key was never made, TransientError when the vault is
        away or its master key is not here (yet, or any more: somebody must bring it).
        """
        try:
            key_id, raw = str(sealed["key"]), _decoded(str(sealed["sealed"]))
        except (KeyError, ValueError):
            raise BrokenHistory("a sealed field is malformed") from None
        key = self._usable(key_id)
        try:
            return None if key is None else key.open(raw, _associated(where, key_id)).decode()
        except (InvalidTag, ValueError):
            raise BrokenHistory(f"a sealed field does not authenticate under {key_id}") from None

    def seal_bytes(self, value: bytes, key_id: str, where: str) -> bytes:
        """See ByteSealer; raises Rejected when the key has been destroyed, TransientError when the vault is away."""
        key = self._key(key_id) or self._made(key_id)
        return key.seal_file(value, _associated(where, key_id))

    def open_bytes(self, sealed: bytes, key_id: str, where: str) -> bytes | None:
        """See ByteSealer; raises BrokenHistory as `open` does, TransientError when the vault is away."""
        key = self._usable(key_id)
        try:
            return None if key is None else key.open_file(sealed, _associated(where, key_id))
        except (InvalidTag, ValueError):
            raise BrokenHistory(f"a sealed file does not authenticate under {key_id}") from None

    def ensure(self, key_id: str) -> None:
        """Make *key_id* unless it exists; raises Rejected when it has been destroyed."""
        if self._key(key_id) is None:
            self._made(key_id)

    def prepare(self, key_ids: Iterable[str]) -> None:
        """
        Make those of *key_ids* that nobody has made yet, all in one write: for many that are about to be sealed under.

        A key that exists or was destroyed stays as it is. Raises TransientError.
        """
        master = self._known_masters(CACHED_SECONDS)[0]
        fresh = {name: os.urandom(KEY_BYTES) for name in dict.fromkeys(key_ids) if name not in self._held}
        made_at = self._clock()
        documents = [
            {"_id": name, **master.wrapped(secret, name), "made_at": made_at}
            for name, secret in fresh.items()
        ]
        if not documents:
            return
        taken: set[str] = set()
        try:
            with _reachable():
                self._keys.insert_many(documents, ordered=False)
        except BulkWriteError as error:  # others were first: theirs are the keys
            refused = error.details.get("writeErrors", [])
            unsure = error.details.get("writeConcernErrors")
            if unsure or any(one.get("code") != DUPLICATE for one in refused):
                raise TransientError("the vault is away") from error
            taken = {documents[one["index"]]["_id"] for one in refused}
        for document in documents:
            name = document["_id"]
            if name not in taken and self._stays(document, fresh[name]):
                self._hold(name, DataKey(fresh[name]))

    def made_before(self, prefix: str, moment: datetime) -> Sequence[str]:
        """See Sealing; *prefix* ends with a hyphen."""
        named = {"$gte": prefix, "$lt": f"{prefix[:-1]}."}
        with _reachable():
            found = list(self._keys.find({"_id": named}, {"made_at": 1, "destroyed_at": 1}))
        return [
            str(document["_id"])
            for document in found
            if "destroyed_at" not in document and document["made_at"] < moment
        ]

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

    def _usable(self, key_id: str) -> DataKey | None:
        """The key of something sealed; None when it has been destroyed, BrokenHistory when there never was one."""
        try:
            key = self._key(key_id)
        except Rejected:
            return None
        if key is None:
            raise BrokenHistory(f"something is sealed under {key_id}, which the vault does not know")
        return key

    def _key(self, key_id: str) -> DataKey | None:
        """The key; None when nobody has made it yet; raises Rejected when it has been destroyed."""
        held = self._held.get(key_id)
        fresh = held is not None and self._monotonic() - held.read_at < CACHED_SECONDS
        metrics.VAULT_LOOKUPS.labels("hit" if fresh else "miss").inc()
        if held is None or not fresh:
            with _reachable():
                document = self._keys.find_one({"_id": key_id})
            if document is None:
                return None
            held = self._hold(key_id, self._unwrapped(document))
        if held.key is None:
            raise Rejected("erased", DESTROYED)
        return held.key

    def _made(self, key_id: str) -> DataKey:
        secret, master = os.urandom(KEY_BYTES), self._known_masters(CACHED_SECONDS)[0]
        document = {"_id": key_id, **master.wrapped(secret, key_id), "made_at": self._clock()}
        try:
            with _reachable():
                self._keys.insert_one(document)
        except DuplicateKeyError:  # another was first: theirs is the key
            return self._there(key_id)
        if not self._stays(document, secret):
            return self._there(key_id)
        key = DataKey(secret)
        self._hold(key_id, key)
        return key

    def _there(self, key_id: str) -> DataKey:
        """The key that another made or changed."""
        key = self._key(key_id)
        if key is None:
            raise TransientError("the vault does not show a key that exists")
        return key

    def _stays(self, document: dict[str, Any], secret: bytes) -> bool:
        """
        Whether *secret*, just stored as *document*, is the key; before it is used it is wrapped under the master in use.

        The master may have been replaced since this process read it, and the one read be forgotten: the last pass of a
        rotation then never saw the key, and nobody could unwrap it. Whoever changed the document meanwhile goes before.
        """
        while document["master"] != (current := self._known_masters(0)[0]).mark:
            anew = current.wrapped(secret, document["_id"])
            unchanged = {"_id": document["_id"], "wrapped": document["wrapped"]}
            with _reachable():
                if not self._keys.update_one(unchanged, {"$set": anew}).modified_count:
                    return False
            document = {**document, **anew}
        return True

    def _unwrapped(self, document: dict[str, Any]) -> DataKey | None:
        if "destroyed_at" in document:
            return None
        master = self._master_of(document, CACHED_SECONDS) or self._master_of(document, 0)
        if master is None:
            raise TransientError("the vault's keys are wrapped under another master key")
        return DataKey(master.unwrapped(document))

    def rewrap(self, told: Callable[[int], None] = lambda _: None) -> int:
        """
        Wrap every key anew that is not wrapped under the master in use; how many there were. Told how many are done.

        Each is changed from what was read alone: one that was destroyed meanwhile stays so. Raises BrokenHistory for a
        key under a master that is not known, TransientError.
        """
        current = self._known_masters(0)[0]
        done = 0
        with _reachable():
            for document in self._keys.find({"master": {"$exists": True}}):
                if document["master"] == current.mark:
                    continue
                former = self._master_of(document, CACHED_SECONDS)
                if former is None:
                    raise BrokenHistory(
                        f"the key {document['_id']} is wrapped under a master that is not here"
                    )
                anew = current.wrapped(former.unwrapped(document), document["_id"])
                unchanged = {"_id": document["_id"], "wrapped": document["wrapped"]}
                done += self._keys.update_one(unchanged, {"$set": anew}).modified_count
                told(done)
        return done

    def _known_masters(self, seconds: float) -> tuple[Master, ...]:
        """The master keys, the one in use first, read at most *seconds* ago."""
        read_at, known = self._wrapping
        if self._monotonic() - read_at >= seconds:
            known = _masters_of(self._masters())
            self._wrapping = self._monotonic(), known
        return known

    def _master_of(self, document: dict[str, Any], seconds: float) -> Master | None:
        mark = document.get("master")
        return next((one for one in self._known_masters(seconds) if one.mark == mark), None)

    def _hold(self, key_id: str, key: DataKey | None) -> _Held:
        held = _Held(key, self._monotonic())
        with self._lock:
            self._held[key_id] = held
            self._held.move_to_end(key_id)
            while len(self._held) > CACHED_KEYS:
                self._held.popitem(last=False)
        return held


def _masters_of(keys: Sequence[bytes]) -> tuple[Master, ...]:
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise ValueError("a master key must have 256 bits")
    marks = (hashlib.sha256(b"sovang master\x1f" + key).hexdigest()[:16] for key in keys)
    return tuple(Master(mark, AESGCM(key)) for mark, key in zip(marks, keys, strict=True))


def _associated(where: str, key_id: str) -> bytes:
    return f"{where}\x1f{key_id}".encode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


@contextmanager
def _reachable() -> Iterator[None]:
    try:
        yield
    except (DuplicateKeyError, BulkWriteError):
        raise
    except PyMongoError as error:
        raise TransientError("the vault is away") from error
