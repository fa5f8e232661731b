"""The table of notices for plans: registration, selection, sending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.notifications.domain.happenings import (
    Happening,
    ListConsolidated,
    ListSent,
    ModelsSelected,
    PlanIssued,
    RegistrationListSubmitted,
)
from services.notifications.domain.lines import (
    COUNCIL_ACTS,
    OFFICE_ACTS,
    RECIPIENT,
    UNIT_ACTS,
    UNIT_OWNS,
    Line,
)
from services.notifications.domain.parties import clerks, in_role, office
from services.notifications.domain.scene import Scene
from shared.texts import Text


def _chosen(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, ModelsSelected)
    return clerks(*scene.happening.chosen_units)


def _not_chosen(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, ModelsSelected)
    return clerks(*scene.happening.not_chosen_units)


def _recipient(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, ListSent)
    return in_role("board", [scene.happening.recipient])


PLAN_LINES: Mapping[type[Happening], tuple[Line, ...]] = {
    PlanIssued: (
        Line(
            "plan-issued",
            lambda scene: clerks(*scene.plan.participants),
            Text(
                "{organisation} ban hành “{plan}” (số {number}); đơn vị thực hiện theo kế hoạch.",
                "{organisation} issued “{plan}” (number {number}); the unit carries it out.",
            ),
            UNIT_ACTS,
        ),
        Line(
            "plan-to-follow",
            lambda scene: office(scene.plan.organisation_id),
            Text("“{plan}” đã được ban hành (số {number}).", "“{plan}” was issued (number {number})."),
            OFFICE_ACTS,
        ),
    ),
    RegistrationListSubmitted: (
        Line(
            "list-submitted",
            lambda scene: office(scene.plan.organisation_id),
            Text(
                "{unit} đã gửi danh sách đăng ký điển hình theo “{plan}”.",
                "{unit} sent its list of models under “{plan}”.",
            ),
            OFFICE_ACTS,
        ),
    ),
    ListConsolidated: (
        Line(
            "list-consolidated",
            lambda scene: in_role("council_member", [scene.plan.organisation_id]),
            Text(
                "Danh sách tổng hợp theo “{plan}” đã trình Hội đồng lựa chọn.",
                "The consolidated list under “{plan}” is before the council.",
            ),
            COUNCIL_ACTS,
        ),
        Line(
            "session-to-prepare",
            lambda scene: in_role("council_secretary", [scene.plan.organisation_id]),
            Text(
                "Cần chuẩn bị phiên họp Hội đồng lựa chọn điển hình theo “{plan}”.",
                "A session of the council is to be prepared: selection under “{plan}”.",
            ),
            COUNCIL_ACTS,
        ),
    ),
    ModelsSelected: (
        Line(
            "models-selected",
            _chosen,
            Text(
                "Hội đồng đã chọn điển hình do đơn vị đăng ký theo “{plan}”.",
                "The council selected models that the unit registered under “{plan}”.",
            ),
            UNIT_OWNS,
        ),
        Line(
            "models-not-selected",
            _not_chosen,
            Text(
                "Hội đồng không chọn một số điển hình do đơn vị đăng ký theo “{plan}”; xem lý do trong hồ sơ.",
                "The council did not select some models that the unit registered under “{plan}”; "
                "the reasons stand in the case.",
            ),
            UNIT_OWNS,
        ),
        Line(
            "selection-made",
            lambda scene: office(scene.plan.organisation_id),
            Text(
                "Hội đồng đã lựa chọn điển hình theo “{plan}”.",
                "The council made its selection under “{plan}”.",
            ),
            OFFICE_ACTS,
        ),
    ),
    ListSent: (
        Line(
            "list-sent",
            _recipient,
            Text(
                "{organisation} gửi danh sách điển hình được chọn theo “{plan}”.",
                "{organisation} sent the list of models selected under “{plan}”.",
            ),
            RECIPIENT,
        ),
    ),
}
