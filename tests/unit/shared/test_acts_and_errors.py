"""Acts and errors: what an event says of its act, and what a refusal says to the caller."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pytest

from shared.acts import ActRefused, BrokenRule, Occurrence, PaperAct, RuleUse, filled
from shared.errors import (
    BrokenHistory,
    ExpectedError,
    Forbidden,
    InvalidInput,
    KeyReused,
    LostRace,
    NotFound,
    OutcomeUnknown,
    Rejected,
    SovangError,
    TransientError,
    Unauthenticated,
    VersionMismatch,
)
from shared.privacy import ERASED, personal, privacy_of, restricted
from shared.texts import Text
from tests.builders.samples import occurrence

QUOTA = RuleUse(rule="quota/1", citation="mục IV.1", confirmed=True)
DEADLINE = RuleUse(rule="deadline/1", citation="mục IV.2", confirmed=False)
BROKEN = BrokenRule(code="quota", rule=QUOTA, facts={"count": "3"})


def test_an_act_carries_when_and_on_what_ground_it_happened():
    paper = PaperAct(
        number="12/BB",
        dated=occurrence().occurred_on,
        received_on=occurrence().occurred_on,
        scan_sha256="0" * 64,
        signatory="A",
        reason="B",
    )
    happened = Occurrence(occurred_on=occurrence().occurred_on, basis="document", document=paper)
    act = happened.act("plan-1", rules=[DEADLINE])

    assert (act.case, act.occurred_on, act.basis, act.document) == (
        "plan-1",
        happened.occurred_on,
        "document",
        paper,
    )
    assert act.rules == (DEADLINE,)
    assert act.broken == ()


def test_a_broken_rule_counts_as_applied_and_each_rule_once():
    act = occurrence().act("plan-1", rules=[DEADLINE, QUOTA, DEADLINE], broken=[BROKEN])

    assert act.rules == (DEADLINE, QUOTA)
    assert act.broken == (BROKEN,)


def test_only_an_act_on_paper_is_merely_recorded():
    assert [occurrence(basis=basis).recorded for basis in ("system", "document", "simulated")] == [
        False,
        True,
        False,
    ]


def test_a_refusal_names_what_was_asked_and_answers_with_the_citation():
    refusal = ActRefused.because(occurrence(), "plan-1", "SubmitList", BROKEN)
    answer = refusal.rejection(Text("Có {count}.", "There are {count}."))

    assert (refusal.asked, refusal.code, refusal.facts) == ("SubmitList", "quota", {"count": "3"})
    assert refusal.act.rules == (QUOTA,)
    assert (answer.code, answer.citation, answer.text.en) == ("quota", "mục IV.1", "There are 3.")


def test_a_refusal_without_a_broken_rule_cites_nothing():
    refusal = ActRefused(act=occurrence().act("plan-1"), asked="X", code="c", facts={})

    assert refusal.rejection(Text("a", "b")).citation == ""


def test_a_filled_field_is_marked_as_never_part_of_a_request():
    @dataclass(frozen=True, kw_only=True)
    class Command:
        count: int = filled(default=0)

    assert fields(Command)[0].metadata == {"filled": True}
    assert Command().count == 0


def test_fields_are_open_unless_they_say_otherwise():
    @dataclass(frozen=True, kw_only=True)
    class Event:
        plain: str
        name: str = personal()
        other: str = personal(subject="member_id")
        reason: str = restricted(default="")

    found = {item.name: item.metadata for item in fields(Event)}
    assert {name: privacy_of(metadata) for name, metadata in found.items()} == {
        "plain": "open",
        "name": "personal",
        "other": "personal",
        "reason": "restricted",
    }
    assert (found["name"]["subject"], found["other"]["subject"]) == ("person_id", "member_id")
    assert str(ERASED) == "[đã xóa]"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ExpectedError, "expected"),
        (Rejected, "rejected"),
        (NotFound, "not-found"),
        (InvalidInput, "invalid-input"),
        (Unauthenticated, "unauthenticated"),
        (Forbidden, "forbidden"),
        (VersionMismatch, "version-mismatch"),
        (KeyReused, "key-reused"),
        (LostRace, "lost-race"),
        (OutcomeUnknown, "outcome-unknown"),
    ],
)
def test_each_expected_error_has_a_stable_code_and_a_sentence_in_two_languages(kind, code):
    error = kind()

    assert (error.code, str(error)) == (code, code)
    assert error.text.vi
    assert error.text.en
    assert error.text.vi != error.text.en
    assert isinstance(error, ExpectedError)


def test_an_error_says_its_own_code_sentence_citation_and_facts():
    error = Rejected(
        "too-many", Text("{n} là quá nhiều.", "{n} is too many."), citation="mục 1", facts={"n": "6"}
    )

    assert (error.code, error.citation, error.facts) == ("too-many", "mục 1", {"n": "6"})
    assert error.text == Text("6 là quá nhiều.", "6 is too many.")


def test_facts_fill_the_sentence_of_the_kind():
    assert "7" in VersionMismatch(facts={"current": "7"}).text.vi


def test_invalid_input_names_each_field():
    sentence = Text("Thiếu.", "Missing.")

    assert InvalidInput(fields={"models[0].kind": sentence}).fields == {"models[0].kind": sentence}
    assert InvalidInput().fields == {}


def test_what_will_pass_and_what_must_stop_are_no_answers_to_the_caller():
    for kind in (TransientError, BrokenHistory):
        assert issubclass(kind, SovangError)
        assert not issubclass(kind, ExpectedError)
