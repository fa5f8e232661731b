"""Recognition is judged line by line at a review; what nobody confirmed waits for a person, and no part decides alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from services.nominations.adapters.cel import CelEvaluate
from services.nominations.domain.judging import judged_by, recognition_criteria
from services.nominations.domain.model import model
from services.nominations.domain.model_rules import RecognitionRule
from services.nominations.domain.recognition_fence import EnterRecognition, recognition_place
from services.nominations.domain.recognition_messages import (
    ModelRecognised,
    RecognitionDecided,
    RecognitionJudged,
    StatedFact,
)
from services.nominations.domain.review import Review
from shared.errors import InvalidInput, LostRace
from shared.rules import RuleBook, RuleMissing
from shared.testing.spec import Spec
from tests.unit.nominations.builders import done, on_paper
from tests.unit.nominations.exemplary import (
    EXEMPLARY,
    HELD,
    JUDGED,
    LINES,
    OF_COLLECTIVE,
    OF_POSITION,
    REVIEW,
    RULES,
    attested,
    detect,
    head,
    judge,
    nurture,
    on_record,
    roadmap,
    settle,
    stated,
    sum_up,
)
from tests.unit.nominations.test_model import after

a = Spec(model)
SUMMED_UP = after(detect(), head(), roadmap(), nurture(), sum_up())
TRUTH = [
    # case, category, provincial fighter, initiatives applied, merit of province, central merit, grass-roots fighter, met
    ("a", "leader", 2, 0, 0, 0, 0, True),
    ("b", "leader", 1, 1, 0, 0, 0, False),
    ("c", "leader", 0, 2, 0, 0, 0, True),
    ("d", "head", 1, 0, 0, 0, 0, True),
    ("e", "head", 0, 0, 2, 0, 4, False),
    ("f", "staff", 0, 0, 2, 0, 0, True),
    ("g", "staff", 0, 0, 0, 2, 0, True),
    ("h", "staff", 0, 0, 1, 1, 0, True),
    ("i", "staff", 0, 0, 1, 0, 3, False),
    ("j", "staff", 0, 0, 0, 0, 4, True),
    ("k", "head", 0, 0, 0, 0, 0, False),
]


def history(*commands):
    """What *commands* bring about after the summing up."""
    events = list(SUMMED_UP)
    for command in commands:
        events += model.decide(command, model.fold(events))
    return events


def of_position(fighter, initiatives, merit, central, grassroots):
    return {
        "cstd_tinh": fighter,
        "sang_kien_tinh": initiatives,
        "bang_khen_tinh": merit,
        "bang_khen_bo": central,
        "cstd_co_so": grassroots,
    }


@pytest.mark.parametrize(
    ("category", "counts", "met"),
    [(row[1], row[2:7], row[7]) for row in TRUTH],
    ids=[row[0] for row in TRUTH],
)
def test_the_position_of_the_day_says_which_of_n3_to_n5_applies(category, counts, met):
    facts = EXEMPLARY | of_position(*counts)
    criteria = recognition_criteria(RULES, JUDGED, "individual", category)
    lines, outcome = judged_by(criteria, attested(**facts), on_record(**facts), CelEvaluate())
    (position,) = [line for line in lines if line.part == "position"]
    assert position.criterion == {"leader": "n3", "head": "n4", "staff": "n5"}[category]
    assert position.verdict == ("met" if met else "not_met")
    assert outcome == ("met" if met else "not_met")
    assert all(line.citation for line in lines)


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, "met"),
        ({"disciplined_members_in_period": 1}, "not_met"),
        ({"ratings_in_period": ("excellent", "completed")}, "not_met"),
        ({"ratings_in_period": ()}, "not_met"),
        ({"bang_khen_tinh_in_period": 1}, "not_met"),
        ({"typical_in_reform": False}, "met"),
        ({"united": False}, "not_met"),
    ],
)
def test_a_collective_is_judged_by_general_and_specific_criteria_and_c1_is_a_label(changed, outcome):
    facts = OF_COLLECTIVE | changed
    criteria = recognition_criteria(RULES, JUDGED, "collective", None)
    lines, found = judged_by(criteria, attested(**facts), on_record(**facts), CelEvaluate())
    assert found == outcome
    assert [line.criterion for line in lines if not line.counts] == ["c1"]


@pytest.mark.parametrize("parts", [parts for size in (0, 1, 2) for parts in combinations(range(3), size)])
def test_no_part_recognises_alone_and_n3_to_n5_least_of_all(parts):
    """Each combination of facts short of all three parts: never met, whatever is missing."""
    groups = (
        {"exemplary_conduct": True, "chosen_from_movement": True},
        {"hcm_model": True, "hcm_honoured": True, "office_culture": True},
        OF_POSITION,
        RULES,
    )
    facts = {name: value for part in parts for name, value in groups[part].items()}
    events = history(judge(facts, rules=RULES))
    assert isinstance(events[-1], RecognitionJudged)
    assert events[-1].outcome == "needs_person"


def test_confirmed_criteria_that_are_all_met_recognise_the_model():
    judged, recognised = history(judge(rules=RULES))[-2:]
    assert (judged.outcome, {line.verdict for line in judged.lines}) == ("met", {"met"})
    assert isinstance(recognised, ModelRecognised)
    assert (recognised.year, recognised.by_person) == (2023, False)
    used = judged.lines[0].facts[0]
    assert (used.name, used.value, used.origin) == (
        "exemplary_conduct",
        "true",
        "quyết định 12/QĐ-UBND ngày 2/1/2023",
    )


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_a_number_that_somebody_states_needs_a_person_and_never_decides(count):
    """Titles, awards and initiatives count from the documents on record: what is typed beside them is only shown."""
    facts = EXEMPLARY | OF_POSITION | {"bang_khen_tinh": count}
    criteria = recognition_criteria(RULES, JUDGED, "individual", "staff")
    lines, outcome = judged_by(criteria, stated(**facts), (), CelEvaluate())
    (position,) = [line for line in lines if line.part == "position"]
    assert (position.verdict, outcome) == ("needs_person", "needs_person")
    assert "Bằng khen của Chủ tịch UBND tỉnh" in position.because
    assert position.because.endswith("không đạt." if count < 2 else ": đạt.")
    same = judged_by(criteria, stated(**facts), on_record(**facts), CelEvaluate())[1]
    assert same == ("met" if count >= 2 else "not_met")


def test_unconfirmed_criteria_decide_nothing_however_clear_the_facts():
    judged = history(judge())[-1]
    assert isinstance(judged, RecognitionJudged)
    assert judged.outcome == "needs_person"
    assert [line.criterion for line in judged.lines] == list(LINES)
    assert judged.act.rules[0].rule == "model-individual-staff/1"


def test_a_person_settles_every_open_line_and_that_stands_as_an_event_of_its_own():
    decided, recognised = history(judge(), settle(*LINES))[-2:]
    assert isinstance(decided, RecognitionDecided)
    assert (recognised.by_person, recognised.year) == (True, 2023)


@pytest.mark.parametrize("left", LINES)
def test_a_line_that_nobody_settled_keeps_it_from_being_recognised(left):
    rest = [one for one in LINES if one != left]
    refusal = a.given(*history(judge())).when(settle(*rest)).then_refused("criteria-not-met")
    assert refusal.facts == {"criteria": left}


def test_n5_alone_settled_by_a_person_does_not_recognise():
    a.given(*history(judge())).when(settle("n5")).then_refused("criteria-not-met")


def test_a_line_settled_as_not_met_counts_against_it():
    a.given(*history(judge())).when(settle(*LINES, verdict="not_met")).then_refused("criteria-not-met")


def test_a_person_may_decide_against_it():
    events = history(judge(), settle("n1", verdict="not_met", decision="not_recognised"))
    assert isinstance(events[-1], RecognitionDecided)
    assert model.fold(events).recognised == ()
    recognised = history(judge(), settle(decision="not_recognised"), settle(*LINES))
    assert model.fold(recognised).recognised == (2023,)


def test_what_the_criteria_decided_no_person_settles_otherwise():
    facts = EXEMPLARY | OF_POSITION | {"bang_khen_tinh": 1}
    judged = history(judge(facts, rules=RULES))
    assert judged[-1].outcome == "not_met"
    a.given(*judged).when(settle("n5")).then_rejected("criterion-not-open")
    a.given(*judged).when(settle()).then_refused("criteria-not-met")


def test_on_paper_what_was_recognised_against_the_criteria_is_flagged():
    paper = settle(occurrence=on_paper(JUDGED))
    decided, recognised = history(judge(), paper)[-2:]
    assert [one.code for one in decided.act.broken] == ["criteria-not-met"]
    assert [one.code for one in recognised.act.broken] == ["criteria-not-met"]


@pytest.mark.parametrize(
    "command", [judge(rules=RULES), judge(), settle(*LINES)], ids=["met", "open", "settled"]
)
def test_given_again_it_changes_nothing(command):
    first = [judge()] if command.__class__.__name__.startswith("Decide") else []
    a.given(*history(*first, command)).when(command).then_nothing()


def test_the_same_year_and_field_is_recognised_once():
    again = judge(EXEMPLARY, rules=RULES)
    refusal = a.given(*history(judge(rules=RULES))).when(again).then_refused("recognised-already")
    assert refusal.facts == {"year": "2023"}
    against = settle(decision="not_recognised")
    a.given(*history(judge(rules=RULES))).when(against).then_refused("recognised-already")


def test_another_model_of_the_same_subject_in_the_year_and_field_stands_in_the_way():
    a.given(*SUMMED_UP).when(judge(taken_by="x2")).then_refused("recognised-already")
    a.given(*history(judge())).when(settle(*LINES, taken_by="x2")).then_refused("recognised-already")
    two_years = replace(REVIEW, period_from=date(2022, 7, 1))
    events = after(detect(), head(), roadmap(), nurture(), sum_up(reviews=(two_years,)))
    for year in (2023, 2022):
        events = [*events, *model.decide(judge(rules=RULES, year=year), model.fold(events))]
    assert model.fold(events).recognised == (2023, 2022)


@pytest.mark.parametrize("year", [2022, 2024])
def test_a_year_that_the_review_does_not_look_back_on_is_not_recognised(year):
    refusal = a.given(*SUMMED_UP).when(judge(rules=RULES, year=year)).then_refused("year-outside-review")
    assert refusal.facts == {"year": str(year), "period_from": "1/1/2023", "period_to": "30/6/2023"}
    assert refusal.act.rules
    paper = judge(rules=RULES, year=year, occurrence=on_paper(JUDGED))
    for event in history(paper)[-2:]:
        assert [one.code for one in event.act.broken] == ["year-outside-review"]


def test_nor_is_it_by_a_person_after_a_judgement_on_paper():
    judged = history(judge(year=2024, occurrence=on_paper(JUDGED)))
    a.given(*judged).when(settle(*LINES, year=2024)).then_refused("year-outside-review")
    decided = model.decide(settle(*LINES, year=2024, occurrence=on_paper(JUDGED)), model.fold(judged))
    assert [one.act.broken[0].code for one in decided] == ["year-outside-review"] * 2
    against = settle("n1", verdict="not_met", decision="not_recognised", year=2024)
    (declined,) = model.decide(against, model.fold(judged))
    assert declined.act.broken == ()


def test_the_same_criteria_judged_at_another_review_are_judged_anew():
    later = replace(REVIEW, held_on=date(2023, 7, 18))
    events = [
        *SUMMED_UP,
        *model.decide(
            sum_up(reviewed_on=later.held_on, reviews=(later,), occurrence=done(JUDGED)),
            model.fold(SUMMED_UP),
        ),
    ]
    events += model.decide(judge(), model.fold(events))
    (again,) = model.decide(judge(reviewed_on=later.held_on), model.fold(events))
    assert again.reviewed_on == later.held_on


def test_recognition_is_judged_only_where_it_was_summed_up_with_a_review_on_record():
    early = after(detect(), head(), roadmap(), nurture())
    refusal = a.given(*early).when(judge()).then_refused("recognition-needs-review")
    assert refusal.facts == {"reviewed_on": "14/7/2023"}
    a.given(*SUMMED_UP).when(judge(reviewed_on=date(2023, 7, 15))).then_refused("recognition-needs-review")
    (event,) = model.decide(judge(occurrence=on_paper(JUDGED)), model.fold(early))
    assert [one.code for one in event.act.broken] == ["recognition-needs-review"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (judge(category=None), "position-unknown"),
        (settle(*LINES), "recognition-not-judged"),
        (judge(year=2020), "rule-missing"),
        (judge(year=0), "rule-missing"),
        (judge(reviewed_on=date(2020, 12, 31)), "rule-missing"),
    ],
)
def test_what_does_not_fit_is_rejected(command, code):
    a.given(*SUMMED_UP).when(command).then_rejected(code)


@pytest.mark.parametrize("held_on", [date(2025, 12, 15), date(2026, 1, 15)])
def test_the_final_review_judges_by_the_criteria_of_its_period_though_january_has_come(held_on):
    """Those of Hà Tĩnh's plan are in force until the end of 2025."""
    of = {"kind": "final", "period_from": date(2021, 1, 1), "period_to": date(2025, 12, 31)}
    told = sum_up(
        kind="final",
        reviewed_on=held_on,
        occurrence=done(held_on),
        reviews=(Review(**of, held_on=held_on),),
    )
    command = judge(
        rules=RULES, kind="final", reviewed_on=held_on, year=2025, occurrence=done(date(2026, 1, 20))
    )
    events = model.decide(command, model.fold(after(detect(), head(), roadmap(), nurture(), told)))
    assert [type(one).__name__ for one in events] == ["RecognitionJudged", "ModelRecognised"]
    assert [rule.rule for rule in events[0].act.rules] == ["model-individual-staff/1"]
    with pytest.raises(RuleMissing):
        model.decide(replace(command, year=2026, reviewed_on=date(2026, 1, 15)), model.fold(SUMMED_UP))


