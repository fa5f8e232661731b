"""Two duties that met in one case: what follows is what the dated rule on the pair says."""

from __future__ import annotations

from datetime import date

import pytest

from shared.rules import DatedRule, RuleAmbiguous, RuleBook, RuleMissing
from shared.separation import Part, Separation, clashes

DAY = date(2025, 1, 1)


def rule(apart_from: str, then: str, number: int = 1, **changes) -> DatedRule[Separation]:
    options = {"valid_from": date(2020, 1, 1), **changes}
    return DatedRule(
        id=f"keep-from-{apart_from}",
        version=number,
        kind="separation",
        applies={"duty": "keep", "apart_from": apart_from},
        citation="Điều 1",
        confirmed=False,
        values=Separation(duty="keep", apart_from=apart_from, then=then),
        **options,
    )


BOOK = RuleBook(
    tuple(
        rule(name, then)
        for name, then in (("show", "show"), ("flag", "flag"), ("ask", "needs_person"), ("no", "refuse"))
    )
)


def part(duty: str) -> Part:
    return Part(duty=duty, code=f"code-{duty}", facts={"who": "an"})


def codes(flags):
    return [flag.code for flag in flags]


def test_who_has_no_other_part_meets_nothing():
    found = clashes(BOOK, DAY, "keep", [])
    assert (found.against, found.flags, found.shown) == ((), (), ())


def test_each_pair_leads_to_what_its_rule_says_and_what_weighs_most_comes_first():
    found = clashes(BOOK, DAY, "keep", map(part, ("show", "flag", "ask", "no")))
    assert codes(found.against) == ["code-no", "code-ask"]
    assert codes(found.flags) == ["code-flag"]
    assert [one.id for one in found.shown] == ["keep-from-show"]
    (flag,) = found.flags
    assert (flag.rule.rule, flag.rule.confirmed, flag.facts) == ("keep-from-flag/1", False, {"who": "an"})


def test_nobody_guesses_where_no_rule_or_more_than_one_speaks_of_the_pair():
    with pytest.raises(RuleMissing):
        clashes(BOOK, DAY, "keep", [part("other")])
    with pytest.raises(RuleMissing):
        clashes(BOOK, DAY, "spend", [part("no")])
    with pytest.raises(RuleMissing):
        clashes(BOOK, date(2019, 12, 31), "keep", [part("no")])
    with pytest.raises(RuleAmbiguous):
        clashes(RuleBook((*BOOK.rules, rule("no", "flag", 2))), DAY, "keep", [part("no")])


def test_every_rule_of_a_kind_in_force_on_a_day_is_listed_in_order():
    ended = rule("no", "flag", 2, valid_until=date(2021, 1, 1))
    book = RuleBook((ended, *BOOK.rules))
    assert book.every(Separation, DAY) == BOOK.rules
    assert book.every(Separation, date(2020, 6, 1)) == (ended, *BOOK.rules)
