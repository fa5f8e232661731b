"""What is noted of a movement besides its launch: other spellings, and what it is tied to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.nominations.domain.movement_messages import (
    MovementAliasNoted,
    MovementTied,
    NoteMovementAlias,
    TieMovement,
)
from services.nominations.domain.refusals import rejected
from services.nominations.domain.spelling import spelling


def alias(command: NoteMovementAlias, known: Collection[str]) -> Sequence[MovementAliasNoted]:
    """Note a name that is not among the *known* ones and holds a word."""
    if spelling(command.alias) == "":
        raise rejected("alias-empty")
    if command.alias in known:
        return []  # already so
    act = command.occurrence.act(f"movement-{command.movement_id}")
    return [MovementAliasNoted(act=act, movement_id=command.movement_id, alias=command.alias)]


def tie(command: TieMovement, campaign_id: str | None, target: str | None) -> Sequence[MovementTied]:
    """Tie it to other than *campaign_id* and *target*, which it is tied to now; only to a campaign."""
    if (command.campaign_id, command.target) == (campaign_id, target):
        return []  # already so
    if command.campaign_id is not None and (command.campaign is None or command.campaign.sort != "campaign"):
        raise rejected("not-a-campaign", campaign_id=command.campaign_id)
    return [
        MovementTied(
            act=command.occurrence.act(f"movement-{command.movement_id}"),
            movement_id=command.movement_id,
            campaign_id=command.campaign_id,
            target=command.target,
        )
    ]
