"""A long run passed only if it was long and everything happened and held."""

from __future__ import annotations

import pytest

from bench.verdict import shortfalls

FULL = {
    "faults": ["disk full", "process killed"],
    "injected": {"disk full": 1, "process killed": 7},
    "least_seconds": {"disk full": 30.0},
    "spans": {"disk full": 30.0, "process killed": 0.1},
    "outcomes": {"ok": 10_000, "failed": 9_990, "unknown": 10, "tries": 20_500},
    "became": {
        "changed": 7_000,
        "done already": 3_000,
        "refused and recorded": 7_000,
        "refused without a record": 2_990,
    },
    "load_seconds": 1200.0,
    "growth_judged": True,
    "broken": {},
}
SHORT = {
    "outcomes": {"ok": 6, "failed": 4, "unknown": 0, "tries": 11},
    "load_seconds": 9.0,
    "growth_judged": False,
}


def test_a_full_run_passes():
    assert not shortfalls(FULL, full=True)


def test_a_short_run_passes_as_such_and_not_as_a_full_one():
    assert not shortfalls(FULL | SHORT, full=False)
    assert len(shortfalls(FULL | SHORT, full=True)) == 3


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"injected": {"process killed": 7}}, "disk full was never injected"),
        ({"injected": {"process killed": 7, "disk full": 0}}, "disk full was never injected"),
        ({"spans": {"disk full": 29.9}}, "disk full lasted 29.9 s"),
        ({"spans": {}}, "disk full lasted 0.0 s"),
        ({"broken": {"lost 0": "3 are lost"}}, "lost 0: 3 are lost"),
        ({"outcomes": {"ok": 9_999, "failed": 10_001, "unknown": 0}}, "9999 of 20000 commands ended ok"),
        (
            {"became": {"changed": 7_000, "refused and recorded": 6_999, "done already": 6_001}},
            "13999 of 20000 commands changed something",
        ),
        ({"became": {}}, "0 of 20000 commands changed something"),
        ({"outcomes": {"ok": 9_999, "failed": 0, "unknown": 10_001}}, "9999 of 20000 commands ended ok"),
    ],
)
def test_what_any_run_must_have(change, told, full):
    assert shortfalls(FULL | change, full=full) == [told]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"load_seconds": 1199.9}, "the load lasted 1199.9 s instead of 1200 s"),
        ({"growth_judged": False}, "too few samples to judge growth by"),
        (
            {"outcomes": {"ok": 19_999, "failed": 0, "unknown": 0}},
            "19999 commands were given instead of 20000",
        ),
    ],
)
def test_what_a_full_run_must_have(change, told):
    assert shortfalls(FULL | change, full=True) == [told]
    assert not shortfalls(FULL | change, full=False)


def test_a_run_in_which_nothing_was_done_says_so():
    nothing = {
        "outcomes": {"ok": 0, "failed": 0, "unknown": 0},
        "injected": {},
        "broken": {"the run": "gone"},
    }
    assert "0 of 0 commands ended ok" in shortfalls(FULL | nothing, full=False)
