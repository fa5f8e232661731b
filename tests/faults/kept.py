"""Databases that no program works on, to be filled by hand and looked at as those of a system are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pymongo import MongoClient


@dataclass(frozen=True)
class Names:
    """Settings, as far as they name databases."""

    realm: str

    def database_name(self, service: str) -> str:
        """The database of *service*."""
        return f"sovang_{self.realm}_{service}"


@dataclass(frozen=True)
class Kept:
    """Databases that no program works on."""

    settings: Names
    mongo: MongoClient[dict[str, Any]]
