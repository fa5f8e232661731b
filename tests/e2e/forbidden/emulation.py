"""What is done at one department around movements, tasks, titles and initiatives: sound requests, each with its roles."""

from __future__ import annotations

from tests.builders.striving import bloc
from tests.e2e.forbidden.act import Act

MOVEMENT, INITIATIVE = "/api/nominations/movements/${movement}", "/api/nominations/initiatives/${initiative}"
REVIEW = {
    "organisation_id": "${department}",
    "kind": "interim",
    "period_from": "2021-01-01",
    "period_to": "2021-06-30",
    "held_on": "2021-07-10",
    "lessons": "Phát hiện sớm",
}
CERTIFICATE = {"number": "88/QĐ-SCT", "dated": "2021-11-20", "sha256": "c" * 64}

EMULATION_ACTS = (
    Act("review a movement", ("office", "director"), f"{MOVEMENT}/reviews", REVIEW),
    Act("note an alias", ("office", "director"), f"{MOVEMENT}/aliases", {"alias": "Văn hoá công sở"}),
    Act("tie a movement", ("office", "director"), f"{MOVEMENT}/ties", {"target": "Chỉ số cải cách"}),
    Act(
        "merge a movement",
        ("office", "director"),
        "/api/nominations/movements/${variant}/merge",
        {"into_id": "${movement}", "reason": "Cùng tên"},
    ),
    Act(
        "undo a merge",
        ("office", "director"),
        "/api/nominations/movements/${apart}/undo-merge",
        {"reason": "Nhầm"},
    ),
    Act(
        "take up a movement",
        ("unit_clerk", "office", "director"),
        f"{MOVEMENT}/uptakes",
        {"organisation_id": "${department}", "since": "2021-02-01"},
    ),
    Act(
        "establish a bloc",
        ("office", "director"),
        "/api/nominations/blocs",
        bloc("${department}", "${sibling}"),
    ),
    Act(
        "change the members of a bloc",
        ("office", "director"),
        "/api/nominations/blocs/${bloc}/members",
        {
            "members": ["${department}", "${sibling}"],
            "head_id": "${sibling}",
            "from_year": 2022,
            "number": "16/QĐ-SCT",
            "dated": "2021-12-20",
        },
    ),
    Act(
        "sign a pledge",
        ("unit_clerk", "office"),
        "/api/nominations/pledges",
        {
            "scope": "between_units",
            "organisation_id": "${department}",
            "bloc_id": "${bloc}",
            "year": 2021,
            "parties": ["${department}", "${sibling}"],
            "signed_on": "2021-02-20",
            "content": "Hoàn thành xuất sắc nhiệm vụ",
        },
    ),
    Act(
        "hold a conference",
        ("office",),
        "/api/nominations/conferences",
        {
            "organisation_id": "${department}",
            "name": "Hội nghị điển hình tiên tiến",
            "held_on": "2021-05-14",
            "attendees": [{"role": "Giám đốc", "body": "Sở"}],
            "reports": [{"title": "Kết quả", "given_by": "Văn phòng Sở"}],
            "presentations": [{"person_id": "${person}", "topic": "Tham luận"}],
        },
    ),
    Act(
        "assign a task",
        ("office", "director"),
        "/api/nominations/tasks",
        {
            "plan_id": "${issued}",
            "assigner_id": "${department}",
            "assignee_id": "${unit}",
            "content": "Báo cáo",
            "citation": "mục V.2",
            "due_text": "theo quy định",
        },
    ),
    Act(
        "show work on a task",
        ("unit_clerk", "office", "director"),
        "/api/nominations/tasks/${task}/evidence",
        {"number": "45/BC-SCT", "dated": "2021-06-20", "sha256": "e" * 64, "title": "Báo cáo"},
    ),
    Act(
        "complete a task",
        ("unit_clerk", "office", "director"),
        "/api/nominations/tasks/${shown}/complete",
        {"completed_on": "2021-06-25"},
    ),
    Act(
        "send a report",
        ("unit_clerk", "office"),
        "/api/nominations/plans/${reporting}/reports/${department}",
        {"number": "30/BC-SCT", "dated": "2021-03-01", "sha256": "f" * 64},
    ),
    Act(
        "propose an initiative",
        ("unit_clerk", "office"),
        "/api/nominations/initiatives",
        {"title": "Sáng kiến", "authors": ["${person}"], "unit_id": "${department}", "year": 2021},
    ),
    Act(
        "apply an initiative",
        ("unit_clerk", "office"),
        f"{INITIATIVE}/application",
        {"since": "2021-03-01", "sha256": "b" * 64, "benefit": "Nhanh hơn"},
    ),
    Act(
        "recognise an initiative",
        ("director",),
        f"{INITIATIVE}/recognitions",
        {"level": "department", "recognised_by": "${department}", **CERTIFICATE},
    ),
    Act(
        "certify a reach",
        ("director",),
        "/api/nominations/initiatives/${recognised}/reach",
        {"level": "department", "certified_by": "${department}", **CERTIFICATE},
    ),
    Act(
        "register titles",
        ("unit_clerk", "office"),
        "/api/nominations/organisations/${department}/titles",
        {
            "year": 2021,
            "entries": [{"kind": "individual", "subject_id": "${person}", "title": "cstd_co_so"}],
        },
    ),
)
"""Taking a title back is left out: what is gone cannot be taken back by the next who may."""
