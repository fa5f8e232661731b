"""
The fence of moves (chuyển tổ chức): one after the other, so that no two of them close a ring that neither saw.

A move looks at all organisations above the new parent, and any of them may be moved in the same moment. Each is therefore
written together with the open volume of this register; of two at once the second is judged on what the first has done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shared.acts import Act, filled
from shared.decider import Decider
from shared.errors import LostRace
from shared.values import dataclass

VOLUME: Final = 400
"""Moves in one volume: streams stay short, and a province moves hundreds of organisations on one day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEntered:
    """A move was entered in the register of moves."""

    act: Act
    organisation_id: str
    parent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterMove:
    """Enter a move; filled in is what lies above the new parent, read once the register's end is known."""

    act: Act
    organisation_id: str
    parent_id: str
    parent_above: tuple[str, ...] = filled(default=())


@dataclass(frozen=True, slots=True)
class Volume:
    """How many moves it holds."""

    moves: int = 0

    @property
    def full(self) -> bool:
        """Whether the next move is entered in the next volume."""
        return self.moves >= VOLUME


def evolve(state: Volume, _event: MoveEntered) -> Volume:
    """The volume after *event*."""
    return Volume(state.moves + 1)


def decide(command: EnterMove, _state: Volume) -> Sequence[MoveEntered]:
    """Enter it; raises LostRace when it would close a ring by now: it is judged again, and refused."""
    if command.organisation_id in (command.parent_id, *command.parent_above):
        raise LostRace
    return [
        MoveEntered(act=command.act, organisation_id=command.organisation_id, parent_id=command.parent_id)
    ]


moving: Decider[EnterMove, Volume, MoveEntered] = Decider(initial=Volume(), evolve=evolve, decide=decide)
