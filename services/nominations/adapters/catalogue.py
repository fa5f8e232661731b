"""The catalogue of this context: each event it owns, with its meaning and the sentence a timeline tells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from services.nominations.adapters import (
    carrying_kinds,
    dossier_kinds,
    dossier_values,
    eligibility_kinds,
    emulation_kinds,
    evidence_kinds,
    import_kinds,
    model_kinds,
    register_kinds,
    striving_kinds,
    subject_kinds,
)
from services.nominations.adapters.roles import role_names
from services.nominations.application.accounts import ACCOUNT_EXISTS
from services.nominations.domain.account_messages import (
    AccountDisabled,
    AccountEnabled,
    GrantGiven,
    GrantRevoked,
    PasswordChanged,
    PasswordReset,
)
from services.nominations.domain.administration import AdministratorWithdrawn
from services.nominations.domain.appraisal_messages import AppraisingUnitNamed, OwnCaseFound
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
from services.nominations.domain.plan_messages import (
    PlanDelivered,
    PlanDrafted,
    PlanFileAttached,
    PlanFileWithdrawn,
    PlanIssued,
    PlanSent,
)
from services.nominations.domain.references import REFERENCES
from services.nominations.domain.refusals import SENTENCES
from services.nominations.domain.registration_messages import RegistrationListSubmitted
from services.nominations.domain.required import DOCUMENT_NAMES
from services.nominations.domain.striving_names import NAMED
from shared.acts import ActRefused
from shared.catalogue import Catalogue, EventKind
from shared.texts import Text

SERVICE = "nominations"

KINDS = (
    *register_kinds.KINDS,
    *subject_kinds.KINDS,
    EventKind(
        MovementLaunched,
        Text("Một phong trào thi đua được phát động.", "An emulation movement was launched."),
        Text("{issuer_id} phát động {sort} “{name}”", "{issuer_id} launched the {sort} “{name}”"),
        version=2,
        upcasters={1: emulation_kinds.movement_of_one_sort},
    ),
    *carrying_kinds.KINDS,
    *emulation_kinds.KINDS,
    *striving_kinds.KINDS,
    *model_kinds.KINDS,
    EventKind(
        PlanDrafted,
        Text("Một kế hoạch được soạn dự thảo.", "A plan was drafted."),
        Text(
            "{actor} soạn dự thảo “{title}” cho {n_participants} đơn vị thực hiện",
            "{actor} drafted “{title}” for {n_participants} units",
        ),
        version=3,
        upcasters={
            1: carrying_kinds.plan_without_register,
            2: lambda data: {**data},  # version 3 allows one more kind of obligation
        },
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
        PlanFileAttached,
        Text("Một tệp đính kèm kế hoạch được ghi nhận.", "A file that goes with a plan was noted."),
        Text(
            "{actor} ghi nhận tệp đính kèm {plan_id}: {title}, mã băm {sha256}",
            "{actor} noted a file that goes with {plan_id}: {title}, digest {sha256}",
        ),
    ),
    EventKind(
        PlanFileWithdrawn,
        Text(
            "Một tệp ghi nhận sai không còn đính kèm kế hoạch.",
            "A file noted wrongly no longer goes with a plan.",
        ),
        Text(
            "{actor} hủy ghi nhận tệp đính kèm {plan_id}, mã băm {sha256}: {reason}",
            "{actor} took back the file {sha256} of {plan_id}: {reason}",
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
        version=2,
        upcasters={1: lambda data: {**data, "models": [{**one, "head_id": None} for one in data["models"]]}},
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
            "{actor} opened the dossier of {unit_id} proposing the {form} for {subject_id}",
        ),
        version=2,
        upcasters={1: lambda data: {**data, "year": None}},  # version 2 allows titles
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
        OwnCaseFound,
        Text(
            "Người được giao thẩm định thuộc chính đơn vị đề nghị.",
            "Whoever was to appraise a dossier belongs to the unit that proposes it.",
        ),
        Text(
            "Hồ sơ là việc của chính đơn vị thẩm định: do {unit_id} đề nghị",
            "The dossier is the appraising unit's own case: {unit_id} proposes it",
        ),
    ),
    EventKind(
        AppraisingUnitNamed,
        Text(
            "Một đơn vị khác được giao thẩm định hồ sơ, có nêu lý do.",
            "Another unit was named to appraise a dossier, with the reason.",
        ),
        Text(
            "{actor} giao {unit_id} thẩm định hồ sơ: {reason}",
            "{actor} named {unit_id} to appraise the dossier: {reason}",
        ),
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
        version=4,
        upcasters={
            1: lambda data: {**data, "subject_actor": None},
            2: lambda data: {**data, "proposers": []},
            3: lambda data: {**data},  # version 4 allows titles
        },
    ),
    EventKind(
        NominationConcluded,
        Text("Hồ sơ kết thúc.", "The dossier came to its end."),
        Text("Hồ sơ kết thúc: {outcome}", "The dossier was concluded: {outcome}"),
    ),
    *dossier_kinds.KINDS,
    EventKind(
        GrantGiven,
        Text("Một tài khoản được cấp quyền theo văn bản.", "An account was given a role by decision."),
        Text(
            "{actor} cấp cho tài khoản {account} vai trò {role} tại {scope} từ {begins_on}",
            "{actor} gave the account {account} the role {role} at {scope} from {begins_on}",
        ),
    ),
    EventKind(
        GrantRevoked,
        Text("Một quyền đã cấp bị thu hồi.", "A grant was taken back."),
        Text(
            "{actor} thu hồi vai trò {role} của tài khoản {account}",
            "{actor} took the role {role} back from the account {account}",
        ),
    ),
    EventKind(
        AccountDisabled,
        Text("Một tài khoản bị khóa.", "An account was disabled."),
        Text("{actor} khóa tài khoản {account}", "{actor} disabled the account {account}"),
    ),
    EventKind(
        AccountEnabled,
        Text("Một tài khoản được mở lại.", "An account was enabled again."),
        Text("{actor} mở lại tài khoản {account}", "{actor} enabled the account {account} again"),
    ),
    EventKind(
        PasswordReset,
        Text("Mật khẩu của một tài khoản được đặt lại.", "An account's password was reset."),
        Text(
            "{actor} đặt lại mật khẩu của tài khoản {account}",
            "{actor} reset the password of the account {account}",
        ),
    ),
    EventKind(
        PasswordChanged,
        Text("Chủ tài khoản tự đổi mật khẩu.", "The holder of an account changed its password."),
        Text(
            "{actor} tự đổi mật khẩu của tài khoản {account}", "{actor} changed the own password of {account}"
        ),
    ),
    EventKind(
        AdministratorWithdrawn,
        Text(
            "Một quyền quản trị toàn hệ thống không còn hiệu lực.",
            "A grant to administer the whole system ceased to count.",
        ),
        Text(
            "Tài khoản {account} thôi quản trị toàn hệ thống; còn {remaining} tài khoản quản trị toàn hệ thống",
            "A right of {account} to administer the whole system ended; {remaining} accounts administer it",
        ),
    ),
    *eligibility_kinds.KINDS,
    EventKind(
        ActRefused,
        Text(
            "Một yêu cầu bị từ chối theo quy định; không có gì thay đổi.",
            "A rule refused a request; nothing changed.",
        ),
        Text("Yêu cầu của {actor} bị từ chối: {refusal}", "The request of {actor} was refused: {refusal}"),
    ),
    *evidence_kinds.KINDS,
    *import_kinds.KINDS,
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    **carrying_kinds.VALUES,
    **emulation_kinds.VALUES,
    **striving_kinds.VALUES,
    **model_kinds.VALUES,
    **register_kinds.VALUES,
    **subject_kinds.VALUES,
    "document_kind": DOCUMENT_NAMES,
    "form": {
        "giay_khen": Text("giấy khen", "giấy khen"),
        "bang_khen": Text("bằng khen", "bằng khen"),
        **NAMED,
    },
    "role": role_names(),
    **eligibility_kinds.VALUES,
    "scope": {
        "*": Text("mọi cơ quan, đơn vị", "every organisation"),
        "within_unit": Text("trong đơn vị", "within the unit"),
        "between_units": Text("giữa các đơn vị của khối", "between the units of a bloc"),
    },
    "outcome": {
        "awarded": Text("được khen thưởng", "awarded"),
        "not_awarded": Text("không được khen thưởng", "not awarded"),
        **model_kinds.OUTCOMES,
    },
    "documents": DOCUMENT_NAMES,
    **dossier_values.VALUES,
}
"""What the values of a field are called in a sentence."""

CATALOGUE = Catalogue(
    service=SERVICE,
    kinds=KINDS,
    refusals={**SENTENCES, "account-exists": ACCOUNT_EXISTS},
    references=REFERENCES,
    former=Path(__file__).with_name("former_schemas.json"),
)
