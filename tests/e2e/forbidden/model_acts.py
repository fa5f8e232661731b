"""What is done with exemplary models: sound requests, each with the roles that may do it."""

from __future__ import annotations

from tests.builders import bodies
from tests.builders.exemplary import MODELS
from tests.e2e.forbidden.act import Act

ACTS = (
    Act(
        "detect a model",
        ("unit_clerk", "office"),
        MODELS,
        bodies.model("${department}", "${department}", "${person}"),
    ),
    Act(
        "name a responsible head",
        ("office", "director"),
        f"{MODELS}/${{model}}/responsible-head",
        {"person_id": "${head}"},
    ),
    Act(
        "set a road-map",
        ("unit_clerk", "office"),
        f"{MODELS}/${{model}}/roadmap",
        {"steps": [{"step": "b1", "due_on": "2026-12-31", "content": "Tập huấn"}]},
    ),
    Act(
        "make a model known",
        ("unit_clerk", "office"),
        f"{MODELS}/${{model}}/publications",
        {"channel": "meeting", "place": "Hội nghị", "from_on": "2026-01-05"},
    ),
    Act(
        "sum a model up",
        ("office",),
        f"{MODELS}/${{model}}/summing-up",
        {
            "movement_id": "${movement}",
            "reviewed_by": "${department}",
            "kind": "interim",
            "reviewed_on": "${reviewed_on}",
            "result": "Tiêu biểu",
            "lessons": "Phân công rõ",
        },
    ),
    Act(
        "decide a recognition",
        ("director",),
        f"{MODELS}/${{model}}/recognitions/decide",
        {"year": 2025, "decision": "not_recognised", "settled": [], "reason": "Chưa đủ dữ kiện"},
        live=True,
    ),
    Act(
        "draw up a yearly list",
        ("office",),
        "/api/nominations/organisations/${department}/model-lists/prepare",
        {"year": 2025, "recipient": "${department}", "models": ["${model}"]},
    ),
)
