"""Names of streams, events and commits."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from uuid_utils import uuid7

NewId = Callable[[], str]
"""Gives a fresh identifier on each call."""

_STREAM = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,118}[a-z0-9])?")


def new_id() -> str:
    """A UUIDv7 (RFC 9562) as text: sorts by time of making."""
    return str(uuid7())


def derived_id(*parts: str) -> str:
    """
    The same 24 hex digits for the same *parts*, always.

    A creation repeated by the same actor on the same route with the same key names the same stream.
    """
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]


def is_stream(text: str) -> bool:
    """Whether *text* may name a stream: `[a-z0-9-]`, at most 120 characters."""
    return _STREAM.fullmatch(text) is not None


def stream(category: str, identity: str) -> str:
    """`<category>-<identity>`; raises ValueError when the result may not name a stream."""
    name = f"{category}-{identity}"
    if not is_stream(name):
        raise ValueError(f"not a stream name: {name!r}")
    return name
