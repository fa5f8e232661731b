"""Whose case a command on an exemplary model touches: its unit's, or that of the organisation it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from services.nominations.application.histories import Histories
from services.nominations.domain.care_messages import NurtureModel, ReplicateModel, SetRoadmap, SumUpModel
from services.nominations.domain.detection_messages import NameResponsibleHead
from services.nominations.domain.honour_messages import (
    ProposeCommendation,
    PubliciseModel,
    RecordExternalAward,
    WithdrawPublication,
)
from services.nominations.domain.model_states import Detected
from services.nominations.domain.recognition_messages import DecideRecognition, JudgeRecognition

OF_UNIT: Final = (SetRoadmap, NurtureModel, PubliciseModel, WithdrawPublication, ProposeCommendation)
"""What a unit does with its own model; whoever reaches the unit may do it too."""

OF_ORGANISATION: Final = (
    NameResponsibleHead,
    SumUpModel,
    ReplicateModel,
    RecordExternalAward,
    JudgeRecognition,
    DecideRecognition,
)
"""What the organisation does that answers for all models of its units."""

COMMANDS: Final = (*OF_UNIT, *OF_ORGANISATION)


def owners(known: Histories, command: Any) -> Sequence[str]:
    """The one organisation; none when there is no such model, and the decision says so."""
    found = known.exemplary.model(command.model_id)
    if not isinstance(found, Detected):
        return ()
    return (found.subject.unit_id if isinstance(command, OF_UNIT) else found.subject.organisation_id,)
