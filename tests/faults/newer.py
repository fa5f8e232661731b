"""
A newer program of nominations than the others know: one more type of event, and the next version of one.

The programs of the fault tests all carry it. Only nominations reads its own events with it; to its consumers and to the
ledger these events are of a type, or of a version, that they have never heard of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module

from shared.acts import Act
from shared.catalogue import Catalogue, EventKind
from shared.texts import Text

CATALOGUE = "services.nominations.adapters.catalogue"
NEXT_VERSION_OF = "ListSent"
"""Notifications reads it; no client of the fault tests brings it about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShelved:
    """A case's papers were put on a shelf: nobody but its writer knows this type."""

    act: Act
    shelf: str


def newer(catalogue: Catalogue) -> Catalogue:
    """*catalogue* with the type and the version that others do not know."""
    kinds = [
        replace(kind, version=kind.version + 1, upcasters={**kind.upcasters, kind.version: dict})
        if kind.name == NEXT_VERSION_OF
        else kind
        for kind in catalogue.kinds
    ]
    words = Text("Hồ sơ được đưa vào kho lưu trữ.", "A case was put on a shelf.")
    return replace(catalogue, kinds=(*kinds, EventKind(CaseShelved, words, words)))


def become_newer() -> None:
    """Have every later import of nominations' catalogue get the newer one."""
    module = import_module(CATALOGUE)
    module.CATALOGUE = newer(module.CATALOGUE)
