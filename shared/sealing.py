"""Sealing of personal and restricted fields: what the codec needs of a vault."""

from __future__ import annotations

from typing import Any, Protocol


class Sealer(Protocol):
    """
    Seals single values.

    `key_id` is `person-<id>` or `case-<case>`; `where` is the associated data: event id, field path, key id.
    """

    def seal(self, value: str, key_id: str, where: str) -> dict[str, Any]:
        """The sealed form, JSON: `{"sealed": "<base64url>", "key": key_id}`; raises TransientError when the vault is away."""

    def open(self, sealed: dict[str, Any], where: str) -> str | None:
        """The value, or None when its key has been destroyed; raises BrokenHistory when it does not authenticate."""
