"""The states of an organisation: what it was called, where it belonged, whether it stood and who follows it, on any day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from services.nominations.domain.organisation_messages import OUTSIDE, Level, Resolution
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name and the day from which it counts."""

    since: date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The organisation above, if there is one, and the day from which it is."""

    since: date
    parent_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """A dissolved organisation in whose place this one stands since a day."""

    predecessor_id: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """From the day `since` on the organisation no longer stands; `successors` may become more, never fewer."""

    since: date
    successors: tuple[str, ...]
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The organisation over time: `names` and `parents` by the day from which they count, the first since it began."""

    level: Level
    names: tuple[Named, ...]
    parents: tuple[Placed, ...]
    predecessors: tuple[TakenOver, ...] = ()
    ended: Ended | None = None

    @property
    def valid_from(self) -> date:
        """The day it began."""
        return self.names[0].since

    @property
    def name(self) -> str:
        """Its last name."""
        return self.names[-1].name

    @property
    def parent_id(self) -> str | None:
        """What it lies under now, or lay under last."""
        return self.parents[-1].parent_id

    @property
    def outside(self) -> bool:
        """Whether it only gives awards of its own and decides nothing here."""
        return self.level in OUTSIDE

    @property
    def at_first(self) -> Registered:
        """As it was registered, without what happened since."""
        return replace(self, names=self.names[:1], parents=self.parents[:1], predecessors=(), ended=None)

    @property
    def over(self) -> tuple[str, ...]:
        """Whose grants reach it: the organisation above, and those in its place since it was dissolved."""
        above = () if self.parent_id is None else (self.parent_id,)
        return (*above, *(self.ended.successors if self.ended else ()))

    def name_on(self, day: date) -> str:
        """What it was called on *day*; before it began, the name it began under."""
        return next((one.name for one in reversed(self.names) if one.since <= day), self.names[0].name)

    def parent_on(self, day: date) -> str | None:
        """What it lay under on *day*; before it began, what it began under."""
        found = next((one for one in reversed(self.parents) if one.since <= day), self.parents[0])
        return found.parent_id

    def stands_on(self, day: date) -> bool:
        """Whether it existed on *day*: the day it was dissolved as of is the first on which it does not."""
        return self.valid_from <= day and not self.gone_on(day)

    def gone_on(self, day: date) -> bool:
        """Whether it was dissolved by *day*."""
        return self.ended is not None and self.ended.since <= day

    def successors_on(self, day: date) -> tuple[str, ...]:
        """Those that took over from it by *day*."""
        return self.ended.successors if self.ended is not None and self.ended.since <= day else ()

    def predecessors_on(self, day: date) -> tuple[str, ...]:
        """Those that it took over from by *day*."""
        return tuple(one.predecessor_id for one in self.predecessors if one.since <= day)


Organisation = Unregistered | Registered


def begun(name: str, level: Level, parent_id: str | None, valid_from: date) -> Registered:
    """An organisation as it is registered."""
    return Registered(
        level=level,
        names=(Named(since=valid_from, name=name),),
        parents=(Placed(since=valid_from, parent_id=parent_id),),
    )


def line_above(organisation_id: str, find: Callable[[str], Organisation]) -> tuple[str, ...]:
    """The organisations above it, the nearest first; each once, so that a ring from before ends."""
    line: list[str] = []
    parent = _parent(organisation_id, find)
    while parent is not None and parent not in (organisation_id, *line):
        line.append(parent)
        parent = _parent(parent, find)
    return tuple(line)


def _parent(organisation_id: str, find: Callable[[str], Organisation]) -> str | None:
    state = find(organisation_id)
    return state.parent_id if isinstance(state, Registered) else None


def names_on(organisation_id: str, day: date, find: Callable[[str], Organisation]) -> tuple[str, ...]:
    """What the organisation and those above it were called on *day*, the nearest first; none where it is not registered."""
    names: dict[str, str] = {}
    at: str | None = organisation_id
    while at is not None and at not in names:
        state = find(at)
        if not isinstance(state, Registered):
            break
        names[at], at = state.name_on(day), state.parent_on(day)
    return tuple(names.values())


def heirs_on(organisation_id: str, day: date, find: Callable[[str], Organisation]) -> tuple[str, ...]:
    """
    Who stands in the place of the organisation on *day*, through any number of successions; itself while it stands.

    Each once, in the order they were named; none where a succession ends without a successor.
    """
    found: list[str] = []
    asked, waiting = {organisation_id}, [organisation_id]
    while waiting:
        name = waiting.pop(0)
        state = find(name)
        if isinstance(state, Registered) and state.gone_on(day):
            following = [one for one in state.successors_on(day) if one not in asked]
            asked.update(following)
            waiting += following
        else:
            found.append(name)
    return tuple(found)
