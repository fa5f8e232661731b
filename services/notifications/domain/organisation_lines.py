"""The table of notices for organisations: whoever heads a dissolved one or one that takes over is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.notifications.domain.happenings import Happening, OrganisationDissolved
from services.notifications.domain.lines import OFFICE_ACTS, Line
from services.notifications.domain.parties import in_role, office
from services.notifications.domain.scene import Scene
from shared.texts import Text

HEADS = Text("Người đứng đầu chịu trách nhiệm chuyển tiếp.", "The head answers for the transition.")

DISSOLVED = Text(
    "{organisation} giải thể từ ngày {since}; kế thừa: {successors_vi}. Hồ sơ đang giải quyết được tiếp tục tại đó, "
    "không lập hồ sơ mới cho tổ chức đã giải thể.",
    "{organisation} was dissolved as of {since}; taken over by {successors_en}. Open cases go on there, no new ones begin "
    "for the dissolved organisation.",
)


def _all(scene: Scene) -> tuple[str, ...]:
    assert isinstance(scene.happening, OrganisationDissolved)
    return (scene.happening.organisation_id, *scene.happening.successors)


def _heads(scene: Scene) -> Iterable[str]:
    return in_role("director", _all(scene))


def _offices(scene: Scene) -> Iterable[str]:
    return (party for organisation_id in _all(scene) for party in office(organisation_id))


ORGANISATION_LINES: Mapping[type[Happening], tuple[Line, ...]] = {
    OrganisationDissolved: (
        Line("organisation-dissolved", _heads, DISSOLVED, HEADS),
        Line("organisation-to-follow", _offices, DISSOLVED, OFFICE_ACTS),
    ),
}
