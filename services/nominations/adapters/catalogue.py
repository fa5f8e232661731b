"""The catalogue of this context: each event it owns, with its meaning and the sentence a timeline tells."""

from __future__ import annotations

from collections.abc import Mapping

from services.nominations.application.accounts import ACCOUNT_EXISTS
from services.nominations.domain.consolidation_messages import ListConsolidated, ListSent, SelectionNoted
from services.nominations.domain.movement import MovementLaunched
from services.nominations.domain.nomination_messages import (
    DocumentAttached,
    NominationConcluded,
    NominationOpened,
    NominationPutToCouncil,
    NominationReturned,
    NominationSubmitted,
    ReceivedForAppraisal,
)
from services.nominations.domain.organisation import OrganisationRegistered
from services.nominations.domain.person import PersonRegistered
from services.nominations.domain.plan_messages import PlanDelivered, PlanDrafted, PlanIssued, PlanSent
from services.nominations.domain.refusals import SENTENCES
from services.nominations.domain.registration_messages import RegistrationListSubmitted
from services.nominations.domain.required import DOCUMENT_NAMES
from shared.acts import ActRefused
from shared.catalogue import Catalogue, EventKind
from shared.texts import Text

SERVICE = "nominations"

KINDS = (
    EventKind(
        OrganisationRegistered,
        Text("Một tổ chức được ghi nhận.", "An organisation was registered."),
        Text("{actor} ghi nhận tổ chức {name}", "{actor} registered the organisation {name}"),
    ),
    EventKind(
        PersonRegistered,
        Text("Một cá nhân được ghi nhận ở một tổ chức.", "A person was registered in an organisation."),
        Text(
            "{actor} ghi nhận {person_id} công tác tại {organisation_id}",
            "{actor} registered {person_id} as serving in {organisation_id}",
        ),
    ),
    EventKind(
        MovementLaunched,
        Text("Một phong trào thi đua được phát động.", "An emulation movement was launched."),
        Text(
            "{issuer_id} phát động phong trào thi đua “{name}”", "{issuer_id} launched the movement “{name}”"
        ),
    ),
    EventKind(
        PlanDrafted,
        Text("Một kế hoạch được soạn dự thảo.", "A plan was drafted."),
        Text(
            "{actor} soạn dự thảo “{title}” cho {n_participants} đơn vị thực hiện",
            "{actor} drafted “{title}” for {n_participants} units",
        ),
    ),
    EventKind(
        PlanIssued,
        Text("Một kế hoạch được ban hành theo số và ngày.", "A plan was issued under a number and date."),
        Text(
            "{actor} ban hành {plan_id}, số {number} ngày {dated}",
            "{actor} issued {plan_id}, number {number} dated {dated}",
        ),
    ),
    EventKind(
        PlanSent,
        Text("Kế hoạch được gửi đến một nơi nhận.", "A plan was sent to one of its recipients."),
        Text("{actor} gửi {plan_id} đến {recipient_id}", "{actor} sent {plan_id} to {recipient_id}"),
    ),
    EventKind(
        PlanDelivered,
        Text("Một nơi nhận đã nhận được kế hoạch.", "A recipient got the plan."),
        Text(
            "{recipient_id} đã nhận {plan_id} ngày {delivered_on}",
            "{recipient_id} received {plan_id} on {delivered_on}",
        ),
    ),
    EventKind(
        RegistrationListSubmitted,
        Text(
            "Một đơn vị gửi danh sách đăng ký điển hình tiên tiến.",
            "A unit sent its list of exemplary models.",
        ),
        Text(
            "{actor} trình danh sách đăng ký {n_models} điển hình tiên tiến của {unit_id}",
            "{actor} submitted the list of {n_models} exemplary models of {unit_id}",
        ),
    ),
    EventKind(
        ListConsolidated,
        Text(
            "Văn phòng tổng hợp danh sách của các đơn vị trình Hội đồng.",
            "The office gathered the units' lists for the council.",
        ),
        Text(
            "{actor} tổng hợp {n_candidates} điển hình trình Hội đồng lựa chọn từ {minimum} đến {maximum}; "
            "{n_missing_units} đơn vị chưa gửi danh sách",
            "{actor} gathered {n_candidates} models for the council to select {minimum} to {maximum}; "
            "{n_missing_units} units sent no list",
        ),
    ),
    EventKind(
        SelectionNoted,
        Text(
            "Kết quả lựa chọn của Hội đồng đã về đến Văn phòng.",
            "The council's selection came back to the office.",
        ),
        Text(
            "Văn phòng ghi nhận kết quả lựa chọn của Hội đồng: {n_chosen} điển hình",
            "The office noted the council's selection: {n_chosen} models",
        ),
    ),
    EventKind(
        ListSent,
        Text("Danh sách được chọn đã gửi lên cấp trên.", "The list of those selected was sent upward."),
        Text(
            "{actor} gửi danh sách {n_chosen} điển hình được chọn đến {recipient}",
            "{actor} sent the list of {n_chosen} selected models to {recipient}",
        ),
    ),
    EventKind(
        NominationOpened,
        Text(
            "Một hồ sơ đề nghị khen thưởng được lập cho một thành tích.",
            "A nomination dossier was opened for an achievement.",
        ),
        Text(
            "{actor} lập hồ sơ của {unit_id} đề nghị tặng {form} cho {subject_id}",
            "{actor} opened the dossier of {unit_id} proposing a {form} for {subject_id}",
        ),
    ),
    EventKind(
        DocumentAttached,
        Text("Một tài liệu được đưa vào hồ sơ.", "A document was put into the dossier."),
        Text("{actor} đính kèm {document_kind} vào hồ sơ", "{actor} attached the {document_kind}"),
    ),
    EventKind(
        NominationSubmitted,
        Text("Đơn vị trình hồ sơ.", "The unit submitted the dossier."),
        Text("{actor} trình hồ sơ lần {round}", "{actor} submitted the dossier, round {round}"),
    ),
    EventKind(
        NominationReturned,
        Text("Hồ sơ bị trả lại kèm lý do.", "The dossier was given back with a reason."),
        Text("{actor} trả lại hồ sơ: {reason}", "{actor} returned the dossier: {reason}"),
    ),
    EventKind(
        ReceivedForAppraisal,
        Text(
            "Hồ sơ được tiếp nhận thẩm định; từ đây cố định quy định áp dụng.",
            "The dossier was received for appraisal; this pins the rules it is judged under.",
        ),
        Text(
            "{actor} tiếp nhận hồ sơ trình lần {round} để thẩm định",
            "{actor} received the dossier of round {round} for appraisal",
        ),
    ),
    EventKind(
        NominationPutToCouncil,
        Text("Hồ sơ được trình Hội đồng.", "The dossier was put to a council."),
        Text("{actor} trình hồ sơ lên {council_id}", "{actor} put the dossier to {council_id}"),
    ),
    EventKind(
        NominationConcluded,
        Text("Hồ sơ kết thúc.", "The dossier came to its end."),
        Text("Hồ sơ kết thúc: {outcome}", "The dossier was concluded: {outcome}"),
    ),
    EventKind(
        ActRefused,
        Text(
            "Một yêu cầu bị từ chối theo quy định; không có gì thay đổi.",
            "A rule refused a request; nothing changed.",
        ),
        Text("Yêu cầu của {actor} bị từ chối: {refusal}", "The request of {actor} was refused: {refusal}"),
    ),
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    "document_kind": DOCUMENT_NAMES,
    "form": {"giay_khen": Text("giấy khen", "giấy khen"), "bang_khen": Text("bằng khen", "bằng khen")},
    "outcome": {
        "awarded": Text("được khen thưởng", "awarded"),
        "not_awarded": Text("không được khen thưởng", "not awarded"),
    },
}
"""What the values of a field are called in a sentence."""

CATALOGUE = Catalogue(service=SERVICE, kinds=KINDS, refusals={**SENTENCES, "account-exists": ACCOUNT_EXISTS})
