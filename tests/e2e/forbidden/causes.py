"""Why a request is forbidden: what whoever asks was given instead of the right grant. And what the right ones are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.e2e.forbidden.acts import ROLES


@dataclass(frozen=True, slots=True)
class Holding:
    """Grants of one account: *roles* at the place that *scope* names, from and until days counted from today."""

    name: str
    scope: str
    roles: tuple[str, ...] = ROLES
    begins: int | None = None
    ends: int | None = None
    revoked: bool = False


CAUSES = (
    Holding("other-role", "department", roles=("council_member", "inspector")),
    Holding("sibling", "sibling"),
    Holding("child", "unit"),
    Holding("cousin", "siblings_unit"),
    Holding("ended-yesterday", "department", begins=-30, ends=-1),
    Holding("begins-tomorrow", "department", begins=1),
    Holding("revoked", "department", revoked=True),
    Holding("parent-ended-yesterday", "province", begins=-30, ends=-1),
    Holding("everywhere-from-tomorrow", "everywhere", begins=1, ends=30),
)

RIGHT = (
    Holding("own", "department", begins=0, ends=0),
    Holding("above", "province", begins=-1),
)
"""At the very place, on the last day of the term; and at the place above it."""

SCOPES: Mapping[str, str] = {"everywhere": "*"}
"""Scopes that no organisation's id stands for."""
