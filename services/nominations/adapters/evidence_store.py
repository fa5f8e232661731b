"""The evidence store in the service's own database, in GridFS's layout: chunks first, the file's own document last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

import structlog
from bson.binary import Binary
from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError

from services.nominations.application.evidence import About, EvidenceStore, Stored
from shared import metrics
from shared.clock import Clock
from shared.durable import database_calls, durable
from shared.errors import BrokenHistory, Damaged, NotFound, TransientError
from shared.sealing import ByteSealer
from shared.texts import Text

FILES, CHUNKS = "evidence.files", "evidence.chunks"
CHUNK_BYTES = 255 * 1024
AT_ONCE = 16
WHERE = "evidence"
DUPLICATE = 11000

NO_FILE = Text("Hồ sơ không có tệp này.", "The dossier has no such file.")
ERASED = Text("Tệp này đã được xóa theo yêu cầu.", "This file was erased on request.")
ALTERED = Text(
    "Tệp lưu giữ không còn khớp với mã SHA-256 của nó nên không được đưa ra; hãy báo cho quản trị.",
    "What is stored is no longer what its SHA-256 says and is not given out; tell the operators.",
)

log = structlog.get_logger()


class GridFsEvidence:
    """
    EvidenceStore over `evidence.files` and `evidence.chunks`, readable by any GridFS driver; only ever inserts.

    Drivers write chunks under random ids and make indexes, which `serve` has no right to; here a chunk's id is its
    place, so that storing again what a crash left changes nothing.
    """

    def __init__(self, database: Database[dict[str, Any]], sealer: ByteSealer, clock: Clock) -> None:
        self._files = durable(database[FILES])
        self._chunks = durable(database[CHUNKS])
        self._sealer = sealer
        self._clock = clock

    def put(self, case: str, content: bytes, about: About) -> Stored:
        """See EvidenceStore."""
        key_id = _key_of(case)
        sealed = self._sealer.seal_bytes(content, key_id, WHERE)
        sha256 = hashlib.sha256(sealed).hexdigest()
        if there := self.stat(case, sha256):
            return there
        card = {"size": len(content), **asdict(about)}
        sealed_card = self._sealer.seal_bytes(
            json.dumps(card, sort_keys=True).encode(), key_id, _card_of(sha256)
        )
        self._put_chunks(sha256, sealed)
        document = _document(case, sha256, len(sealed), sealed_card, self._clock())
        try:
            with database_calls():
                self._files.insert_one(document)
        except DuplicateKeyError:  # another was first: what they said of it stands
            found = self.stat(case, sha256)
            if found is None:
                raise BrokenHistory(f"evidence {sha256} is another case's") from None
            return found
        return Stored(sha256=sha256, case=case, size=len(content), about=about)

    def stat(self, case: str, sha256: str) -> Stored | None:
        """See EvidenceStore."""
        found = self._found(case, sha256)
        return None if found is None else self._told(case, found)

    def get(self, case: str, sha256: str) -> tuple[Stored, bytes]:
        """See EvidenceStore."""
        found = self._found(case, sha256)
        if found is None:
            raise NotFound("no-such-file", NO_FILE)
        stored = self._told(case, found)
        with database_calls():
            rows = self._chunks.find({"files_id": sha256, "_id": _places(sha256)}).sort("_id", 1)
            sealed = b"".join(bytes(row["data"]) for row in rows)
        if hashlib.sha256(sealed).hexdigest() != sha256:
            raise _damaged(sha256)
        try:
            content = self._sealer.open_bytes(sealed, _key_of(case), WHERE)
        except BrokenHistory:
            raise _damaged(sha256) from None
        if content is None:
            raise NotFound("file-erased", ERASED)
        return stored, content

    def _found(self, case: str, sha256: str) -> dict[str, Any] | None:
        with database_calls():
            return self._files.find_one({"_id": sha256, "metadata.case": case})

    def _told(self, case: str, found: dict[str, Any]) -> Stored:
        sha256 = str(found["_id"])
        try:
            card = self._sealer.open_bytes(bytes(found["metadata"]["card"]), _key_of(case), _card_of(sha256))
        except BrokenHistory:
            raise _damaged(sha256) from None
        if card is None:
            raise NotFound("file-erased", ERASED)
        known = json.loads(card)
        return Stored(sha256=sha256, case=case, size=known.pop("size"), about=About(**known))

    def _put_chunks(self, sha256: str, sealed: bytes) -> None:
        for some in _chunks(sha256, sealed):
            try:
                with database_calls():
                    self._chunks.insert_many(some, ordered=False)
            except BulkWriteError as error:
                if any(each["code"] != DUPLICATE for each in error.details["writeErrors"]):
                    raise TransientError(f"database: {error}") from error


def has_file(evidence: EvidenceStore, case: str, sha256: str) -> bool:
    """Whether *evidence* has the file and may still show it."""
    try:
        return evidence.stat(case, sha256) is not None
    except NotFound:
        return False


def _key_of(case: str) -> str:
    return f"case-{case}"


def _card_of(sha256: str) -> str:
    return f"{WHERE}/{sha256}"


def _places(sha256: str) -> dict[str, str]:
    return {"$gte": f"{sha256}@", "$lt": f"{sha256}A"}


def _chunks(sha256: str, sealed: bytes) -> Iterator[list[dict[str, Any]]]:
    """The chunks of *sealed* in portions; each named by its file and place."""
    numbers = range(0, len(sealed), CHUNK_BYTES)
    made = [
        {
            "_id": f"{sha256}@{number:06d}",
            "files_id": sha256,
            "n": number,
            "data": Binary(sealed[start : start + CHUNK_BYTES]),
        }
        for number, start in enumerate(numbers)
    ]
    for first in range(0, len(made), AT_ONCE):
        yield made[first : first + AT_ONCE]


def _document(case: str, sha256: str, length: int, card: bytes, at: datetime) -> dict[str, Any]:
    """What GridFS knows of a file; its name and type are sealed in the card."""
    return {
        "_id": sha256,
        "filename": sha256,
        "length": length,
        "chunkSize": CHUNK_BYTES,
        "uploadDate": at,
        "metadata": {"case": case, "card": Binary(card)},
    }


def _damaged(sha256: str) -> Damaged:
    metrics.EVIDENCE_DAMAGED.inc()
    log.error("evidence damaged", sha256=sha256)
    return Damaged("evidence-damaged", ALTERED)
