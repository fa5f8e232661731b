"""One achievement, as many dossiers as the rule of the day lets propose it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.dossier_rules import OneAward
from services.nominations.domain.nomination import nomination
from services.nominations.domain.nomination_messages import SubmitNomination
from services.nominations.domain.obstacles import obstructed
from shared.acts import ActRefused
from shared.rules import DatedRule, RuleBook
from tests.unit.nominations import test_nomination as plain
from tests.unit.nominations.builders import nomination_opened

OPENED = nomination.fold([nomination_opened()])


def submitted(most):
    """What is left of a submission of an achievement that another dossier holds, when *most* dossiers may."""
    rule = DatedRule(
        id="one-award",
        version=1,
        kind="one_award",
        valid_from=date(2004, 7, 1),
        citation="Luật Thi đua, khen thưởng",
        confirmed=False,
        values=OneAward(most=most),
    )
    command = SubmitNomination(nomination_id="n1", occurrence=plain.DAY)
    claimed = replace(command, claimed_by="n0", rules=RuleBook((rule,)))
    return obstructed(claimed, OPENED, ["what it brings about"])


def test_where_one_dossier_may_another_is_refused_under_that_rule():
    (refused,) = submitted(most=1)
    assert isinstance(refused, ActRefused)
    assert (refused.code, refused.act.rules[0].rule) == ("achievement-claimed", "one-award/1")


@pytest.mark.parametrize("most", [2, 3])
def test_where_several_may_another_is_no_obstacle(most):
    assert submitted(most) == ["what it brings about"]
