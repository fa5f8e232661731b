"""What happened to exemplary models (điển hình tiên tiến), as far as somebody is told of it."""

from __future__ import annotations

from typing import Literal

from services.notifications.domain.happenings import Happening
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfModel(Happening):
    """Something happened to a model; `responsible` is the account of the head who answers for it, where one is known."""

    model_id: str
    responsible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibleHeadNamed(OfModel):
    """A head was made answerable for a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSummedUp(OfModel):
    """A model was summed up with a movement's review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReplicated(OfModel):
    """A model was replicated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionDecided(OfModel):
    """A person decided whether a model is recognised."""

    year: int
    decision: Literal["recognised", "not_recognised"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRecognised(OfModel):
    """A model was recognised for a year."""

    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyListSent(Happening):
    """An organisation sent its list of models of a year."""

    organisation_id: str
    year: int
    recipient: str
