"""What is done at one department: sound requests, each with the roles that may do it."""

from __future__ import annotations

from tests.builders import bodies
from tests.e2e.forbidden import model_acts
from tests.e2e.forbidden.act import Act

ROLES = ("administrator", "office", "director", "unit_clerk", "council_secretary")
"""Between them they may do every act; so no act is refused to its cause's account for want of a role."""


ACTS = (
    Act(
        "register a unit",
        ("administrator",),
        "/api/nominations/organisations",
        bodies.organisation("Phòng Bốn", "${department}"),
    ),
    Act(
        "register a person",
        ("administrator", "office"),
        "/api/nominations/people",
        bodies.person("${department}"),
    ),
    Act(
        "note a request about data",
        ("office",),
        "/api/nominations/people/${moving}/requests",
        {"kind": "view", "received_on": "2026-11-20"},
    ),
    Act(
        "answer a request about data",
        ("director",),
        "/api/nominations/people/${asking}/requests/${request}/answer",
        {"outcome": "refused", "reason": "Không đủ căn cứ"},
        live=True,
    ),
    Act(
        "rename an organisation",
        ("administrator",),
        "/api/nominations/organisations/${changing}/rename",
        bodies.renaming(),
        live=True,
    ),
    Act(
        "move an organisation",
        ("administrator",),
        "/api/nominations/organisations/${changing}/move",
        bodies.moving("${department}"),
        live=True,
    ),
    Act(
        "dissolve an organisation",
        ("administrator",),
        "/api/nominations/organisations/${closing}/dissolve",
        bodies.dissolution("${heir}"),
        live=True,
    ),
    Act(
        "name a successor",
        ("administrator",),
        "/api/nominations/organisations/${closed}/successors",
        bodies.succession("${heir}"),
        live=True,
    ),
    Act(
        "change a position",
        ("administrator", "office"),
        "/api/nominations/people/${moving}/positions",
        bodies.position("${department}"),
    ),
    Act(
        "end a position",
        ("administrator", "office"),
        "/api/nominations/people/${leaving}/positions/${department}/end",
        {"since": "2021-01-01"},
    ),
    Act("launch a movement", ("director",), "/api/nominations/movements", bodies.movement("${department}")),
    Act("draft a plan", ("office", "director"), "/api/nominations/plans", bodies.plan("${department}")),
    Act("issue a plan", ("director",), "/api/nominations/plans/${plan}/issue", bodies.issue()),
    Act(
        "send a plan",
        ("office",),
        "/api/nominations/plans/${issued}/send",
        {"recipient_id": "noi-nhan-0"},
    ),
    Act(
        "open a dossier",
        ("unit_clerk",),
        "/api/nominations/nominations",
        {
            "unit_id": "${department}",
            "organisation_id": "${department}",
            "form": "giay_khen",
            "commendation_type": "timely",
            "subject_kind": "individual",
            "subject_id": "${person}",
            "achievement": "Đạt kết quả xuất sắc",
            "basis_citation": "mục 1",
        },
    ),
    Act(
        "name an appraising unit",
        ("director",),
        "/api/nominations/nominations/${dossier}/appraising-unit",
        {"unit_id": "${department}", "reason": "Phòng đề nghị không tự thẩm định"},
        live=True,
    ),
    Act(
        "put a dossier on hold",
        ("office", "director"),
        "/api/nominations/nominations/${dossier}/holds/tam-dung-1",
        {
            "opened_on": "2021-05-10",
            "cause": "inspection",
            "body": "Thanh tra tỉnh",
            "reference": "15/QĐ-TTr",
        },
        live=True,
    ),
    Act(
        "ask a body for its opinion",
        ("office",),
        "/api/nominations/nominations/${dossier}/consultations/hiep-y-1",
        {"body": "Bảo hiểm xã hội tỉnh", "due_on": "2999-12-31"},
    ),
    Act(
        "declare a recusal",
        ("council_secretary", "council_member"),
        "/api/awards/items/${item}/recusal",
        {"reason": "Có liên quan"},
        live=True,
    ),
    Act(
        "demand a recusal",
        ("council_secretary",),
        "/api/awards/items/${item}/recusals/an",
        {"reason": "Có liên quan"},
        live=True,
    ),
    Act(
        "constitute a council",
        ("director",),
        "/api/awards/councils",
        {
            "organisation_id": "${department}",
            "name": "Hội đồng",
            "members": [{"member": "an", "position": "chair"}, {"member": "binh", "position": "member"}],
            "decision_number": "22/QĐ",
            "decided_on": "2021-01-25",
            "vote_rule": "open-vote-department",
        },
    ),
    Act(
        "give a grant",
        ("administrator",),
        "/api/nominations/accounts/ai-do/grants",
        {"role": "office", "scope": "${department}"},
        live=True,
    ),
    *model_acts.ACTS,
    Act("disable an account", ("administrator",), "/api/nominations/accounts/nguoi-cu/disable", live=True),
)