def test_a_line_settled_twice_is_rejected():
    a.given(*history(judge())).when(settle("n1", "n1")).then_rejected("criterion-twice")


def test_a_fact_states_one_value():
    (fact,) = stated(exemplary_conduct=True)
    for wrong in (replace(fact, number=1), replace(fact, truth=None)):
        with pytest.raises(InvalidInput):
            model.decide(replace(judge(), facts=(wrong,)), model.fold(SUMMED_UP))


def test_facts_of_every_kind_are_kept_as_text():
    facts = [
        StatedFact(name="exemplary_conduct", origin="o", day=HELD),
        StatedFact(name="chosen_from_movement", origin="o", text="một lần"),
        StatedFact(name="hcm_model", origin="o", texts=("2021", "2022")),
        StatedFact(name="hcm_honoured", origin="o", texts=()),
        StatedFact(name="office_culture", origin="o", truth=False),
    ]
    lines, outcome = judged_by(
        recognition_criteria(RULES, JUDGED, "individual", "staff"), facts, (), CelEvaluate()
    )
    assert [used.value for line in lines for used in line.facts] == [
        "2023-07-14",
        "một lần",
        "2021, 2022",
        "-",
        "false",
    ]
    assert outcome == "not_met"


ENTER = EnterRecognition(
    act=done().act("model-x1"), model_id="x1", subject_id="s1", field="cải cách", year=2023, alone=True
)


