"""Who answers for a registered model: typed on the unit's page where the plan asks for it, and the model's head from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application.model_answers import ModelsAsked, OneModel
from services.nominations.domain.detection_messages import ResponsibleHeadNamed, TakeUpModel
from services.nominations.domain.obligation import Obligation
from services.nominations.domain.person_messages import EndPosition
from services.nominations.domain.plan_messages import IssuePlan
from shared.access import Caller, Grant
from tests.unit.nominations import course
from tests.unit.nominations.builders import OBLIGATIONS, done, draft, model, submit
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.entry_course import registered, rows, stored
from tests.unit.nominations.exemplary import RegisterPerson

INSPECTOR = Caller(actor="user:x", name="X", grants=(Grant("inspector", "*"),))
ASKED = Obligation(kind="model_head", citation="mục II.2")
HEAD = "Đỗ Văn Trưởng"


def take_up(**changes):
    command = TakeUpModel(
        plan_id="p1", unit_id="u1", entry="m1", detected_by="Văn phòng", account="Tận tụy", occurrence=done()
    )
    return replace(command, **changes)


@pytest.fixture
def context():
    """A plan that asks for heads; `t1` heads the unit `u1`, which registered `m1` under them."""
    context = MemoryContext()
    course.register(context)
    member = RegisterPerson(
        person_id="t1",
        name=HEAD,
        organisation_id="u1",
        position="head",
        position_since=date(2020, 1, 1),
        occurrence=done(),
    )
    context.do(member, role="administrator")
    context.do(draft(obligations=(*OBLIGATIONS, ASKED)))
    issued = IssuePlan(
        plan_id="p1",
        number="12/KH-SCT",
        dated=date(2021, 1, 20),
        signatory_role="director",
        occurrence=done(date(2021, 1, 20)),
    )
    context.do(issued, role="director")
    context.do(submit(models=(model(1, head_id="t1"),)), role="unit_clerk")
    return context


def ask(context, name, asked):
    return context.queries.table()[name](asked, INSPECTOR)


def the_model(context):
    (row,) = ask(context, "list-models", ModelsAsked()).items
    return ask(context, "model", OneModel(model_id=row.model_id)).item


def test_whoever_the_list_names_is_the_models_head_once_it_is_taken_up(context):
    context.do(take_up(), role="unit_clerk")
    assert the_model(context).head == "t1"
    assert context.do(take_up(), role="unit_clerk").version == 2  # detected, then named: nothing more
    named = [one.event for one in context.recorded() if isinstance(one.event, ResponsibleHeadNamed)]
    assert [(one.person_id, one.act.broken) for one in named] == [("t1", ())]


def test_whoever_left_before_it_is_taken_up_is_not_named(context):
    left = date(2021, 3, 16)
    context.do(
        EndPosition(person_id="t1", organisation_id="u1", since=left, occurrence=done(left)),
        role="administrator",
    )
    context.do(take_up(occurrence=done(date(2021, 4, 1))), role="unit_clerk")
    assert the_model(context).head is None


@pytest.fixture
def site():
    """The department's plan asks for heads; the clerk of a unit is signed in, whose head is on record."""
    site = registered(obligations=[{"kind": "model_head", "citation": "mục II.2"}])
    person = {
        "name": HEAD,
        "organisation_id": site.ids["u1"],
        "position": "head",
        "position_since": "2020-01-01",
    }
    site.ids["head"] = site.do("register-person", person, by="root").identity
    return site


def test_the_head_is_typed_beside_the_model_and_shown(site):
    page = site.get(site.list)
    assert "Người đứng đầu chịu trách nhiệm" in page.text
    typed = {**rows("Nguyễn Thị An"), "head__1": "do van truong"}
    page = site.send(page, site.list, button="send", **typed)
    assert "Đã gửi danh sách đăng ký." in page.text
    assert [one.head_id for one in stored(site).models] == [site.ids["head"]]
    assert HEAD in page.text


def test_without_one_the_rule_is_said_and_what_was_typed_stays(site):
    page = site.send(site.get(site.list), site.list, 409, button="send", **rows("Nguyễn Thị An"))
    assert "Có 1 điển hình không nêu người đứng đầu chịu trách nhiệm." in page.text
    assert ("subject", "Nguyễn Thị An") in page.fields(site.list)
    page = site.send(page, site.list, button="send", head__1=HEAD)
    assert "Đã gửi danh sách đăng ký." in page.text


def test_a_name_that_is_nobodys_is_said_at_its_field(site):
    typed = {**rows("Nguyễn Thị An"), "head__1": "Không Có Ai"}
    page = site.send(site.get(site.list), site.list, 400, button="send", **typed)
    assert 'id="head-1"' in page.html
    assert 'aria-describedby="head-1-hint head-1-fault"' in page.html
    assert stored(site).state == "none"


def test_pasted_cells_may_name_the_head_last(site):
    cells = f"Nguyễn Thị An\t\tThi đua thực hiện văn hóa công sở\ttoàn diện\t\t{HEAD}\n"
    page = site.send(site.get(site.list), site.list, button="paste", cells=cells)
    assert ("head", HEAD) in page.fields(site.list)


def test_where_no_plan_asks_for_it_the_page_has_no_such_field():
    site = registered()
    assert "Người đứng đầu chịu trách nhiệm" not in site.get(site.list).text.partition("Dán từ Excel")[0]
