"""Sealing of personal and restricted fields: what the codec needs of a vault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol


class Sealer(Protocol):
    """
    Seals single values.

    `key_id` is `person-<id>`, `case-<case>` or `account-<id>`; `where` is the associated data: event id, field path, key id.
    """

    def seal(self, value: str, key_id: str, where: str) -> dict[str, Any]:
        """The sealed form, JSON: `{"sealed": "<base64url>", "key": key_id}`; raises TransientError when the vault is away."""

    def open(self, sealed: dict[str, Any], where: str) -> str | None:
        """The value, or None when its key has been destroyed; raises BrokenHistory when it does not authenticate."""


class ByteSealer(Protocol):
    """
    Seals whole files.

    The same content under the same key at the same place MUST give the same sealed bytes: they are named by their digest.
    """

    def seal_bytes(self, value: bytes, key_id: str, where: str) -> bytes:
        """The sealed form; raises Rejected when the key has been destroyed, TransientError when the vault is away."""

    def open_bytes(self, sealed: bytes, key_id: str, where: str) -> bytes | None:
        """The content, or None when its key has been destroyed; raises BrokenHistory when it does not authenticate."""


class Sealing(Sealer, ByteSealer, Protocol):
    """All that a platform's vault does for services."""

    def prepare(self, key_ids: Iterable[str]) -> None:
        """Make those of *key_ids* that nobody has made yet, all in one write; raises TransientError."""

    def made_before(self, prefix: str, moment: datetime) -> Sequence[str]:
        """The keys whose ids begin with *prefix*, made before *moment* and not destroyed; raises TransientError."""

    def destroy(self, key_id: str) -> bool:
        """Destroy *key_id* for good; whether it could still be used until now. For nominations alone."""
