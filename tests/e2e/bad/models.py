"""Requests about exemplary models that cannot be done, and refusals of theirs that law wants on record."""

from __future__ import annotations

from tests.builders import bodies
from tests.builders.exemplary import MODELS
from tests.e2e.bad.making import asked, shape
from tests.support.badly import Bad

MODEL = bodies.model("${unit}", "${department}", "${person}")
NOBODY = f"{MODELS}/khong-co"

ROWS = [
    shape("a model from a source nobody has", {**MODEL, "source": "rumour"}, "source", MODELS),
    shape("a model that nobody detected", {**MODEL, "detected_by": None}, "detected_by", MODELS),
    shape(
        "a year that is a word",
        {"year": "hai", "decision": "recognised", "settled": [], "reason": "x"},
        "year",
        f"{NOBODY}/recognitions/decide",
    ),
    shape(
        "a word on a criterion that is neither yes nor no",
        {
            "year": 2025,
            "decision": "recognised",
            "settled": [{"criterion": "N1", "verdict": "needs_person", "reason": "x"}],
            "reason": "x",
        },
        "settled[0].verdict",
        f"{NOBODY}/recognitions/decide",
    ),
    Bad(
        name="a model that does not exist",
        status=409,
        code="model-not-found",
        path=f"{NOBODY}/responsible-head",
        body={"person_id": "${person}"},
    ),
    Bad(
        name="a model's id in capitals",
        status=400,
        code="malformed-id",
        path=f"{MODELS}/MODEL-1/responsible-head",
        body={"person_id": "${person}"},
    ),
    Bad(
        name="a model from a movement nobody launched",
        status=409,
        code="movement-not-found",
        path=MODELS,
        body={**MODEL, "movement_id": "khong-co"},
    ),
    Bad(
        name="an award by the unit itself as one from outside",
        status=409,
        code="award-needs-paper",
        path=f"{MODELS}/${{model}}/external-awards",
        body={"award": "Giấy khen", "issuer": "Sở", "number": "1/QĐ", "dated": "2021-05-19"},
    ),
    asked("models of a year that is a word", f"{MODELS}?year=hai", field="year"),
    asked("a model nobody knows", NOBODY, "not-found", 404),
    asked(
        "a yearly list nobody drew up",
        "/api/nominations/organisations/${department}/model-lists/2021",
        "not-found",
        404,
    ),
]

RECORDED = [
    Bad(
        name="a model replicated at once",
        status=409,
        code="stage-skipped",
        path=f"{MODELS}/${{model}}/replication",
        key="refused.models.1",
        body={"confirmations": [], "scope": "toàn Sở"},
    ),
    Bad(
        name="a model nurtured by nobody in charge",
        status=409,
        code="stage-needs",
        path=f"{MODELS}/${{model}}/nurturing",
        key="refused.models.2",
        body={"activity": "Tập huấn", "evidence": []},
    ),
    Bad(
        name="a head who is none",
        status=409,
        code="responsible-not-head",
        path=f"{MODELS}/${{model}}/responsible-head",
        key="refused.models.3",
        body={"person_id": "${person}"},
    ),
]