def test_the_place_of_a_recognition_is_taken_once():
    place = Spec(recognition_place)
    (entered,) = recognition_place.decide(ENTER, recognition_place.initial)
    place.given(entered).when(ENTER).then_nothing()
    second = replace(ENTER, model_id="x2")
    with pytest.raises(LostRace):
        recognition_place.decide(second, recognition_place.fold([entered]))
    (other,) = recognition_place.decide(replace(second, alone=False), recognition_place.fold([entered]))
    assert recognition_place.fold([entered, other]).models == ("x1", "x2")


def following(of, then):
    """The rules, of which that on *of* has *then* follow."""
    return RuleBook(
        tuple(
            replace(rule, values=RecognitionRule(then=then)) if rule.applies == {"of": of} else rule
            for rule in RULES.rules
        ),
        RULES.names,
    )


def test_at_a_body_without_criteria_nothing_is_judged_and_the_answer_says_whose_are_lacking():
    elsewhere = RULES.at(["Phòng Một", "Sở Công Thương Quảng Trị"])
    with pytest.raises(RuleMissing) as caught:
        model.decide(judge(rules=elsewhere), model.fold(SUMMED_UP))
    assert caught.value.code == "rule-missing"
    assert "Phòng Một không có tiêu chuẩn công nhận điển hình nào" in caught.value.text.vi
    assert "in force at Phòng Một" in caught.value.text.en


