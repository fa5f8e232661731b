"""Clients mostly change something; now and then they ask for what was done or refused before; what became of it is counted."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from tests.builders.commands import AT_ONCE, some_commands
from tests.builders.office import Department
from tests.faults.history import Attempt, History

GROUND = Department(id="so", units=("phong",))


def asked(count, turns, recipients):
    cases = [[f"{kind}-{number}" for number in range(turns * AT_ONCE)] for kind in ("nháp", "kế hoạch")]
    return some_commands(random.Random(7), GROUND, *cases, count, recipients=recipients)


def case_of(command):
    return command.path.split("/")[4]


@pytest.mark.parametrize(("count", "turns"), [(600, 1), (2400, 2), (20_000, 17)])
def test_nine_of_ten_are_new_and_some_repeat_what_was_asked_for(count, turns):
    seen, repeated = set(), Counter()
    for command in asked(count, turns, 60):
        what = command.path.rpartition("/")[2]
        if what in ("send", "deliveries", "issue"):
            same = command.path, str(sorted(command.body.items(), key=str))
            repeated[what] += same in seen
            seen.add(same)
    assert 0 < repeated.total() < count / 10
    assert all(repeated[what] for what in ("send", "deliveries", "issue"))


def test_a_few_cases_at_a_time_are_what_all_want_to_change():
    given = asked(2400, 4, 60)
    for start in range(0, 2400, 600):
        for what in ("send", "issue"):
            cases = {case_of(one) for one in given[start : start + 600] if one.path.endswith(what)}
            assert len(cases) == AT_ONCE
    assert len({case_of(one) for one in given if one.path.endswith("send")}) == 4 * AT_ONCE


def test_what_became_of_commands_is_counted_by_their_own_commits():
    attempts = [
        Attempt(key="new", outcomes=("unknown", "ok")),
        Attempt(key="done by another", outcomes=("ok",)),
        Attempt(key="refusal", outcomes=("failed",)),
        Attempt(key="the same again", outcomes=("failed",)),
        Attempt(key="no answer", outcomes=("unknown",)),
    ]
    became = History(attempts=attempts, earlier=frozenset()).became({"new", "refusal", "somebody else's"})
    assert became == {
        "changed": 1,
        "done already": 1,
        "refused and recorded": 1,
        "refused without a record": 1,
    }
