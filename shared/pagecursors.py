"""Where the next page of a view begins, as callers carry it: an order, the last value of it, and the last key."""

from __future__ import annotations

import base64
import json
from typing import Any

from shared.canonical import fault_of_text
from shared.errors import InvalidInput
from shared.texts import Text

LARGEST = 2**53 - 1

MALFORMED = Text(
    "Con trỏ trang không hợp lệ; hãy bắt đầu lại từ trang đầu.",
    "The page cursor is not valid; begin again with the first page.",
)


def sealed(sort: str, value: Any, key: str) -> str:
    """The cursor behind the document *key*, which has *value* in the field *sort*."""
    packed = json.dumps([sort, value, key], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def opened(cursor: str, sort: str) -> tuple[Any, str]:
    """Value and key in *cursor*; raises InvalidInput when it is not one of the order *sort*."""
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        made_for, value, key = json.loads(packed)
    except (ValueError, TypeError, RecursionError):
        raise InvalidInput("malformed-cursor", MALFORMED) from None
    if made_for != sort or not isinstance(key, str) or not (_storable(key) and _storable(value)):
        raise InvalidInput("malformed-cursor", MALFORMED)
    return value, key


def _storable(value: Any) -> bool:
    """Whether a view can hold *value* in a field it is sorted by: a cursor may be of anybody's making."""
    match value:
        case None:
            return True
        case int():
            return abs(value) <= LARGEST
        case str():
            return fault_of_text(value) is None
    return False
