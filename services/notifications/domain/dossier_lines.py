"""The table of notices for what happens to a dossier beside its plain course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.notifications.domain.dossier_happenings import (
    NominationForwarded,
    NominationHeld,
    NominationReleased,
    OpinionAsked,
    ResultSentDown,
    ReturnedDown,
    SupplementAsked,
)
from services.notifications.domain.happenings import Happening
from services.notifications.domain.lines import OFFICE_ACTS, UNIT_ACTS, UNIT_OWNS, Line
from services.notifications.domain.parties import clerks, in_role
from services.notifications.domain.scene import Scene
from shared.texts import Text

LEVEL_ACTS = Text("Cơ quan được trình hoặc được hỏi.", "The organisation is asked or is to act.")


def desks(*organisations: str) -> tuple[str, ...]:
    """Whoever handles dossiers at *organisations*: the office of a department, the board of a province."""
    return (*in_role("office", organisations), *in_role("board", organisations))


def _unit(scene: Scene) -> Iterable[str]:
    return clerks(scene.nomination.unit_id)


def _first_desk(scene: Scene) -> Iterable[str]:
    """Who is to decide, and who prepares that council's sessions."""
    place = scene.nomination.organisation_id
    return (*desks(place), *in_role("council_secretary", [place]))


def _asked(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, OpinionAsked)
    return desks(scene.happening.organisation_id) if scene.happening.organisation_id else ()


def _next(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, NominationForwarded)
    return desks(scene.happening.to_id) if scene.happening.to_id else ()


def _below(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, ReturnedDown)
    return desks(scene.happening.to_id)


def _levels(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, ResultSentDown)
    return desks(*scene.happening.levels)


WHAT_VI = "Hồ sơ của {unit} đề nghị tặng {form_vi} cho {whom_vi}"
WHAT_EN = "The nomination by {unit} of {whom_en}"

DOSSIER_LINES: Mapping[type[Happening], tuple[Line, ...]] = {
    SupplementAsked: (
        Line(
            "supplement-asked",
            _unit,
            Text(
                f"{WHAT_VI} cần bổ sung tài liệu; xem yêu cầu trong hồ sơ.",
                f"{WHAT_EN} needs more documents; what is asked stands in the case.",
            ),
            UNIT_ACTS,
        ),
    ),
    NominationHeld: (
        Line(
            "nomination-held",
            _unit,
            Text(f"{WHAT_VI} tạm dừng.", f"{WHAT_EN} is on hold."),
            UNIT_OWNS,
        ),
        Line(
            "hold-to-follow",
            _first_desk,
            Text(
                f"{WHAT_VI} tạm dừng; không trình, không xét, không quyết định.",
                f"{WHAT_EN} is on hold: it is not put forward, judged or decided.",
            ),
            OFFICE_ACTS,
        ),
    ),
    NominationReleased: (
        Line(
            "nomination-released",
            _unit,
            Text(f"Một lần tạm dừng của hồ sơ chấm dứt: {WHAT_VI}.", f"A hold ended: {WHAT_EN}."),
            UNIT_OWNS,
        ),
        Line(
            "release-to-follow",
            _first_desk,
            Text(f"Một lần tạm dừng của hồ sơ chấm dứt: {WHAT_VI}.", f"A hold ended: {WHAT_EN}."),
            OFFICE_ACTS,
        ),
    ),
    OpinionAsked: (
        Line(
            "opinion-asked",
            _asked,
            Text(f"{WHAT_VI} cần ý kiến hiệp y.", f"{WHAT_EN} needs an opinion."),
            LEVEL_ACTS,
        ),
    ),
    NominationForwarded: (
        Line(
            "nomination-forwarded",
            _unit,
            Text(f"{WHAT_VI} đã được trình lên cấp trên.", f"{WHAT_EN} was forwarded upward."),
            UNIT_OWNS,
        ),
        Line(
            "nomination-to-receive",
            _next,
            Text(f"{WHAT_VI} được trình lên, chờ tiếp nhận.", f"{WHAT_EN} waits to be received."),
            LEVEL_ACTS,
        ),
    ),
    ReturnedDown: (
        Line(
            "nomination-returned-down",
            _below,
            Text(
                f"{WHAT_VI} bị cấp trên trả lại; xem lý do trong hồ sơ.",
                f"{WHAT_EN} was given back by the level above; the reason stands in the case.",
            ),
            LEVEL_ACTS,
        ),
    ),
    ResultSentDown: (
        Line(
            "result-of-nomination",
            _unit,
            Text(f"{WHAT_VI} đã có kết quả từ cấp trên.", f"{WHAT_EN} has its result from above."),
            UNIT_OWNS,
        ),
        Line(
            "result-at-level",
            _levels,
            Text(f"{WHAT_VI} đã có kết quả.", f"{WHAT_EN} has its result."),
            LEVEL_ACTS,
        ),
    ),
}
