"""A transparency log as its reader sees it: a checkpoint, hash tiles and entry bundles."""

from __future__ import annotations

from typing import Protocol


class ResourceMissing(Exception):
    """The log answered that it does not have what was asked for."""


class LogUnreachable(Exception):
    """The log could not be asked; nothing is known about its content."""


class Log(Protocol):
    """
    Where a log is read from.

    A method MUST raise ResourceMissing when the log says it has no such thing,
    and LogUnreachable when it cannot be asked. It MUST NOT check what it returns.
    """

    def checkpoint(self) -> bytes | None:
        """The latest checkpoint's signed note; None while the log has published none."""

    def tile(self, level: int, index: int, width: int) -> bytes:
        """The hashes of a tile; *width* 256 is the full one."""

    def entries(self, index: int, width: int) -> bytes:
        """The entry bundle under the level 0 tile of that index and width."""
