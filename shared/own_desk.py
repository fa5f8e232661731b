"""A service's own desk as its pages have it: what they do and ask is judged as what comes over HTTP and RPC."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from shared.messages import Answer
from shared.values import dataclass

DESK = "sovang.desk"
"""Where a raw route's request keeps the `OwnDesk` of its service."""


@dataclass(frozen=True, slots=True)
class Done:
    """A command's answer and the identity its route speaks of."""

    answer: Answer
    identity: str


@dataclass(frozen=True, slots=True)
class Found:
    """A question's answer as JSON; `version` when it was read from one stream; `stale` when it may lag the asker."""

    body: dict[str, Any]
    version: int | None = None
    stale: bool = False


class OwnDesk(Protocol):
    """
    The service's own desk, for pages: what they do and ask is judged in the order in which HTTP and RPC are.

    `token` is the session's, in place of a bearer token. Both raise the kernel's ExpectedErrors.
    """

    def do(
        self, name: str, content: Mapping[str, Any], *, token: str, key: str, seen: int | None = None
    ) -> Done:
        """Do the command *name* under the idempotency key *key*; *seen* is the version its sender saw, as `If-Match`."""

    def ask(self, name: str, params: Mapping[str, Any], *, token: str, after: str | None = None) -> Found:
        """Answer the query *name*; *after* as `Sovang-After`."""
