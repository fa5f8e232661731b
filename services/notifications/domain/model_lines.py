"""The table of notices for exemplary models (điển hình tiên tiến): the responsible head, the unit, the board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.notifications.domain.happenings import Happening
from services.notifications.domain.lines import RECIPIENT, Line
from services.notifications.domain.model_happenings import (
    ModelRecognised,
    ModelReplicated,
    ModelSummedUp,
    OfModel,
    RecognitionDecided,
    ResponsibleHeadNamed,
    YearlyListSent,
)
from services.notifications.domain.parties import clerks, in_role
from services.notifications.domain.scene import Scene
from shared.texts import Text

RESPONSIBLE = Text("Bạn chịu trách nhiệm về điển hình này.", "You answer for this model.")
UNIT_MODEL = Text("Điển hình là của đơn vị.", "The model is the unit's.")


def _head(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, OfModel)
    return [scene.happening.responsible] if scene.happening.responsible else []


def _unit(scene: Scene) -> Iterable[str]:
    return clerks(scene.model.unit_id)


def _head_refused(scene: Scene) -> Iterable[str]:
    return _head(scene) if _refused(scene) else []


def _unit_refused(scene: Scene) -> Iterable[str]:
    return _unit(scene) if _refused(scene) else []


def _refused(scene: Scene) -> bool:
    """A recognition is told as such."""
    assert isinstance(scene.happening, RecognitionDecided)
    return scene.happening.decision == "not_recognised"


def _recipient(scene: Scene) -> Iterable[str]:
    assert isinstance(scene.happening, YearlyListSent)
    return in_role("board", [scene.happening.recipient])


def _both(kind: str, text: Text) -> tuple[Line, ...]:
    """The responsible head and the unit are told the same, each for their own reason."""
    return (
        Line(kind, _head, text, RESPONSIBLE),
        Line(kind, _unit, text, UNIT_MODEL),
    )


NOT_RECOGNISED = Text(
    "{model_vi} không được công nhận điển hình năm {year}; xem lý do trong hồ sơ.",
    "{model_en} was not recognised as a model for {year}; the reason stands in the case.",
)

MODEL_LINES: Mapping[type[Happening], tuple[Line, ...]] = {
    ResponsibleHeadNamed: _both(
        "responsible-head-named",
        Text(
            "Người đứng đầu chịu trách nhiệm về điển hình {model_vi} đã được xác định.",
            "The head who answers for the model {model_en} was named.",
        ),
    ),
    ModelSummedUp: _both(
        "model-summed-up",
        Text(
            "{model_vi} đã được sơ kết, tổng kết cùng phong trào.",
            "{model_en} was summed up at a movement's review.",
        ),
    ),
    ModelReplicated: _both(
        "model-replicated", Text("{model_vi} đã được nhân rộng.", "{model_en} was replicated as an example.")
    ),
    RecognitionDecided: (
        Line("model-not-recognised", _head_refused, NOT_RECOGNISED, RESPONSIBLE),
        Line("model-not-recognised", _unit_refused, NOT_RECOGNISED, UNIT_MODEL),
    ),
    ModelRecognised: _both(
        "model-recognised",
        Text(
            "{model_vi} được công nhận điển hình năm {year}.",
            "{model_en} was recognised as a model for {year}.",
        ),
    ),
    YearlyListSent: (
        Line(
            "yearly-list-sent",
            _recipient,
            Text(
                "{organisation} gửi danh sách điển hình năm {year}.",
                "{organisation} sent its list of models for {year}.",
            ),
            RECIPIENT,
        ),
    ),
}
