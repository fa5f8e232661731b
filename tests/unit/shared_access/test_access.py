"""Grants, permissions and the check."""

from __future__ import annotations

import pytest

from shared.access import Caller, Grant, authorise, load_permissions
from shared.errors import Forbidden

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
