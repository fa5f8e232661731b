"""What `sovang vault replay` destroys again: whatever the history says is destroyed, and nothing else."""

from __future__ import annotations

from datetime import date

from services.nominations.application.account_names import name_key
from services.nominations.domain.account_messages import GrantGiven
from services.nominations.domain.detection_messages import ModelDetected
from services.nominations.domain.drafting_messages import DraftSaved
from services.nominations.domain.importing_messages import ImportAbandoned, ImportAccepted, ImportCompleted
from services.nominations.domain.nomination_messages import NominationOpened
from services.nominations.domain.subject_request_messages import PersonErased
from shared.acts import Occurrence
from sovang.vaulting import Destroyed

DAY = date(2026, 11, 20)
ACT = Occurrence(occurred_on=DAY, basis="system").act("case")


def destroyed(*events):
    noted = Destroyed()
    for event in events:
        noted.note(event)
    return noted.keys


def grant(account, person_id):
    return GrantGiven(
        act=ACT, account=account, grant_id="g", role="office", scope="*", begins_on=DAY, person_id=person_id
    )


def accepted(attempt=1):
    return ImportAccepted(
        act=ACT, import_id="x", file_sha256="a" * 64, organisations=0, people=1, attempt=attempt
    )


COMPLETED = ImportCompleted(act=ACT, import_id="x", registered=1, refused=())


def test_keys_of_the_erased_and_of_the_names_of_their_accounts_whichever_came_first():
    erased = PersonErased(act=ACT, person_id="an")
    told = destroyed(grant("a-1", "an"), grant("b-1", "binh"), erased, grant("a-2", "an"), grant("c-1", None))
    assert told[0] == "person-an"
    assert sorted(told[2:]) == sorted([name_key("a-1"), name_key("a-2")])
    assert told[1] == "case-record-individual-an"


def opens(nomination_id, person_id, kind="individual"):
    return NominationOpened(
        act=ACT,
        nomination_id=nomination_id,
        subject_kind=kind,
        subject_id=person_id,
        unit_id="u1",
        organisation_id="so",
        form="giay_khen",
        commendation_type="timely",
        achievement_id="a",
        achievement="Sáng kiến",
        basis_citation="mục V",
    )


def saves(nomination_id, person_id):
    return DraftSaved(
        act=ACT,
        nomination_id=nomination_id,
        subject_kind="individual",
        subject_id=person_id,
        form="giay_khen",
        commendation_type="timely",
        basis_citation="mục V",
        achievement="Sáng kiến",
    )


def test_keys_of_the_dossiers_that_put_the_erased_forward_last_of_all():
    told = destroyed(
        opens("n-1", "an"),
        opens("n-2", "binh"),
        opens("n-3", "an"),
        opens("n-4", "an", "collective"),
        saves("n-3", "binh"),
        saves("n-2", "an"),
        PersonErased(act=ACT, person_id="an"),
    )
    assert told == [
        "person-an",
        "case-record-individual-an",
        "case-nomination-n-1",
        "case-nomination-n-2",
    ]


def detects(model_id, person_id, kind="individual"):
    return ModelDetected(
        act=ACT,
        model_id=model_id,
        subject_kind=kind,
        subject_id=person_id,
        unit_id="u1",
        organisation_id="so",
        field="toàn diện",
        source="unit",
        detected_by="Văn phòng",
        account="Tiêu biểu",
    )


def test_keys_of_the_models_that_the_erased_are_and_of_no_others():
    told = destroyed(
        detects("m-1", "an"),
        detects("m-2", "binh"),
        PersonErased(act=ACT, person_id="an"),
        detects("m-3", "an", "collective"),
    )
    assert told == ["person-an", "case-record-individual-an", "case-model-m-1"]


def test_the_key_of_each_file_that_an_import_is_through_with():
    assert destroyed(accepted()) == []
    assert destroyed(accepted(), COMPLETED) == ["case-import-x"]
    assert destroyed(accepted(2), COMPLETED) == ["case-import-x-2"]
    abandoned = ImportAbandoned(act=ACT, import_id="x", attempt=1)
    assert destroyed(abandoned, accepted(2), COMPLETED) == ["case-import-x", "case-import-x-2"]