def test_what_was_judged_under_a_rule_stays_and_is_settled_after_it_has_ended():
    late = settle(*LINES, occurrence=done(date(2026, 2, 1)))
    decided, recognised = history(judge(), late)[-2:]
    assert decided.act.rules[0].rule == "model-criteria-all-general/1"
    assert recognised.act.rules[0].rule == "model-recognised-once/1"
    in_time = history(judge(), settle(*LINES))[-2]
    assert in_time.act.rules[0].rule == "model-criteria-all/1"


def test_a_rule_that_only_flags_lets_a_recognition_pass_with_its_flag():
    short = settle("n5", rules=following("criteria", "flag"))
    outside = judge(rules=following("year", "flag"), year=2024)
    again = judge(rules=following("once", "flag"), taken_by="x2")
    for commands, code in (
        ([judge(), short], "criteria-not-met"),
        ([outside], "year-outside-review"),
        ([again], "recognised-already"),
    ):
        recognised = history(*commands)[-1]
        assert isinstance(recognised, ModelRecognised)
        assert [one.code for one in recognised.act.broken] == [code]


@pytest.mark.parametrize(
    ("of", "command"),
    [
        ("once", judge(rules=RULES, taken_by="x2")),
        ("year", judge(rules=RULES, year=2024)),
        ("criteria", settle(*LINES)),
    ],
)
def test_without_the_rule_on_it_nobody_guesses(of, command):
    silent = RuleBook(tuple(rule for rule in RULES.rules if rule.applies != {"of": of}), RULES.names)
    before = history(judge()) if of == "criteria" else SUMMED_UP
    a.given(*before).when(replace(command, rules=silent)).then_rejected("rule-missing")
