"""Canonical form: RFC 8785 JSON in UTF-8, text in NFC without no-break spaces."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

import rfc8785

NO_DIGEST = "0" * 64
"""Stands for "no event before this one"."""

MAX_EVENT_BYTES = 48 * 1024

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line feed, and halves of surrogate pairs, which UTF-8 cannot hold."""

_NO_BREAK = ("\u00a0", "\u202f", "\u2007", "\ufeff")


def canonical_bytes(value: Any) -> bytes:
    """
    RFC 8785 bytes of *value*.

    Raises ValueError when a text is not in canonical form or a number is outside ±(2^53-1).
    """
    _require_canonical(value, "$")
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as error:
        raise ValueError(str(error)) from error


def digest(data: bytes) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(data).hexdigest()


def fault_of_text(text: str) -> str | None:
    """What keeps *text* from being canonical: `nfc`, `no-break-space`, `control`, or None."""
    if any(mark in text for mark in _NO_BREAK):
        return "no-break-space"
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        return "nfc"
    return "control" if _CONTROL.search(text) else None


def cleaned(text: str) -> str:
    """*text* in NFC with plain single spaces: no NBSP, no line breaks, nothing invisible, nothing at its ends."""
    shown = (
        " " if unicodedata.category(each) in ("Cc", "Zs", "Zl", "Zp") else each
        for each in unicodedata.normalize("NFC", text)
        if unicodedata.category(each) != "Cf"
    )
    return " ".join("".join(shown).split())


def _require_canonical(value: Any, path: str) -> None:
    match value:
        case str():
            if fault := fault_of_text(value):
                raise ValueError(f"{path}: {fault}")
        case dict():
            for key, item in value.items():
                _require_canonical(key, path)
                _require_canonical(item, f"{path}.{key}")
        case list() | tuple():
            for number, item in enumerate(value):
                _require_canonical(item, f"{path}[{number}]")
        case float():
            raise ValueError(f"{path}: amounts are text, not binary fractions")
