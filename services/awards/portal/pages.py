"""The routes of the pages of awards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Final

from jinja2 import Environment

from services.awards.adapters.names_elsewhere import NamesElsewhere
from services.awards.portal.awards import PATH, AwardPages
from services.awards.portal.texts import TEXTS
from shared.access import Caller, Permissions
from shared.endpoints import RawRoute
from shared.portal.frame import Frame
from shared.portal.rendering import environment
from shared.portal.renewing import SessionOwner
from shared.portal.resuming import Resuming
from shared.values import dataclass

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
ONE: Final = f"{PATH}/{{nomination_id}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Pages over the service's own desk; *verify* knows the session's token as it knows any caller's, *owner* renews it."""

    verify: Callable[[str], Caller]
    owner: SessionOwner
    permissions: Permissions
    names: NamesElsewhere
    demo: bool
    templates: Environment = field(default_factory=lambda: environment(TEMPLATES))

    def table(self) -> Sequence[RawRoute]:
        """The routes."""
        frame = Frame(
            verify=self.verify,
            owner=self.owner,
            permissions=self.permissions,
            templates=self.templates,
            texts=TEXTS,
            demo=self.demo,
            home=PATH,
        )
        frame = replace(frame, signed_out=Resuming(frame).signed_out)
        awards = AwardPages(frame, self.permissions, self.names)
        return [
            RawRoute("GET", PATH, frame.guarded(awards.list)),
            RawRoute("GET", ONE, frame.guarded(awards.show)),
            RawRoute("POST", f"{ONE}/{{what}}/now", frame.guarded(awards.act)),
        ]
