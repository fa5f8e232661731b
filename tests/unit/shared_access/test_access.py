"""Grants, permissions and the check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shared.access import Caller, Grant, authorise, is_live, load_permissions
from shared.errors import Forbidden
from shared.lineage import Tree
from shared.settings import SERVICES
from sovang.permissions import permission_rows, unknown_roles

PERMISSIONS = {"plan.issue": frozenset({"office", "director"}), "plan.read": frozenset({"inspector"})}


def caller(*grants: tuple[str, str]) -> Caller:
    return Caller(actor="user:lan", name="Lan", grants=tuple(Grant(*each) for each in grants))


def test_a_role_that_has_the_permission_is_given_back():
    assert authorise(caller(("office", "dept")), "plan.issue", PERMISSIONS) == "office"


def test_a_role_without_the_permission_is_forbidden():
    with pytest.raises(Forbidden) as refused:
        authorise(caller(("inspector", "*")), "plan.issue", PERMISSIONS)
    assert refused.value.facts == {"permission": "plan.issue"}


def test_an_unknown_permission_is_given_to_nobody():
    with pytest.raises(Forbidden):
        authorise(caller(("office", "*")), "plan.burn", PERMISSIONS)


def test_a_caller_without_grants_is_forbidden():
    with pytest.raises(Forbidden):
        authorise(caller(), "plan.issue", PERMISSIONS)


@pytest.mark.parametrize("scope", ["dept", "*"])
def test_a_grant_reaches_its_own_scope_and_everywhere_reaches_all(scope):
    assert authorise(caller(("office", scope)), "plan.issue", PERMISSIONS, "dept") == "office"


def test_a_grant_elsewhere_does_not_reach():
    with pytest.raises(Forbidden):
        authorise(caller(("office", "other")), "plan.issue", PERMISSIONS, "dept")


def test_the_grant_that_reaches_decides_the_role():
    both = caller(("office", "other"), ("director", "dept"))
    assert authorise(both, "plan.issue", PERMISSIONS, "dept") == "director"


def test_only_a_grant_everywhere_reaches_everywhere():
    with pytest.raises(Forbidden):
        authorise(caller(("office", "dept")), "plan.issue", PERMISSIONS, "*")


def test_an_identity_is_the_actor_without_its_kind():
    assert caller().identity == "lan"


def test_permissions_are_read_from_a_file(tmp_path):
    file = tmp_path / "permissions.yml"
    file.write_text("plan.issue: [office, director]\nplan.burn: []\n", encoding="utf-8")
    assert load_permissions(file) == {"plan.issue": {"office", "director"}, "plan.burn": set()}


@pytest.mark.parametrize("text", ["- a\n", "plan.issue: office\n", "plan.issue: [1]\n", ""])
def test_a_file_that_is_no_table_of_permissions_is_refused_by_name(tmp_path, text):
    file = tmp_path / "permissions.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"permissions\.yml"):
        load_permissions(file)


YESTERDAY, TODAY, TOMORROW = date(2026, 3, 24), date(2026, 3, 25), date(2026, 3, 26)


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "counts"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (YESTERDAY, TOMORROW, True),
        (None, YESTERDAY, False),
        (YESTERDAY, YESTERDAY, False),
        (TOMORROW, None, False),
        (None, TODAY, True),
        (TODAY, None, True),
    ],
)
def test_a_grant_counts_from_its_first_day_to_its_last(begins_on, ends_on, counts):
    grant = Grant("office", "dept", begins_on, ends_on)
    assert grant.in_force(TODAY) is counts
    held = Caller(actor="user:lan", name="Lan", grants=(grant, Grant("inspector", "*"))).on(TODAY)
    assert (grant in held.grants) is counts
    assert Grant("inspector", "*") in held.grants


def test_a_grant_reaches_below_its_organisation_and_not_above_it():
    lineage = Tree(lambda one: {"unit": ["dept"], "dept": ["province"]}.get(one, ()), lambda _some: [])
    held = replace(caller(("office", "dept")), lineage=lineage)
    assert authorise(held, "plan.issue", PERMISSIONS, "unit") == "office"
    for beyond in ("province", "other", "*"):
        with pytest.raises(Forbidden):
            authorise(held, "plan.issue", PERMISSIONS, beyond)


def test_every_organisation_named_must_be_reached_and_the_first_decides_the_role():
    both = caller(("office", "other"), ("director", "dept"))
    assert authorise(both, "plan.issue", PERMISSIONS, None, "dept", "other") == "director"
    assert authorise(both, "plan.issue", PERMISSIONS, "other", "dept") == "office"
    with pytest.raises(Forbidden):
        authorise(both, "plan.issue", PERMISSIONS, "dept", "third")


def test_only_a_person_has_an_account():
    assert caller().is_person
    assert not Caller(actor="service:awards", name="awards", grants=()).is_person


def test_a_table_says_which_permissions_are_judged_live(tmp_path):
    file = tmp_path / "permissions.yml"
    file.write_text("vote.cast: {roles: [member], live: true}\nvote.read: [member]\n", encoding="utf-8")
    table = load_permissions(file)
    assert dict(table) == {"vote.cast": frozenset({"member"}), "vote.read": frozenset({"member"})}
    assert is_live(table, "vote.cast")
    assert not is_live(table, "vote.read")
    assert not is_live(dict(table), "vote.cast")


@pytest.mark.parametrize(
    "row", ["{roles: [member]}", "{roles: [member], live: maybe}", "{live: true}", "{roles: 7, live: true}"]
)
def test_a_row_of_another_form_is_not_read(tmp_path, row):
    file = tmp_path / "permissions.yml"
    file.write_text(f"vote.cast: {row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"vote\.cast"):
        load_permissions(file)


def test_votes_and_decisions_are_judged_live():
    live = {row.permission for row in permission_rows() if row.live}
    assert {"vote.cast", "award.decide", "award.grant", "selection.choose", "grant.give"} <= live


def test_every_role_of_every_table_is_one_that_there_is():
    rows = permission_rows()
    assert {row.service for row in rows} == set(SERVICES)
    assert unknown_roles(rows) == []
    slip = replace(rows[0], roles=("offfice",))
    assert unknown_roles([*rows, slip]) == ["offfice"]
