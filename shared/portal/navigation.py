"""Where the site's navigation leads, the same on every page, whichever service answers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shared.access import Caller, Permissions, authorise
from shared.errors import Forbidden
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """An address, its word, and the permission by which it is shown; an empty one shows it to everybody."""

    address: str
    word: str
    permission: str = ""
    signed_in: bool = False


ENTRY: Final = Link("/entry", "nav_entry", "registration.submit")

LINKS: Final[Sequence[Link]] = (
    Link("/", "nav_find"),
    Link("/ledger", "nav_ledger"),
    ENTRY,
    Link("/entry/dossiers", "nav_dossiers", "nomination.supplement"),
    Link("/entry/models", "nav_models", "model.read"),
    Link("/entry/inbox", "nav_inbox", "nomination.forward"),
    Link("/awards", "nav_awards", "award.present"),
    Link("/entry/mine", "nav_mine", signed_in=True),
    Link("/parked", "nav_parked", "parked.read"),
)


def links_for(caller: Caller | None, permissions: Permissions) -> Sequence[Link]:
    """The links that are of use to *caller*; each page judges for itself who may see it."""
    return [link for link in LINKS if _shown(link, caller, permissions)]


def may(caller: Caller | None, permission: str, permissions: Permissions, *scopes: str | None) -> bool:
    """Whether *caller* has *permission* within *scopes*: for what a page shows, never in place of the command's own check."""
    try:
        return caller is not None and bool(authorise(caller, permission, permissions, *scopes))
    except Forbidden:
        return False


def _shown(link: Link, caller: Caller | None, permissions: Permissions) -> bool:
    if not link.permission:
        return caller is not None or not link.signed_in
    return may(caller, link.permission, permissions)
