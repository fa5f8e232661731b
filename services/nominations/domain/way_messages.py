"""All that may come of an act on a dossier's way up or down."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.domain.forwarding_messages import (
    CouncilResultNoted,
    ExternalAnswered,
    NominationDeclined,
    NominationForwarded,
    ReceivedAtLevel,
    ResultSentDown,
    ReturnedDown,
)
from services.nominations.domain.nomination_messages import NominationConcluded
from shared.acts import ActRefused

UpwardEvents = Sequence[
    NominationForwarded
    | ReceivedAtLevel
    | ReturnedDown
    | ExternalAnswered
    | CouncilResultNoted
    | NominationDeclined
    | NominationConcluded
    | ResultSentDown
    | ActRefused
]
