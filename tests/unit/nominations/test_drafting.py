"""A dossier is saved as it is entered, withdrawn for good, and supplemented while it is appraised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.drafting import MOST_DRAFTS
from services.nominations.domain.nomination import nomination
from shared.testing.spec import Spec
from tests.unit.nominations import bodies
from tests.unit.nominations import dossier_course as they
from tests.unit.nominations import test_nomination as plain
from tests.unit.nominations.builders import attached, done, on_paper
from tests.unit.nominations.test_holding import CASE, OPENED, after, names

a = Spec(nomination)
SAVE = replace(they.DRAFT, **CASE, subject_known=True, form="bang_khen", commendation_type="merit")
WITHDRAW = replace(they.WITHDRAW, **CASE)
ASK = replace(they.SUPPLEMENT, **CASE)
RECEIVED = [*plain.COMPLETE, plain.RECEIVED]
OVER = [*RECEIVED, plain.AT_COUNCIL, plain.CONCLUDED]


def flags(command, history):
    (event,) = nomination.decide(replace(command, occurrence=on_paper()), nomination.fold(history))
    return [flag.code for flag in event.act.broken]


def test_each_saved_draft_is_kept_and_the_last_one_counts():
    history = after(SAVE, replace(SAVE, subject_id="s2"), SAVE)
    assert names(history) == ["NominationOpened", *["DraftSaved"] * 3]
    opening = nomination.fold(history).opening
    assert (opening.form, opening.commendation_type, opening.subject_id) == ("bang_khen", "merit", "s1")
    assert opening.achievement_id == OPENED.achievement_id


def test_a_returned_dossier_is_edited_again():
    assert names(after(SAVE, before=[OPENED, plain.SUBMITTED, plain.RETURNED]))[-1] == "DraftSaved"


def test_a_submitted_dossier_is_edited_on_paper_only_and_with_a_flag():
    a.given(OPENED, plain.SUBMITTED).when(SAVE).then_rejected("nomination-not-draft")
    assert flags(SAVE, [OPENED, plain.SUBMITTED]) == ["nomination-not-draft"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject_known": False}, "unknown-subject"),
        ({"achievement_of_others": True}, "achievement-of-another"),
    ],
)
def test_a_draft_names_only_whom_it_may(changes, code):
    a.given(OPENED).when(replace(SAVE, **changes)).then_rejected(code)


def test_a_dossier_is_not_saved_without_end():
    many = [OPENED, *after(SAVE)[1:] * MOST_DRAFTS]
    a.given(*many[:-1]).when(SAVE).then(many[-1])
    a.given(*many).when(SAVE).then_rejected("too-many-drafts")


def test_a_unit_withdraws_its_dossier_once_and_nothing_goes_on():
    gone = after(WITHDRAW)
    assert names(gone)[-1] == "NominationWithdrawn"
    a.given(*gone).when(WITHDRAW).then_nothing()
    a.given(*gone).when(SAVE).then_rejected("nomination-over")
    a.given(*gone).when(plain.SUBMIT).then_rejected("nomination-not-open")
    a.given(*gone).when(plain.ATTACH).then_rejected("nomination-not-open")
    a.given(*gone).when(plain.RETURN).then_rejected("nomination-not-submitted")
    a.given(*gone).when(plain.RECEIVE).then_rejected("nomination-over")
    a.given(*gone).when(plain.PUT).then_rejected("nomination-over")
    a.given(*gone).when(ASK).then_rejected("nomination-over")


def test_a_dossier_with_a_council_is_withdrawn_on_paper_only():
    a.given(*RECEIVED, plain.AT_COUNCIL).when(WITHDRAW).then_rejected("nomination-with-council")
    assert flags(WITHDRAW, [*RECEIVED, plain.AT_COUNCIL]) == ["nomination-with-council"]
    a.given(*OVER).when(WITHDRAW).then_rejected("nomination-over")
    a.given(*OVER).when(SAVE).then_rejected("nomination-over")


def test_documents_are_asked_for_during_the_appraisal_and_taken_in_then():
    asked = after(ASK, before=RECEIVED)
    minutes = replace(plain.ATTACH, document_kind="meeting_minutes")
    a.given(*RECEIVED).when(minutes).then_rejected("nomination-not-open")
    a.given(*asked).when(ASK).then_nothing()
    a.given(*asked).when(minutes).then(attached("meeting_minutes"))
    a.given(*asked).when(replace(minutes, document_kind="opinion")).then_rejected("nomination-not-open")
    supplied = after(minutes, before=asked)
    a.given(*supplied).when(replace(minutes, sha256="d" * 64)).then_rejected("nomination-not-open")


def test_documents_are_asked_for_only_of_a_received_dossier():
    a.given(OPENED).when(ASK).then_rejected("nomination-not-received")
    assert flags(ASK, [OPENED]) == ["nomination-not-received"]
    a.given(*RECEIVED).when(replace(ASK, documents=())).then_rejected("supplement-of-nothing")
    a.given(*OVER).when(ASK).then_rejected("nomination-over")


def test_what_was_asked_for_is_forgotten_once_the_dossier_is_returned():
    asked = after(ASK, before=RECEIVED)
    paper = replace(plain.RETURN, occurrence=on_paper())
    assert nomination.fold(after(paper, before=asked)).asked == ()


def test_a_draft_names_no_collective_that_was_dissolved():
    onto = replace(SAVE, subject_kind="collective", subject_id="ninh-thuan", ground=bodies.GROUND)
    later = replace(onto, occurrence=done(date(2026, 1, 5)))
    a.given(OPENED).when(later).then_refused("organisation-dissolved")
