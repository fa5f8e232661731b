"""Shares of a council in whole numbers, and what the rule files say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.awards.adapters.rules import FOLDER
from services.awards.domain.item_messages import Form
from services.awards.domain.rules import KINDS, Authority, OpenVote, Share
from shared.rulefiles import WrongRule, load_rules
from shared.rules import RuleMissing
from shared.separation import Separation
from tests.unit.awards.builders import RULES


def at_least(numerator: int, denominator: int) -> Share:
    return Share(numerator=numerator, denominator=denominator, reading="at_least")


@pytest.mark.parametrize(
    ("share", "count", "needed"),
    [
        (at_least(2, 3), 7, 5),
        (at_least(2, 3), 6, 4),
        (at_least(80, 100), 7, 6),
        (at_least(90, 100), 9, 9),
        (at_least(90, 100), 10, 9),
        (at_least(1, 1), 4, 4),
        (at_least(0, 1), 4, 0),
        (Share(numerator=1, denominator=2, reading="more_than"), 5, 3),
        (Share(numerator=1, denominator=2, reading="more_than"), 4, 3),
    ],
)
def test_a_share_of_people_is_counted_in_whole_people(share, count, needed):
    assert share.of(count) == needed


shares = st.integers(1, 100).flatmap(
    lambda bottom: st.tuples(
        st.integers(0, bottom), st.just(bottom), st.sampled_from(["at_least", "more_than"])
    )
)


@given(shares, st.integers(0, 1000))
def test_the_number_needed_is_the_smallest_that_makes_the_share(parts, count):
    numerator, denominator, reading = parts
    needed = Share(numerator=numerator, denominator=denominator, reading=reading).of(count)
    goal = Fraction(numerator, denominator) * count
    enough = (lambda given: given > goal) if reading == "more_than" else (lambda given: given >= goal)
    assert enough(needed)
    assert not enough(needed - 1)


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (-1, 2), (0, 0), (1, 0)])
def test_what_is_no_fraction_is_no_share(numerator, denominator):
    with pytest.raises(ValueError, match="not a share"):
        at_least(numerator, denominator)


def test_a_threshold_is_counted_of_all_members_or_of_those_present():
    quorum = at_least(2, 3)
    of_all = OpenVote(quorum=quorum, threshold=at_least(90, 100), counted_of="members")
    of_present = OpenVote(quorum=quorum, threshold=at_least(90, 100), counted_of="present")
    assert (of_all.needed(9, 8), of_present.needed(9, 8)) == (9, 8)


def test_a_director_signs_giay_khen_on_firm_ground_since_2024_only():
    before = RULES.in_force(Authority, date(2023, 12, 31), form="giay_khen")
    after = RULES.in_force(Authority, date(2024, 1, 1), form="giay_khen")
    assert ("director" in before.values.signatories, before.confirmed) == (True, False)
    assert ("director" in after.values.signatories, after.confirmed) == (True, True)
    assert "Điều 80 khoản 1" in after.citation


@pytest.mark.parametrize("day", [date(2004, 7, 1), date(2021, 5, 24), date(2024, 1, 1), date(2026, 11, 21)])
def test_a_director_never_signs_bang_khen(day):
    rule = RULES.in_force(Authority, day, form="bang_khen")
    assert rule.values.signatories == ("province_chair",)


@pytest.mark.parametrize("day", [date(2021, 5, 24), date(2026, 11, 21)])
def test_every_form_and_title_has_one_who_decides_it(day):
    signatories = {
        form: RULES.in_force(Authority, day, form=form).values.signatories for form in get_args(Form)
    }
    of_department = {"giay_khen", "lao_dong_tien_tien", "cstd_co_so", "tap_the_lao_dong_tien_tien"}
    of_state = {"cstd_toan_quoc", "co_thi_dua_chinh_phu"}
    assert {form for form, who in signatories.items() if who == ("director",)} == of_department
    assert {form for form, who in signatories.items() if who == ()} == of_state  # nobody signs these here
    assert {who for form, who in signatories.items() if form not in of_department | of_state} == {
        ("province_chair",)
    }


def test_nobody_has_authority_over_a_form_that_no_rule_names():
    with pytest.raises(RuleMissing):
        RULES.in_force(Authority, date(2021, 5, 24), form="huan_chuong")


def test_no_two_rules_of_this_context_meet_on_one_day():
    days = {rule.valid_from for rule in RULES.rules}
    for kind in KINDS.values():
        for rule in [rule for rule in RULES.rules if isinstance(rule.values, kind)]:
            for day in days:
                assert len([one for one in RULES.rules if one.id == rule.id and one.in_time(day)]) <= 1


def test_a_share_that_is_none_stops_the_loading_of_its_file(tmp_path):
    text = (FOLDER / "open-vote.yml").read_text(encoding="utf-8")
    (tmp_path / "open-vote.yml").write_text(text.replace("numerator: 2", "numerator: 4"), encoding="utf-8")
    with pytest.raises(WrongRule, match=r"open-vote.yml #1: not a share: 4/3"):
        load_rules(tmp_path, KINDS)


def test_each_pair_of_duties_says_what_follows_and_none_claims_more_than_was_found():
    found = {
        (rule.values.duty, rule.values.apart_from): rule.values.then
        for rule in RULES.every(Separation, date(2026, 1, 1))
    }
    assert found == {
        ("decide", "subject"): "refuse",
        ("decide", "chair"): "show",
        ("vote", "propose"): "flag",
        ("vote", "subject"): "refuse",
        ("vote", "recused"): "refuse",
    }
    for day in (date(2004, 7, 1), date(2023, 12, 31), date(2024, 1, 1)):
        rules = RULES.every(Separation, day)
        assert [rule.applies for rule in rules] == [
            {"duty": rule.values.duty, "apart_from": rule.values.apart_from} for rule in rules
        ]
        assert len(rules) == len(found)
        assert not any(rule.confirmed for rule in rules)
