"""An older copy of a system's databases, as an operator's backup is, put back while the system is stopped."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pymongo import MongoClient

from sovang.database import DatabaseChild
from tests.support.system import System

Copy = Mapping[str, Mapping[str, list[dict[str, Any]]]]
"""Documents by database and collection."""


def taken(system: System, names: Collection[str]) -> Copy:
    """All that those of the running *system*'s databases hold whose names (`nominations`, `vault`, …) are *names*."""
    databases = [system.mongo[system.settings.database_name(name)] for name in names]
    return {
        one.name: {name: list(one[name].find()) for name in one.list_collection_names()} for one in databases
    }


def put_back(system: System, copy: Copy) -> None:
    """Into the stopped *system*: its databases hold what the *copy* has, and nothing else; indexes stay."""
    child = DatabaseChild(system.home)
    child.start()
    try:
        with MongoClient[dict[str, Any]](child.uri, w="majority", journal=True) as mongo:
            for database, collections in copy.items():
                for name in {*collections, *mongo[database].list_collection_names()}:
                    mongo[database][name].delete_many({})
                    if documents := collections.get(name):
                        mongo[database][name].insert_many(documents)
    finally:
        child.stop()
