"""One request, and the roles that may send it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Act:
    """One request; `${places}` are filled from what the test knows. `live` asks the owner of accounts each time."""

    name: str
    roles: tuple[str, ...]
    path: str
    body: Mapping[str, Any] = field(default_factory=dict)
    live: bool = False
