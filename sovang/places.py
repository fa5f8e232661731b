"""`${path.to.value}` places in scenario files, filled from what the run knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PLACE = re.compile(r"\$\{([^${}]+)\}")
_WITHIN = re.compile(r"\$\{[^{}]*\$\{")


class UnknownPlace(KeyError):
    """A place names something the run does not know; its text is the path."""


def fill(value: Any, known: Mapping[str, Any]) -> Any:
    """
    *value* with each place filled.

    A text that is one place alone becomes the value itself, of any type; a place may stand within another. Raises
    UnknownPlace.
    """
    match value:
        case str():
            if alone := _PLACE.fullmatch(value):
                return look_up(alone[1], known)
            filled = _PLACE.sub(lambda found: str(look_up(found[1], known)), value)
            return fill(filled, known) if _WITHIN.search(value) else filled
        case dict():
            return {key: fill(item, known) for key, item in value.items()}
        case list():
            return [fill(item, known) for item in value]
        case _:
            return value


def look_up(path: str, known: Any) -> Any:
    """The value at *path* (`units.0.id`; `#list` counts it); raises UnknownPlace."""
    if path.startswith("#"):
        return len(look_up(path[1:], known))
    current = known
    for part in path.split("."):
        try:
            current = current[int(part)] if isinstance(current, list) else current[part]
        except (KeyError, IndexError, TypeError, ValueError):
            raise UnknownPlace(path) from None
    return current
