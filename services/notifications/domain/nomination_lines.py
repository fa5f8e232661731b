"""The table of notices for nominations: the dossier, the vote, the award."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.notifications.domain.happenings import (
    AwardCancelled,
    AwardCorrected,
    AwardDeclined,
    AwardGranted,
    AwardPresented,
    DecisionIssued,
    Happening,
    NominationPutToCouncil,
    NominationReturned,
    NominationSubmitted,
    ReceivedForAppraisal,
    VoteOpened,
)
from services.notifications.domain.lines import COUNCIL_ACTS, MEMBER, OFFICE_ACTS, UNIT_ACTS, UNIT_OWNS, Line
from services.notifications.domain.parties import accounts, clerks, in_role, office
from services.notifications.domain.scene import Scene
from shared.texts import Text


def _voters(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, VoteOpened)
    return accounts(scene.happening.eligible)


def _unit(scene: Scene) -> Iterable[str]:
    return clerks(scene.nomination.unit_id)


def _unit_and_subject(scene: Scene) -> Iterable[str]:
    """A person is told through their unit; a collective has clerks of its own."""
    facts = scene.nomination
    subject = [facts.subject_id] if facts.subject_kind == "collective" else []
    return clerks(facts.unit_id, *subject)


NOMINATION_LINES: Mapping[type[Happening], tuple[Line, ...]] = {
    NominationSubmitted: (
        Line(
            "nomination-submitted",
            lambda scene: office(scene.nomination.organisation_id),
            Text(
                "{unit} trình hồ sơ lần {round}, đề nghị tặng {form_vi} cho {whom_vi}.",
                "{unit} submitted a nomination, round {round}: {form_en} for {whom_en}.",
            ),
            OFFICE_ACTS,
        ),
    ),
    NominationReturned: (
        Line(
            "nomination-returned",
            _unit,
            Text(
                "Hồ sơ đề nghị tặng {form_vi} cho {subject_vi} bị trả lại; xem lý do trong hồ sơ.",
                "The nomination for {subject_en} was returned; the reason stands in the case.",
            ),
            UNIT_ACTS,
        ),
    ),
    ReceivedForAppraisal: (
        Line(
            "nomination-received",
            _unit,
            Text(
                "Hồ sơ đề nghị tặng {form_vi} cho {subject_vi} đã được tiếp nhận thẩm định.",
                "The nomination for {subject_en} was received for appraisal.",
            ),
            UNIT_OWNS,
        ),
    ),
    NominationPutToCouncil: (
        Line(
            "nomination-at-council",
            _unit,
            Text(
                "Hồ sơ đề nghị tặng {form_vi} cho {subject_vi} đã trình Hội đồng.",
                "The nomination for {subject_en} was put to the council.",
            ),
            UNIT_OWNS,
        ),
        Line(
            "nomination-to-consider",
            lambda scene: in_role("council_secretary", [scene.nomination.organisation_id]),
            Text(
                "Hồ sơ của {unit} đề nghị tặng {form_vi} cho {whom_vi} chờ Hội đồng xét.",
                "The nomination by {unit} of {whom_en} waits for the council.",
            ),
            COUNCIL_ACTS,
        ),
    ),
    VoteOpened: (
        Line(
            "vote-opened",
            _voters,
            Text(
                "Mời biểu quyết: hồ sơ của {unit} đề nghị tặng {form_vi} cho {whom_vi}.",
                "Please vote: the nomination by {unit} of {whom_en}, {form_en}.",
            ),
            MEMBER,
        ),
    ),
    DecisionIssued: (
        Line(
            "award-decided",
            _unit,
            Text(
                "Quyết định {number} tặng {form_vi} cho {subject_vi}.",
                "Decision {number}: {form_en} for {subject_en}.",
            ),
            UNIT_OWNS,
        ),
        Line(
            "decision-to-follow",
            lambda scene: office(scene.nomination.organisation_id),
            Text(
                "Quyết định {number} tặng {form_vi} cho {subject_vi} đã ký.",
                "Decision {number} was signed: {form_en} for {subject_en}.",
            ),
            OFFICE_ACTS,
        ),
    ),
    AwardGranted: (
        Line(
            "award-granted",
            _unit_and_subject,
            Text("{subject_vi} được tặng {form_vi}.", "{subject_en} was granted the {form_en}."),
            UNIT_OWNS,
        ),
    ),
    AwardPresented: (
        Line(
            "award-presented",
            _unit_and_subject,
            Text("{form_vi} đã được trao cho {subject_vi}.", "The {form_en} was handed to {subject_en}."),
            UNIT_OWNS,
        ),
    ),
    AwardDeclined: (
        Line(
            "award-declined",
            _unit,
            Text(
                "{subject_vi} từ chối nhận {form_vi}; việc ấy đã được ghi nhận.",
                "{subject_en} refused the {form_en}; that is on record.",
            ),
            UNIT_OWNS,
        ),
    ),
    AwardCorrected: (
        Line(
            "award-corrected",
            _unit_and_subject,
            Text(
                "Quyết định tặng {form_vi} cho {subject_vi} được đính chính bằng văn bản {number}.",
                "The decision on {subject_en} was corrected by document {number}.",
            ),
            UNIT_OWNS,
        ),
    ),
    AwardCancelled: (
        Line(
            "award-cancelled",
            _unit_and_subject,
            Text(
                "Quyết định tặng {form_vi} cho {subject_vi} bị hủy bỏ theo Quyết định {number}; lý do và việc thu hồi xem ở phần thưởng.",
                "The {form_en} of {subject_en} was cancelled by decision {number}; the reason, and what is to come back, stand with the award.",
            ),
            UNIT_OWNS,
        ),
        Line(
            "award-to-recover",
            lambda scene: office(scene.nomination.organisation_id),
            Text(
                "Quyết định tặng {form_vi} cho {subject_vi} bị hủy bỏ theo Quyết định {number}: theo dõi việc thu hồi.",
                "The {form_en} of {subject_en} was cancelled by decision {number}: see to what is to come back.",
            ),
            OFFICE_ACTS,
        ),
    ),
}
