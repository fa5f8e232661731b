"""What happened to a dossier beside its plain course, as far as somebody is told of it; why stays sealed in the case."""

from __future__ import annotations

from services.notifications.domain.happenings import OfNomination
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAsked(OfNomination):
    """The unit was asked for documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationHeld(OfNomination):
    """A dossier was put on hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationReleased(OfNomination):
    """A hold of a dossier ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked(OfNomination):
    """A body was asked for its opinion; registered here if it has an id."""

    organisation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationForwarded(OfNomination):
    """A dossier went upward, to an organisation registered here if it has an id."""

    to_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedDown(OfNomination):
    """A level gave a dossier back to the one below."""

    to_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSentDown(OfNomination):
    """The result came down to every level."""

    levels: tuple[str, ...]
