"""What is asked of a movement after its launch and what happened to it: other spellings, ties, merging."""

from __future__ import annotations

from typing import Literal

from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.values import dataclass

MovementSort = Literal["movement", "campaign", "drive"]
"""Phong trào thi đua, cuộc vận động, đợt thi đua."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMovement:
    """What is known of a movement when another one is merged into it or tied to it."""

    sort: MovementSort
    merged_into: str | None = None
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementAliasNoted:
    """The movement is also written in another way (tên gọi khác)."""

    act: Act
    movement_id: str
    alias: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementTied:
    """The movement was tied to a campaign (cuộc vận động), to the task or target it serves (nhiệm vụ, chỉ tiêu), or both."""

    act: Act
    movement_id: str
    campaign_id: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementMerged:
    """A person found that the movement is another one under a different spelling; its own history stays."""

    act: Act
    movement_id: str
    into_id: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementMergeUndone:
    """The movement stands for itself again."""

    act: Act
    movement_id: str
    into_id: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementAbsorbed:
    """Another spelling of the movement was merged into it: the other half of MovementMerged, stored with it."""

    act: Act
    movement_id: str
    variant_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementReleased:
    """What was merged into the movement stands for itself again: the other half of MovementMergeUndone."""

    act: Act
    movement_id: str
    variant_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMovementAlias:
    """Note another way in which the movement is written."""

    movement_id: str
    alias: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class TieMovement:
    """Tie the movement to a campaign, to a target, or to both; `campaign` is None when there is none of that id."""

    movement_id: str
    campaign_id: str | None = None
    target: str | None = None
    occurrence: Occurrence
    campaign: KnownMovement | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeMovement:
    """Have the movement stand for `into_id`; `into` is None when there is none of that id."""

    movement_id: str
    into_id: str
    reason: str
    occurrence: Occurrence
    into: KnownMovement | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMerge:
    """Have the movement stand for itself again."""

    movement_id: str
    reason: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsorbVariant:
    """Note beside a merge what was merged into the movement; written by the merge itself."""

    act: Act
    movement_id: str
    variant_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseVariant:
    """Note beside the undoing of a merge that it is undone; written by the undoing itself."""

    act: Act
    movement_id: str
    variant_id: str
