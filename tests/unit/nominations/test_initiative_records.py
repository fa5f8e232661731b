"""What an initiative counts as stands on its authors' records once it is recognised, and stands there once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from structlog.testing import capture_logs

from services.nominations.adapters.cel import CelEvaluate
from services.nominations.application.record_policies import RecordPolicies
from services.nominations.domain.assembling import Window
from services.nominations.domain.criteria import judge
from services.nominations.domain.eligibility_refusals import OUT_OF_RANGE
from services.nominations.domain.judging import recognition_criteria
from services.nominations.domain.record_messages import RecordFact
from services.nominations.domain.rules import InitiativeLevels
from shared.errors import InvalidInput, LostRace, TransientError
from shared.rules import RuleBook
from tests.unit.nominations import course, emulation
from tests.unit.nominations.builders import done, on_paper
from tests.unit.nominations.context import MemoryContext

PROVINCE = {"level": "province", "recognised_by": "tinh", "number": "9/QĐ-UBND", "sha256": "f" * 64}


@pytest.fixture
def context():
    made = MemoryContext()
    course.register(made)
    emulation.province(made)
    made.do(emulation.propose(), role="unit_clerk")
    return made


def policies(context, rules=None, handle=None):
    return RecordPolicies(handle or context.handle, context.known, rules or context.judging.rules)


def react(context, **given):
    """The reaction to everything that was recorded about initiatives, in order and twice, as after a crash."""
    made = policies(context, **given)
    for _ in range(2):
        for recorded in context.recorded():
            reaction = made.table().get(type(recorded.event).__name__)
            if reaction is not None:
                assert reaction(recorded, lambda: False)


def facts(context, person="s1"):
    entries = context.known.records.load(f"record-individual-{person}").state.entries
    return [(one.code, one.year, one.document_number, one.item) for one in entries]


def test_what_is_recognised_counts_on_the_record(context):
    context.do(emulation.apply())
    react(context)
    assert facts(context) == []  # applied, and not recognised yet

    context.do(emulation.recognise())
    react(context)
    assert facts(context) == [("sang_kien_co_so", 2020, "88/QĐ-SCT", 1)]


def test_a_province_s_recognition_counts_at_both_levels_and_another_one_adds_nothing(context):
    context.do(emulation.apply())
    context.do(emulation.recognise(**PROVINCE))
    react(context)
    both = [("sang_kien_co_so", 2020, "9/QĐ-UBND", 1), ("sang_kien_tinh", 2020, "9/QĐ-UBND", 1)]
    assert facts(context) == both
    context.do(emulation.recognise())
    react(context)
    assert facts(context) == both


def test_a_certified_reach_is_attested(context):
    context.do(emulation.apply())
    context.do(emulation.recognise(**PROVINCE))
    context.do(emulation.certify())
    context.do(emulation.certify(level="state", number="16/XN-UBND"))
    react(context)
    assert facts(context)[2:] == [
        ("reach_province", 2020, "15/XN-UBND", 1),
        ("reach_nation", 2020, "16/XN-UBND", 1),
    ]


def test_several_of_one_decision_are_told_apart(context):
    context.do(emulation.propose(initiative_id="i2", title="Một sáng kiến khác"), role="unit_clerk")
    for name in ("i1", "i2"):
        context.do(emulation.apply(initiative_id=name))
        context.do(emulation.recognise(initiative_id=name))
    react(context)
    assert facts(context) == [
        ("sang_kien_co_so", 2020, "88/QĐ-SCT", 1),
        ("sang_kien_co_so", 2020, "88/QĐ-SCT", 2),
    ]


def by_hand(**changes):
    command = RecordFact(
        fact_id="f1",
        subject_kind="individual",
        subject_id="s1",
        kind="initiative",
        code="sang_kien_co_so",
        year=2020,
        document_number="88/QĐ-SCT",
        dated=date(2020, 11, 20),
        occurrence=done(date(2021, 1, 5)),
    )
    return replace(command, **changes)


def test_what_somebody_entered_from_the_same_document_is_not_doubled(context):
    context.do(by_hand())
    context.do(emulation.apply())
    context.do(emulation.recognise())
    react(context)
    assert facts(context) == [("sang_kien_co_so", 2020, "88/QĐ-SCT", 1)]


def test_a_fact_that_the_record_refuses_is_logged_and_holds_nothing_up(context):
    attested = {"kind": "attestation", "code": "reach_province", "document_number": "1/XN", "holds": True}
    context.do(by_hand(**attested))
    context.do(emulation.apply())
    context.do(emulation.recognise(**PROVINCE))
    context.do(emulation.certify())
    with capture_logs() as logs:
        react(context)
    assert {(line["event"], line["reason"]) for line in logs} == {
        ("initiative not put on record", "fact-recorded-twice")
    }
    assert len(facts(context)) == 3


def test_what_was_recognised_on_paper_before_it_was_applied_is_left_to_a_person(context):
    context.do(emulation.recognise(occurrence=on_paper(date(2020, 11, 20))))
    context.do(emulation.apply(since=date(2020, 12, 1), occurrence=done(date(2020, 12, 1))))
    react(context)
    assert facts(context) == []


def test_each_author_has_it_and_without_a_rule_nobody_has(context):
    context.do(emulation.propose(initiative_id="i3", authors=("s1", "s2")), role="unit_clerk")
    context.do(emulation.apply(initiative_id="i3"))
    context.do(emulation.recognise(initiative_id="i3"))
    react(context, rules=RuleBook(()))
    assert facts(context) == facts(context, "s2") == []
    react(context)
    assert facts(context) == facts(context, "s2") == [("sang_kien_co_so", 2020, "88/QĐ-SCT", 1)]


def confirming(rules):
    """*rules* with the levels of initiatives confirmed."""
    sure = [
        replace(one, confirmed=True) if isinstance(one.values, InitiativeLevels) else one
        for one in rules.rules
    ]
    return RuleBook(tuple(sure), rules.names)


def leader(context, rules):
    """N3 of a leader by what the record counts under *rules*."""
    judging = replace(context.judging, rules=rules)
    known = judging.facts("individual", "s1", Window(on=date(2025, 12, 31), year=2025))
    criteria = recognition_criteria(rules, date(2025, 12, 31), "individual", "leader")
    return {one.criterion.id: one for one in judge(criteria, known, CelEvaluate())}["n3"]


def kept(context):
    """A title entered by hand: the record is kept, and says how many of each there are."""
    context.do(by_hand(kind="title", code="lao_dong_tien_tien", document_number="1/QĐ"))


@pytest.mark.parametrize(("applied", "verdict"), [(2, "met"), (1, "not_met")])
def test_k_from_initiatives_to_n3_only_those_applied_count_and_an_unconfirmed_rule_decides_nothing(
    context, applied, verdict
):
    context.do(emulation.propose(initiative_id="i2", title="Một sáng kiến khác"), role="unit_clerk")
    for number, name in enumerate(("i1", "i2"), start=1):
        if number <= applied:
            context.do(emulation.apply(initiative_id=name))
        paper = on_paper(date(2020, 11, 20))
        context.do(emulation.recognise(initiative_id=name, **PROVINCE, occurrence=paper))
    kept(context)
    react(context)

    rules = context.judging.rules.at(["Sở Công Thương Hà Tĩnh"])
    assert not any(one.confirmed for one in rules.every(InitiativeLevels, date(2020, 11, 20)))
    unsure = leader(context, rules)
    assert unsure.verdict == "needs_person"
    assert "sáng kiến cấp tỉnh" in unsure.because.vi
    assert leader(context, confirming(rules)).verdict == verdict


def test_what_a_certificate_attests_waits_for_the_rule_as_well(context):
    context.do(emulation.apply())
    context.do(emulation.recognise(**PROVINCE))
    context.do(emulation.certify())
    kept(context)
    react(context)
    window = Window(on=date(2025, 12, 31), year=2025)
    sure = {one.name: one.sure for one in context.judging.facts("individual", "s1", window)}
    assert not sure["reach_province"]
    assert not sure["sang_kien_tinh"]
    assert sure["lao_dong_tien_tien"]
    assert sure["bang_khen_tinh"]  # none is on record, which no rule had to count


def test_a_lost_race_is_tried_again(context):
    context.do(emulation.apply())
    context.do(emulation.recognise())

    def raced(command, given):
        raise LostRace("somebody was first")

    with pytest.raises(TransientError, match="initiative-i1-unit"):
        react(context, handle=raced)
    react(context)
    assert len(facts(context)) == 1


def test_a_reach_certified_on_paper_before_anything_was_recognised_is_left_to_a_person(context):
    context.do(emulation.apply())
    context.do(emulation.certify(occurrence=on_paper(date(2020, 12, 20))))
    react(context)
    assert facts(context) == []


def test_what_the_record_cannot_take_is_logged_and_holds_nothing_up(context):
    context.do(emulation.apply())
    context.do(emulation.recognise())

    def refusing(command, given):
        raise InvalidInput(fields={"year": OUT_OF_RANGE})

    with capture_logs() as logs:
        react(context, handle=refusing)
    assert {line["event"] for line in logs} == {"initiative not put on record"}


@pytest.mark.parametrize("year", [205, 20255])
def test_an_initiative_of_an_impossible_year_is_not_taken(context, year):
    with pytest.raises(InvalidInput):
        context.do(emulation.propose(initiative_id="i9", year=year), role="unit_clerk")
