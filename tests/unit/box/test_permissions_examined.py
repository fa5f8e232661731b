"""What the doctor says of roles and permissions."""

from __future__ import annotations

from shared.settings import load_settings
from sovang.examining.findings import State
from sovang.examining.permissions import examine_permissions
from sovang.permissions import PermissionRow, unknown_roles


def test_the_doctor_tells_who_may_do_what_and_finds_nothing_wrong_in_what_is_shipped(tmp_path):
    findings = list(examine_permissions(load_settings(environment={"SOVANG_HOME": str(tmp_path)})))

    assert {one.state for one in findings} == {State.OK}
    told = {one.what.en for one in findings}
    assert "awards award.decide: director (asked for when used)" in told
    assert any(one.startswith("nominations plan.issue: ") for one in told)


def test_a_role_that_nobody_can_have_is_named():
    row = PermissionRow(service="awards", permission="award.decide", roles=("direktor",), live=True)

    assert unknown_roles([row]) == ["direktor"]
