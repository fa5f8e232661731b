"""Merging spellings of one movement: one step deep, both histories kept, undone by a new act."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.domain.movement_messages import (
    AbsorbVariant,
    KnownMovement,
    MergeMovement,
    MovementAbsorbed,
    MovementMerged,
    MovementMergeUndone,
    MovementReleased,
    ReleaseVariant,
    UndoMerge,
)
from services.nominations.domain.refusals import rejected
from shared.errors import LostRace


def merge(command: MergeMovement, own: KnownMovement) -> Sequence[MovementMerged]:
    """Merge what stands for itself into what stands for itself; neither has a step further to go."""
    if own.merged_into == command.into_id:
        return []  # already so
    if own.merged_into is not None:
        raise rejected("movement-merged-elsewhere", into_id=own.merged_into)
    if command.into_id == command.movement_id:
        raise rejected("merge-into-itself")
    if command.into is None:
        raise rejected("movement-not-found")
    if command.into.merged_into is not None:
        raise rejected("merge-target-merged", into_id=command.into.merged_into)
    if own.variants:
        raise rejected("merge-has-variants")
    if own.sort != command.into.sort:
        raise rejected("merge-other-sort")
    return [
        MovementMerged(
            act=command.occurrence.act(f"movement-{command.movement_id}"),
            movement_id=command.movement_id,
            into_id=command.into_id,
            reason=command.reason,
        )
    ]


def undo(command: UndoMerge, own: KnownMovement) -> Sequence[MovementMergeUndone]:
    """The movement stands for itself again."""
    if own.merged_into is None:
        return []  # already so
    return [
        MovementMergeUndone(
            act=command.occurrence.act(f"movement-{command.movement_id}"),
            movement_id=command.movement_id,
            into_id=own.merged_into,
            reason=command.reason,
        )
    ]


def beside(
    command: AbsorbVariant | ReleaseVariant, own: KnownMovement | None
) -> Sequence[MovementAbsorbed | MovementReleased]:
    """
    The half of a merge, or of its undoing, that stands with the movement merged into.

    Raises LostRace when that movement is not what the merge was judged on any more.
    """
    if own is None or own.merged_into is not None:
        raise LostRace
    held = command.variant_id in own.variants
    if held is isinstance(command, AbsorbVariant):
        raise LostRace
    kind = MovementReleased if held else MovementAbsorbed
    return [kind(act=command.act, movement_id=command.movement_id, variant_id=command.variant_id)]
