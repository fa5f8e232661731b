"""What is sealed of a dossier goes with the person it put forward, and with nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application.answers import OneNomination
from services.nominations.application.subject_policies import key_of_case
from services.nominations.domain.drafting_messages import SaveDraft, WithdrawNomination
from shared.access import Caller, Grant
from shared.errors import TransientError
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, open_nomination
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_account_erasing import asks, erase, grants, react

READER = Caller(actor="user:thanh.tra", name="Thanh tra", grants=(Grant("inspector", "*"),))


@pytest.fixture
def context():
    """Two people are in the register, `s1` and `s2`."""
    context = MemoryContext()
    course.register(context)
    return context


def opens(context, nomination_id, **changes):
    own = {"nomination_id": nomination_id, "achievement_id": f"a-{nomination_id}"}
    context.do(replace(open_nomination(subject_id="s2"), **own, **changes), role="unit_clerk")


def withdraws(context, nomination_id):
    context.do(
        WithdrawNomination(nomination_id=nomination_id, reason="Xin rút", occurrence=done(date(2021, 5, 11))),
        role="unit_clerk",
    )


def saves(context, nomination_id, subject_id):
    draft = SaveDraft(
        nomination_id=nomination_id,
        subject_kind="individual",
        subject_id=subject_id,
        form="giay_khen",
        commendation_type="timely",
        basis_citation="mục V.3",
        achievement="Việc khác",
        occurrence=done(date(2021, 5, 10)),
    )
    context.do(draft, role="unit_clerk")


def told(context, nomination_id):
    return context.queries.table()["nomination"](OneNomination(nomination_id=nomination_id), READER).item


def test_texts_of_their_dossiers_are_erased_and_what_happened_stays(context):
    opens(context, "n-1")
    withdraws(context, "n-1")
    assert told(context, "n-1").achievement == "Rút ngắn thời gian"
    erase(context)
    react(context)
    gone = told(context, "n-1")
    assert (gone.achievement, gone.subject_name, gone.state) == (None, None, "withdrawn")


def test_dossiers_of_others_of_collectives_and_those_that_put_somebody_else_forward_now_stay(context):
    opens(context, "n-1", subject_id="s1")
    opens(context, "n-2", subject_kind="collective", subject_id="u1")
    opens(context, "n-3")
    saves(context, "n-3", "s1")
    erase(context)
    react(context)
    assert not context.keys.destroyed & {key_of_case(f"nomination-n-{number}") for number in (1, 2, 3)}
    assert told(context, "n-3").achievement == "Việc khác"


def test_a_list_of_dossiers_that_is_behind_is_waited_for(context):
    opens(context, "n-1")
    withdraws(context, "n-1")
    asks(context)
    grants(context)
    context.views["dossiers"].behind = True
    with pytest.raises(TransientError):
        react(context)
    assert "person-s2" in context.keys.destroyed  # that needs no list
    context.views["dossiers"].behind = False
    react(context)
    assert key_of_case("nomination-n-1") in context.keys.destroyed
