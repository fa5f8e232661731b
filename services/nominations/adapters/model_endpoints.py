"""What is offered over HTTP and RPC about exemplary models (điển hình tiên tiến)."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import model_answers as answers
from services.nominations.application.model_path import ModelItem
from services.nominations.domain.care_messages import NurtureModel, ReplicateModel, SetRoadmap, SumUpModel
from services.nominations.domain.detection_messages import DetectModel, NameResponsibleHead, TakeUpModel
from services.nominations.domain.honour_messages import (
    ProposeCommendation,
    PubliciseModel,
    RecordExternalAward,
    WithdrawPublication,
)
from services.nominations.domain.recognition_messages import DecideRecognition, JudgeRecognition
from services.nominations.domain.yearly_list_messages import (
    PrepareYearlyList,
    RecordYearlyListDelivery,
    SendYearlyList,
)
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="detect-model",
        path="/models",
        command=DetectModel,
        permission="model.detect",
        summary=Text("Ghi nhận điển hình được phát hiện", "Note a model that was detected"),
        creates="model_id",
        scope="unit_id",
    ),
    CommandEndpoint(
        name="take-up-model",
        path="/plans/{plan_id}/registrations/{unit_id}/models/{entry}/take-up",
        command=TakeUpModel,
        permission="model.detect",
        summary=Text(
            "Đưa điển hình đã đăng ký vào bồi dưỡng, theo dõi", "Take up a model from a unit's list"
        ),
        scope="unit_id",
    ),
    CommandEndpoint(
        name="name-responsible-head",
        path="/models/{model_id}/responsible-head",
        command=NameResponsibleHead,
        permission="model.assign",
        summary=Text("Giao người đứng đầu chịu trách nhiệm", "Name the head who answers for the model"),
    ),
    CommandEndpoint(
        name="set-roadmap",
        path="/models/{model_id}/roadmap",
        command=SetRoadmap,
        permission="model.nurture",
        summary=Text("Lập lộ trình bồi dưỡng", "Set the road-map"),
    ),
    CommandEndpoint(
        name="nurture-model",
        path="/models/{model_id}/nurturing",
        command=NurtureModel,
        permission="model.nurture",
        summary=Text("Ghi nhận việc bồi dưỡng, có minh chứng", "Note what was done to nurture the model"),
    ),
    CommandEndpoint(
        name="sum-up-model",
        path="/models/{model_id}/summing-up",
        command=SumUpModel,
        permission="model.review",
        summary=Text("Sơ kết, tổng kết điển hình cùng phong trào", "Sum the model up at a movement's review"),
    ),
    CommandEndpoint(
        name="replicate-model",
        path="/models/{model_id}/replication",
        command=ReplicateModel,
        permission="model.review",
        summary=Text("Nhân rộng điển hình khi đủ ba tiêu chí", "Replicate the model, its criteria confirmed"),
    ),
    CommandEndpoint(
        name="judge-recognition",
        path="/models/{model_id}/recognitions/judge",
        command=JudgeRecognition,
        permission="model.judge",
        summary=Text("Xét từng tiêu chuẩn công nhận", "Judge the criteria of recognition, each its own line"),
    ),
    CommandEndpoint(
        name="decide-recognition",
        path="/models/{model_id}/recognitions/decide",
        command=DecideRecognition,
        permission="model.recognise",
        summary=Text("Kết luận những tiêu chuẩn chờ quyết định", "Decide what the criteria left open"),
    ),
    CommandEndpoint(
        name="publicise-model",
        path="/models/{model_id}/publications",
        command=PubliciseModel,
        permission="model.publicise",
        summary=Text("Ghi nhận việc tuyên truyền điển hình", "Note how the model is made known"),
        creates="publication_id",
    ),
    CommandEndpoint(
        name="withdraw-publication",
        path="/models/{model_id}/publications/{publication_id}/withdraw",
        command=WithdrawPublication,
        permission="model.publicise",
        summary=Text("Gỡ bỏ một lần tuyên truyền", "Take a publication back"),
    ),
    CommandEndpoint(
        name="record-external-award",
        path="/models/{model_id}/external-awards",
        command=RecordExternalAward,
        permission="model.review",
        summary=Text("Ghi nhận khen thưởng của cơ quan bên ngoài", "Record an award by a body outside"),
    ),
    CommandEndpoint(
        name="propose-commendation",
        path="/models/{model_id}/commendations",
        command=ProposeCommendation,
        permission="model.propose",
        summary=Text("Gắn hồ sơ đề nghị khen thưởng", "Say which dossier asks for its commendation"),
    ),
    CommandEndpoint(
        name="prepare-yearly-list",
        path="/organisations/{organisation_id}/model-lists/prepare",
        command=PrepareYearlyList,
        permission="model.list",
        summary=Text("Lập danh sách điển hình hằng năm", "Draw up the yearly list of models"),
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="send-yearly-list",
        path="/organisations/{organisation_id}/model-lists/send",
        command=SendYearlyList,
        permission="model.list",
        summary=Text("Gửi danh sách điển hình hằng năm", "Send the yearly list of models"),
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="record-yearly-list-delivery",
        path="/organisations/{organisation_id}/model-lists/delivery",
        command=RecordYearlyListDelivery,
        permission="model.list",
        summary=Text("Ghi nhận nơi nhận đã nhận danh sách", "Note that the recipient got the yearly list"),
        scope="organisation_id",
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="list-models",
        path="/models",
        params=answers.ModelsAsked,
        result=answers.ModelRow,
        permission="model.read",
        summary=Text("Danh sách điển hình", "Exemplary models"),
        paged=True,
        views=("models",),
    ),
    QueryEndpoint(
        name="model-counts",
        path="/models/counts",
        params=answers.CountsAsked,
        result=answers.CountsItem,
        permission="model.read",
        summary=Text("Số lượt công nhận, khen thưởng điển hình", "Counts of recognitions and awards"),
        views=("honours",),
    ),
    QueryEndpoint(
        name="model",
        path="/models/{model_id}",
        params=answers.OneModel,
        result=ModelItem,
        permission="model.read",
        summary=Text("Một điển hình và cả quá trình", "A model with its whole path"),
    ),
    QueryEndpoint(
        name="list-yearly-lists",
        path="/model-lists",
        params=answers.YearlyListsAsked,
        result=answers.YearlyListRow,
        permission="model.read",
        summary=Text(
            "Các danh sách điển hình hằng năm và tình trạng gửi",
            "Yearly lists of models and how far they have come",
        ),
        paged=True,
        views=("yearly_lists",),
    ),
    QueryEndpoint(
        name="yearly-list",
        path="/organisations/{organisation_id}/model-lists/{year}",
        params=answers.OneYearlyList,
        result=answers.YearlyListItem,
        permission="model.read",
        summary=Text("Danh sách điển hình của một năm", "The list of models of a year"),
    ),
)
