"""A dossier goes from the unit to the office and back, and to the council once it is complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.nomination import nomination
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    ConcludeNomination,
    NominationConcluded,
    NominationPutToCouncil,
    NominationReturned,
    NominationSubmitted,
    PutToCouncil,
    ReceivedForAppraisal,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from shared.acts import ActRefused, BrokenRule
from shared.errors import InvalidInput, Rejected
from shared.privacy import ERASED
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.nominations.builders import (
    DOCUMENTS,
    RULES,
    attached,
    done,
    nomination_opened,
    on_paper,
    open_nomination,
)

a = Spec(nomination)
CASE = "nomination-n1"
DAY = done(date(2021, 5, 10))
REPORT = attached("achievement_report", "b" * 64)
ATTACH = AttachDocument(
    nomination_id="n1", document_kind="submission", sha256="a" * 64, title="Tờ trình", occurrence=DAY
)
SUBMIT = SubmitNomination(nomination_id="n1", occurrence=DAY)
SUBMITTED = NominationSubmitted(act=DAY.act(CASE), nomination_id="n1", round=1)
RETURN = ReturnNomination(nomination_id="n1", by="user:lan", reason="Thiếu tờ trình", occurrence=DAY)
RETURNED = NominationReturned(act=DAY.act(CASE), nomination_id="n1", round=1, reason="Thiếu tờ trình")
RECEIVE = ReceiveForAppraisal(nomination_id="n1", by="user:lan", occurrence=DAY, rules=RULES)
RECEIVED = ReceivedForAppraisal(
    act=DAY.act(CASE, [DOCUMENTS.use]), nomination_id="n1", rule_set="documents/1", round=1
)
PUT = PutToCouncil(nomination_id="n1", by="user:lan", council_id="c1", occurrence=DAY)
AT_COUNCIL = NominationPutToCouncil(
    act=DAY.act(CASE),
    nomination_id="n1",
    council_id="c1",
    form="giay_khen",
    achievement_id="sang-kien",
    subject_kind="individual",
    subject_id="s1",
    unit_id="u1",
    organisation_id="so",
)
CONCLUDE = ConcludeNomination(
    nomination_id="n1", outcome="awarded", award_id="n1", organisation_id="so", occurrence=DAY
)
CONCLUDED = NominationConcluded(act=DAY.act(CASE), nomination_id="n1", outcome="awarded", award_id="n1")
OPENED = nomination_opened()
COMPLETE = (OPENED, REPORT, attached(), SUBMITTED)


def test_a_dossier_is_opened_for_a_known_subject():
    a.given().when(open_nomination()).then(OPENED)


def test_opening_the_same_dossier_again_changes_nothing_even_when_its_wording_is_erased():
    a.given(replace(OPENED, achievement=ERASED)).when(open_nomination()).then_nothing()


def test_an_open_dossier_keeps_its_subject():
    a.given(OPENED).when(open_nomination(subject_id="s2")).then_rejected("nomination-exists")


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"subject_known": False}, "unknown-subject"), ({"unknown_units": ("u9",)}, "unknown-organisation")],
)
def test_a_dossier_names_only_who_is_registered(changes, code):
    a.given().when(open_nomination(**changes)).then_rejected(code)


def test_an_unnamed_achievement_is_named_by_its_nomination_and_tells_nothing_of_its_wording():
    one = nomination_opened(achievement_id=None, achievement="Rút ngắn thời gian")
    reworded = nomination_opened(achievement_id=None, achievement="Việc khác")
    other = nomination_opened(achievement_id=None, nomination_id="n2")
    assert one.achievement_id == reworded.achievement_id != other.achievement_id


def test_an_achievements_name_must_fit_a_stream():
    with pytest.raises(InvalidInput) as caught:
        nomination.decide(open_nomination(achievement_id="Sáng kiến"), nomination.initial)
    assert list(caught.value.fields) == ["achievement_id"]


@pytest.mark.parametrize("command", [ATTACH, SUBMIT, RETURN, RECEIVE, PUT, CONCLUDE])
def test_nothing_can_be_done_with_a_dossier_nobody_opened(command):
    a.given().when(command).then_rejected("nomination-not-found")


def test_a_document_is_attached_once():
    a.given(OPENED).when(ATTACH).then(attached())
    a.given(OPENED, attached()).when(ATTACH).then_nothing()


def test_a_document_is_named_by_its_digest():
    with pytest.raises(InvalidInput) as caught:
        nomination.decide(replace(ATTACH, sha256="A" * 64), nomination.fold([OPENED]))
    assert list(caught.value.fields) == ["sha256"]


def test_a_submitted_dossier_takes_no_more_documents():
    a.given(OPENED, SUBMITTED).when(ATTACH).then_rejected("nomination-not-open")


def test_a_dossier_is_submitted_in_rounds():
    a.given(OPENED).when(SUBMIT).then(SUBMITTED)
    a.given(OPENED, SUBMITTED).when(SUBMIT).then_nothing()
    a.given(OPENED, SUBMITTED, RETURNED).when(ATTACH).then(attached())
    a.given(OPENED, SUBMITTED, RETURNED).when(SUBMIT).then(replace(SUBMITTED, round=2))


def test_a_received_dossier_is_not_submitted_again():
    a.given(*COMPLETE, RECEIVED).when(SUBMIT).then_rejected("nomination-not-open")


def test_the_office_returns_a_submitted_dossier_with_a_reason():
    a.given(OPENED, SUBMITTED).when(RETURN).then(RETURNED)
    a.given(OPENED, SUBMITTED, RETURNED).when(RETURN).then_nothing()
    a.given(OPENED).when(RETURN).then_rejected("nomination-not-submitted")


def test_a_complete_dossier_is_received_and_pins_its_rules():
    a.given(*COMPLETE).when(RECEIVE).then(RECEIVED)


@pytest.mark.parametrize("later", [(RECEIVED,), (RECEIVED, AT_COUNCIL), (RECEIVED, AT_COUNCIL, CONCLUDED)])
def test_receiving_again_changes_nothing(later):
    a.given(*COMPLETE, *later).when(RECEIVE).then_nothing()


def test_a_dossier_that_lacks_documents_is_refused_by_name():
    refusal = a.given(OPENED, SUBMITTED).when(RECEIVE).then_refused("documents-missing")
    assert refusal.facts == {
        "missing": "tờ trình, báo cáo thành tích",
        "missing_en": "submission letter, achievement report",
    }
    assert refusal.act.rules == (DOCUMENTS.use,)
    assert refusal.act.rules[0].confirmed is False


def test_a_refused_receipt_leaves_the_dossier_submitted():
    (refusal,) = nomination.decide(RECEIVE, nomination.fold([OPENED, SUBMITTED]))
    assert isinstance(refusal, ActRefused)
    a.given(OPENED, SUBMITTED, refusal).when(RETURN).then(RETURNED)


def test_a_receipt_on_paper_is_recorded_and_flagged():
    paper = on_paper(date(2021, 5, 17))
    flag = BrokenRule(
        code="documents-missing",
        rule=DOCUMENTS.use,
        facts={"missing": "tờ trình", "missing_en": "submission letter"},
    )
    a.given(OPENED, REPORT, SUBMITTED).when(replace(RECEIVE, occurrence=paper)).then(
        replace(RECEIVED, act=paper.act(CASE, [DOCUMENTS.use], [flag]))
    )


def test_nobody_guesses_what_a_dossier_must_hold_when_no_rule_is_on_file():
    with pytest.raises(Rejected) as caught:
        nomination.decide(replace(RECEIVE, rules=RuleBook(())), nomination.fold(COMPLETE))
    assert caught.value.code == "rule-missing"


def test_only_a_submitted_dossier_is_received():
    a.given(OPENED).when(RECEIVE).then_rejected("nomination-not-submitted")


def test_a_received_dossier_is_put_to_one_council():
    a.given(*COMPLETE, RECEIVED).when(PUT).then(AT_COUNCIL)
    a.given(*COMPLETE, RECEIVED, AT_COUNCIL).when(PUT).then_nothing()
    a.given(*COMPLETE, RECEIVED, AT_COUNCIL).when(replace(PUT, council_id="c2")).then_rejected(
        "nomination-at-other-council"
    )
    a.given(*COMPLETE).when(PUT).then_rejected("nomination-not-received")


def test_a_dossier_before_a_council_is_concluded_once():
    before = (*COMPLETE, RECEIVED, AT_COUNCIL)
    a.given(*before).when(CONCLUDE).then(CONCLUDED)
    a.given(*before, CONCLUDED).when(CONCLUDE).then_nothing()
    a.given(*before, CONCLUDED).when(replace(CONCLUDE, award_id="n9")).then_rejected(
        "nomination-already-concluded"
    )
    a.given(*COMPLETE).when(CONCLUDE).then_rejected("nomination-not-at-council")


def test_events_of_an_unknown_dossier_change_nothing():
    assert nomination.fold([SUBMITTED]) == nomination.initial
