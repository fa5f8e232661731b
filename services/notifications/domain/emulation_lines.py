"""The table of notices for emulation (thi đua): tasks given, initiatives recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.notifications.domain.happenings import Happening, InitiativeRecognised, TaskAssigned
from services.notifications.domain.lines import OFFICE_ACTS, UNIT_ACTS, UNIT_OWNS, Line
from services.notifications.domain.parties import clerks, office
from services.notifications.domain.scene import Scene
from shared.texts import Text

TASK = Text("{assigner} giao nhiệm vụ “{task}”{due_vi}.", "{assigner} gives the task “{task}”{due_en}.")


def _assignee(scene: Scene) -> str:
    assert isinstance(scene.happening, TaskAssigned)
    return scene.happening.assignee_id


def _unit(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, InitiativeRecognised)
    return clerks(scene.happening.unit_id)


EMULATION_LINES: Mapping[type[Happening], tuple[Line, ...]] = {
    TaskAssigned: (
        Line("task-assigned", lambda scene: clerks(_assignee(scene)), TASK, UNIT_ACTS),
        Line("task-to-follow", lambda scene: office(_assignee(scene)), TASK, OFFICE_ACTS),
    ),
    InitiativeRecognised: (
        Line(
            "initiative-recognised",
            _unit,
            Text(
                "{recogniser} công nhận một sáng kiến của đơn vị theo văn bản số {number}.",
                "{recogniser} recognised an initiative of the unit by document {number}.",
            ),
            UNIT_OWNS,
        ),
    ),
}
