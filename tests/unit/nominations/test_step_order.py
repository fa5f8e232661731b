"""What is asked for before its turn: refused with the rule of the day, on paper flagged with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.order import out_of_order
from services.nominations.domain.plan_messages import IssuePlan, RecordDelivery
from shared.errors import Rejected
from shared.rules import RuleBook
from shared.steporder import NO_ORDER, StepOrder, order_of
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, draft, on_paper
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_task import complete

RULES = rule_book()
RULE = RULES.in_force(StepOrder, date(2021, 5, 1))
FLAGGING = RuleBook((replace(RULE, values=StepOrder(then="flag")),))
DAY = date(2021, 5, 1)


def asked(occurrence, rules=RULES):
    return complete(occurrence=occurrence, rules=rules)


def test_what_is_only_now_to_be_done_is_refused_with_its_ground():
    with pytest.raises(Rejected) as caught:
        out_of_order(asked(done(DAY)), "nomination-not-open")
    assert (caught.value.code, caught.value.citation) == ("nomination-not-open", RULE.citation)


def test_on_paper_it_is_flagged_by_the_name_that_events_have_always_called_the_rule_by():
    flag = out_of_order(asked(on_paper(DAY)), "plan-not-sent", recipient_id="ban")
    assert (flag.code, flag.facts) == ("plan-not-sent", {"recipient_id": "ban"})
    assert (flag.rule.rule, flag.rule.confirmed) == ("order/1", False)


def test_where_the_rule_says_so_it_is_only_flagged():
    assert out_of_order(asked(done(DAY), FLAGGING), "plan-not-sent").rule == RULE.use


@pytest.mark.parametrize("rules", [RuleBook(()), RULES])
def test_on_a_day_without_a_rule_nobody_guesses_that_it_may_be_done(rules):
    before = date(2004, 6, 30)
    with pytest.raises(Rejected) as caught:
        out_of_order(asked(done(before), rules), "plan-not-sent")
    assert (caught.value.code, caught.value.citation) == ("plan-not-sent", "")
    assert out_of_order(asked(on_paper(before), rules), "plan-not-sent").rule == NO_ORDER
    assert order_of(asked(done(before), rules)) == NO_ORDER
    assert order_of(asked(done(DAY))) == RULE.use


def test_every_command_that_has_its_turn_is_given_the_rules():
    context = MemoryContext()
    course.register(context)
    context.do(draft())
    issue = IssuePlan(
        plan_id="p1", number="12/KH-SCT", dated=DAY, signatory_role="director", occurrence=done(DAY)
    )
    context.do(issue, role="director")
    late = RecordDelivery(
        plan_id="p1", recipient_id="r1", delivered_on=DAY, receipt="Sổ", occurrence=on_paper(DAY)
    )
    context.do(late)
    (flag,) = context.recorded()[-1].event.act.broken
    assert (flag.code, flag.rule) == ("plan-not-sent", RULE.use)
