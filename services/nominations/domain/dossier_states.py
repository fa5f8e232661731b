"""Parts of a dossier's state: what holds it, who was asked, where it was published, how far up it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Literal

from services.nominations.domain.forwarding_messages import Leg
from services.nominations.domain.holding_messages import Hold
from shared.values import dataclass

ObjectionState = Literal["received", "verifying", "founded", "unfounded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """The holds that are open, those that ended, and how far each objection has come."""

    open: tuple[Hold, ...] = ()
    ended: tuple[str, ...] = ()
    objections: Mapping[str, ObjectionState] = field(default_factory=dict)

    def is_open(self, hold_id: str) -> bool:
        """Whether the hold of this id is open."""
        return any(hold.hold_id == hold_id for hold in self.open)

    def held(self, hold: Hold) -> Holds:
        """With *hold* open."""
        return replace(self, open=(*self.open, hold))

    def released(self, hold_id: str) -> Holds:
        """Without it."""
        left = tuple(hold for hold in self.open if hold.hold_id != hold_id)
        return replace(self, open=left, ended=(*self.ended, hold_id))

    def objection(self, objection_id: str, state: ObjectionState) -> Holds:
        """With that objection at *state*."""
        return replace(self, objections={**self.objections, objection_id: state})


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A body that was asked; `opinion` once it answered."""

    consultation_id: str
    body: str
    organisation_id: str | None
    due_on: date | None
    opinion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A publication, running until it is closed."""

    publication_id: str
    place: str
    from_on: date
    to_on: date
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """
    How far up the dossier has come.

    `levels` are the organisations above the first that received it, the highest last; `underway` is the leg nobody has
    received yet; `seen` are all organisations it was ever sent to; `voted` are the councils whose result is known, `passed` whether the last one passed it; `back` says
    that it was given back and has not gone up again; `answered` is the leg and what a level outside last answered to it.
    """

    levels: tuple[str, ...] = ()
    underway: Leg | None = None
    legs: int = 0
    seen: tuple[str, ...] = ()
    voted: tuple[str, ...] = ()
    passed: bool | None = None
    back: bool = False
    answered: tuple[int, str] | None = None

    def sent(self, leg: Leg) -> Way:
        """On its way along *leg*."""
        seen = self.seen if leg.to_id is None else (*self.seen, leg.to_id)
        return replace(self, underway=leg, legs=leg.number, seen=seen, back=False)

    def received(self, organisation_id: str) -> Way:
        """Received by the next level, whose own council has not seen it."""
        return replace(self, levels=(*self.levels, organisation_id), underway=None, passed=None)

    def given_back(self) -> Way:
        """Back at the level below: from a leg nobody received, or from the highest level."""
        if self.underway is not None:
            return replace(self, underway=None, back=True)
        return replace(self, levels=self.levels[:-1], passed=None, back=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a level's receipt fixed, and who appraises there; kept while a higher level has the dossier."""

    rule_set: str | None
    received_on: date | None
    received_under: tuple[str, ...]
    appraiser: str | None


NO_HOLDS = Holds()
"""Nothing holds it."""

AT_FIRST = Way()
"""It has not gone upward."""
