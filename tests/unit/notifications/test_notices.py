"""The table of notices: who is told what, in words that name organisations and never a person."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import date

import pytest

from services.notifications.adapters.foreign import TOLD
from services.notifications.domain import dossier_happenings as more
from services.notifications.domain import happenings as what
from services.notifications.domain import model_happenings as models
from services.notifications.domain.notices import TABLE, notices
from services.notifications.domain.parties import role_of
from shared.errors import NotFound
from tests.unit.notifications.builders import DAY, Knowing, of_model, of_nomination, of_plan, refused


def of_task(**due):
    return what.TaskAssigned(
        case="task-t1", occurred_on=DAY, assigner_id="so", assignee_id="u1", content="Báo cáo", **due
    )


RECOGNISED = what.InitiativeRecognised(
    case="initiative-i1", occurred_on=DAY, unit_id="u2", recognised_by="so", number="88/QĐ-SCT"
)
UNDRAFTED = what.ActRefused(case="plan-p9", occurred_on=DAY, asked="DraftPlan", code="plan-period-differs")
DISSOLVED = what.OrganisationDissolved(
    case="organisation-u1",
    occurred_on=DAY,
    organisation_id="u1",
    successors=("u2",),
    since=date(2021, 3, 1),
)
EVERY = [
    UNDRAFTED,
    refused("plan-p1"),
    refused("nomination-n1"),
    refused("council-c1"),
    DISSOLVED,
    of_plan(what.PlanIssued, number="12/KH-SCT"),
    of_plan(what.RegistrationListSubmitted, unit_id="u2"),
    of_plan(what.ListConsolidated, organisation_id="so"),
    of_plan(what.ModelsSelected, chosen_units=("u1", "u2"), not_chosen_units=("u2",)),
    of_plan(what.ListSent, recipient="ban"),
    of_task(due_before=date(2021, 6, 30)),
    of_task(due_text="theo quy định"),
    of_task(),
    RECOGNISED,
    of_nomination(what.NominationSubmitted, round=2),
    of_nomination(what.NominationReturned),
    of_nomination(what.ReceivedForAppraisal),
    of_nomination(what.NominationPutToCouncil),
    of_nomination(more.SupplementAsked),
    of_nomination(more.NominationHeld),
    of_nomination(more.NominationReleased),
    of_nomination(more.OpinionAsked, organisation_id="ban"),
    of_nomination(more.NominationForwarded, to_id="ban"),
    of_nomination(more.ReturnedDown, to_id="so"),
    of_nomination(more.ResultSentDown, levels=("ban", "so")),
    of_nomination(what.VoteOpened, eligible=("an", "binh")),
    of_nomination(what.DecisionIssued, form="giay_khen", number="76/QĐ-SCT"),
    of_nomination(what.AwardGranted, form="giay_khen"),
    of_nomination(what.AwardPresented, presented_on=date(2021, 6, 1)),
    of_nomination(what.AwardDeclined, declined_on=date(2021, 5, 30)),
    of_nomination(what.AwardCorrected, document_number="12/CV-SCT"),
    of_nomination(what.AwardCancelled, form="giay_khen", number="90/QĐ-SCT"),
    refused("model-m1"),
    of_model(models.ResponsibleHeadNamed),
    of_model(models.ModelSummedUp),
    of_model(models.ModelReplicated),
    of_model(models.RecognitionDecided, year=2021, decision="not_recognised"),
    of_model(models.ModelRecognised, year=2021),
    models.YearlyListSent(
        case="yearlylist-x", occurred_on=DAY, organisation_id="so", year=2021, recipient="ban"
    ),
]


def told(happening, actor="user:lan", **nomination):
    return [(one.party, one.kind) for one in notices(happening, actor, Knowing(**nomination))]


def said(happening, actor="user:lan", **nomination):
    return [one.text.vi for one in notices(happening, actor, Knowing(**nomination))]


def test_every_happening_of_interest_has_its_lines_and_the_other_way_round():
    assert {type(one) for one in EVERY} == set(TABLE)
    assert {shape for shapes in TOLD.values() for shape in shapes.values()} == set(TABLE)


@pytest.mark.parametrize("happening", EVERY, ids=lambda one: f"{type(one).__name__} in {one.case}")
@pytest.mark.parametrize("kind", ["individual", "collective"])
def test_each_notice_says_its_piece_in_full_in_both_languages(happening, kind):
    subject = {"subject_kind": kind, "subject_id": "u2" if kind == "collective" else "ng1"}
    for notice in notices(happening, "user:lan", Knowing(**subject)):
        for text in (notice.text.vi, notice.text.en, notice.why.vi, notice.why.en):
            assert "…" not in text
            assert text[0].isupper() or text[0] == "“"
            assert text.endswith(".")
            assert not [name for _, name, _, _ in string.Formatter().parse(text) if name]


@pytest.mark.parametrize(
    ("happening", "expected"),
    [
        (
            of_plan(what.PlanIssued, number="12/KH-SCT"),
            [
                ("unit_clerk@u1", "plan-issued"),
                ("unit_clerk@u2", "plan-issued"),
                ("office@so", "plan-to-follow"),
            ],
        ),
        (of_plan(what.RegistrationListSubmitted, unit_id="u2"), [("office@so", "list-submitted")]),
        (
            of_plan(what.ListConsolidated, organisation_id="so"),
            [
                ("council_member@so", "list-consolidated"),
                ("council_secretary@so", "session-to-prepare"),
            ],
        ),
        (
            of_plan(what.ModelsSelected, chosen_units=("u1", "u2"), not_chosen_units=("u2",)),
            [
                ("unit_clerk@u1", "models-selected"),
                ("unit_clerk@u2", "models-selected"),
                ("unit_clerk@u2", "models-not-selected"),
                ("office@so", "selection-made"),
            ],
        ),
        (of_plan(what.ListSent, recipient="ban"), [("board@ban", "list-sent")]),
        (of_task(), [("unit_clerk@u1", "task-assigned"), ("office@u1", "task-to-follow")]),
        (RECOGNISED, [("unit_clerk@u2", "initiative-recognised")]),
        (
            DISSOLVED,
            [
                ("director@u1", "organisation-dissolved"),
                ("director@u2", "organisation-dissolved"),
                ("office@u1", "organisation-to-follow"),
                ("office@u2", "organisation-to-follow"),
            ],
        ),
        (of_nomination(what.NominationSubmitted, round=2), [("office@so", "nomination-submitted")]),
        (of_nomination(what.NominationReturned), [("unit_clerk@u1", "nomination-returned")]),
        (of_nomination(what.ReceivedForAppraisal), [("unit_clerk@u1", "nomination-received")]),
        (
            of_nomination(what.NominationPutToCouncil),
            [
                ("unit_clerk@u1", "nomination-at-council"),
                ("council_secretary@so", "nomination-to-consider"),
            ],
        ),
        (
            of_nomination(what.VoteOpened, eligible=("an", "binh")),
            [("user:an", "vote-opened"), ("user:binh", "vote-opened")],
        ),
        (
            of_nomination(what.DecisionIssued, form="giay_khen", number="76/QĐ-SCT"),
            [("unit_clerk@u1", "award-decided"), ("office@so", "decision-to-follow")],
        ),
        (of_nomination(what.AwardGranted, form="giay_khen"), [("unit_clerk@u1", "award-granted")]),
        (of_nomination(what.AwardPresented, presented_on=DAY), [("unit_clerk@u1", "award-presented")]),
        (of_nomination(what.AwardDeclined, declined_on=DAY), [("unit_clerk@u1", "award-declined")]),
        (
            of_nomination(what.AwardCorrected, document_number="12/CV-SCT"),
            [("unit_clerk@u1", "award-corrected")],
        ),
        (
            of_nomination(what.AwardCancelled, form="giay_khen", number="90/QĐ-SCT"),
            [("unit_clerk@u1", "award-cancelled"), ("office@so", "award-to-recover")],
        ),
        (
            of_model(models.ResponsibleHeadNamed),
            [("user:truong", "responsible-head-named"), ("unit_clerk@u1", "responsible-head-named")],
        ),
        (
            of_model(models.RecognitionDecided, year=2021, decision="not_recognised"),
            [("user:truong", "model-not-recognised"), ("unit_clerk@u1", "model-not-recognised")],
        ),
        (of_model(models.RecognitionDecided, year=2021, decision="recognised"), []),
        (
            of_model(models.ModelRecognised, year=2021),
            [("user:truong", "model-recognised"), ("unit_clerk@u1", "model-recognised")],
        ),
        (EVERY[-1], [("board@ban", "yearly-list-sent")]),
    ],
)
def test_who_is_told(happening, expected):
    assert told(happening) == expected


@pytest.mark.parametrize(
    ("due", "ending"),
    [
        ({"due_before": date(2021, 6, 30)}, "“Báo cáo”, trước ngày 30/6/2021."),
        ({"due_text": "theo quy định"}, "“Báo cáo”, thời hạn: theo quy định."),
        ({}, "“Báo cáo”."),
    ],
)
def test_a_task_is_told_with_its_due_date_as_far_as_there_is_one(due, ending):
    assert all(text.endswith(ending) for text in said(of_task(**due)))


def test_a_draft_that_was_refused_is_told_of_without_a_plan_to_name():
    assert told(UNDRAFTED) == [("user:lan", "request-refused")]
    assert "việc soạn dự thảo kế hoạch" in said(UNDRAFTED)[0]


def test_a_collective_is_told_of_its_own_award_and_only_once():
    granted = of_nomination(what.AwardGranted, form="giay_khen")
    other = {"subject_kind": "collective", "subject_id": "u2"}
    assert told(granted, **other) == [
        ("unit_clerk@u1", "award-granted"),
        ("unit_clerk@u2", "award-granted"),
    ]
    itself = {"subject_kind": "collective", "subject_id": "u1"}
    assert told(granted, **itself) == [("unit_clerk@u1", "award-granted")]
    assert said(granted, **other)[0] == "Tập thể Phòng Thương mại được tặng giấy khen."


def test_a_correction_and_a_cancellation_name_their_documents():
    assert "văn bản 12/CV-SCT" in said(of_nomination(what.AwardCorrected, document_number="12/CV-SCT"))[0]
    cancelled = of_nomination(what.AwardCancelled, form="giay_khen", number="90/QĐ-SCT")
    assert all("Quyết định 90/QĐ-SCT" in text for text in said(cancelled))


def test_whoever_asked_is_told_of_the_refusal_and_a_policy_is_not():
    assert told(refused("plan-p1")) == [("user:lan", "request-refused")]
    assert told(refused("plan-p1"), actor="system:when_models_selected_note_selection") == []


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("plan-p1", "kế hoạch “Kế hoạch 2021-2025”"),
        ("nomination-n1", "hồ sơ đề nghị khen thưởng của Phòng Công nghiệp"),
        ("council-c1", "hệ thống"),
        ("model-m1", "điển hình một cá nhân của Phòng Công nghiệp"),
    ],
)
def test_a_refusal_says_in_which_case(case, words):
    (text,) = said(refused(case))
    assert words in text
    assert "xem lý do trong hồ sơ" in text


def test_a_refusal_before_there_was_a_case_is_told_without_one():
    class Ignorant(Knowing):
        def nomination(self, nomination_id):
            raise NotFound

    (notice,) = notices(refused("nomination-n1"), "user:lan", Ignorant())
    assert "trong hệ thống" in notice.text.vi


def test_a_dissolution_names_the_day_and_who_takes_over():
    text = said(DISSOLVED)[0]
    assert text.startswith("Phòng Công nghiệp giải thể từ ngày 1/3/2021; kế thừa: Phòng Thương mại.")
    assert "kế thừa: chưa có tổ chức." in said(replace(DISSOLVED, successors=()))[0]


def test_a_person_is_a_person_of_their_unit():
    (text,) = said(of_nomination(what.NominationReturned))
    assert text == (
        "Hồ sơ đề nghị tặng giấy khen cho một cá nhân của Phòng Công nghiệp bị trả lại; xem lý do trong hồ sơ."
    )
    assert "ng1" not in text


def test_a_sentence_that_names_the_unit_names_it_once():
    (text,) = said(of_nomination(what.NominationSubmitted, round=2))
    assert text == ("Phòng Công nghiệp trình hồ sơ lần 2, đề nghị tặng giấy khen cho một cá nhân của đơn vị.")


def test_a_plan_issued_without_a_number_on_paper_shows_the_gap():
    assert "số …" in said(of_plan(what.PlanIssued))[0]


def test_what_is_in_no_table_is_told_to_nobody():
    assert notices(what.Happening(case="plan-p1", occurred_on=DAY), "user:lan", Knowing()) == ()


def test_a_head_without_an_account_is_told_through_the_unit():
    happening = replace(of_model(models.ModelReplicated), responsible=None)
    assert told(happening) == [("unit_clerk@u1", "model-replicated")]
    collective = {"subject_kind": "collective", "subject_id": "u2"}
    assert said(happening, **collective) == ["Tập thể Phòng Thương mại đã được nhân rộng."]


def test_a_party_is_a_role_or_an_account():
    assert (role_of("office@so"), role_of("user:lan")) == ("office", None)


def test_a_hold_is_told_to_the_unit_to_whoever_is_to_decide_and_to_who_prepares_the_council():
    assert told(of_nomination(more.NominationHeld)) == [
        ("unit_clerk@u1", "nomination-held"),
        ("office@so", "hold-to-follow"),
        ("board@so", "hold-to-follow"),
        ("council_secretary@so", "hold-to-follow"),
    ]


def test_the_result_is_told_to_every_level_the_dossier_passed():
    at_levels = [party for party, kind in told(of_nomination(more.ResultSentDown, levels=("ban", "so")))]
    assert at_levels == ["unit_clerk@u1", "office@ban", "office@so", "board@ban", "board@so"]


def test_what_leaves_the_realm_is_told_to_the_unit_alone():
    assert told(of_nomination(more.NominationForwarded)) == [("unit_clerk@u1", "nomination-forwarded")]
    assert told(of_nomination(more.OpinionAsked)) == []
