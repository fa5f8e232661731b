"""The page that tells of the last long run tells what is kept of it."""

from __future__ import annotations

import json

import pytest

from bench import shown

RESULT = {
    "about": {"date": "2026-01-02T00:00:00.000Z", "commit": "abc"},
    "passed": True,
    "short_of": [],
    "mixture": {
        "seed": 7,
        "faults": ["disk full", "process killed", "broker wiped"],
        "outcomes": {"ok": 7, "failed": 2, "unknown": 1, "tries": 12},
        "injected": {"process killed": 2, "disk full": 1},
        "not_injected": {"disk full": 3},
        "spans": {"process killed": 29.5, "disk full": 3.0},
        "history": {"commits": 20, "events": 31, "entries": 30},
        "became": {"changed": 6, "done already": 1},
        "load_seconds": 130.0,
    },
    "parts": [
        {
            "what": "broker away",
            "passed": True,
            "counts": {"seconds": 60},
            "measured": {"seconds to catch up": "4.5"},
        }
    ],
}
BROKEN = {
    "about": RESULT["about"],
    "breakages": {
        "a": {"caught": True, "control": {}},
        "b": {"caught": False, "control": {"lost 0": "3 are lost"}},
        "c": {"caught": True},
    },
}
TOLD = """<!-- written by make soak -->
Last long run: 2026-01-02T00:00:00.000Z, commit abc, seed 7: 10 commands in 2.2 minutes (7 ok, 2 failed, 1 unknown; 12 tries; 6 changed; 1 done already), history of 20 commits, 31 events, 30 entries. PASSED.

| Fault | Injected | Not injected | Longest, s |
|---|---|---|---|
| broker wiped | 0 | 0 | – |
| disk full | 1 | 3 | 3.0 |
| process killed | 2 | 0 | 29.5 |

- broker away: passed (60 seconds, 4.5 seconds to catch up)

Last run over code broken on purpose: 2026-01-02T00:00:00.000Z, commit abc: a found out (sound code: nothing found), b NOT FOUND OUT (sound code: NOT SOUND: lost 0: 3 are lost), c found out.
<!-- up to here -->"""


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Writes a result or the breakages, in place of those that are kept."""
    for name in ("RESULT", "BROKEN"):
        monkeypatch.setattr(shown, name, tmp_path / f"{name}.json")
    monkeypatch.setattr(shown, "PAGE", tmp_path / "acceptance.md")

    def keep(**contents):
        for name, content in contents.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")

    return keep


def test_the_page_shows_the_result_that_is_kept():
    assert shown.PAGE.read_text(encoding="utf-8").count(shown.block()) == 1


def test_without_a_result_the_page_says_so(kept):
    assert shown.block().count("none is kept yet.") == 2


def test_a_new_result_replaces_the_block_and_nothing_else(kept):
    shown.PAGE.write_text(f"# Acceptance\n\n{shown.block()}\n\nmore\n", encoding="utf-8")
    kept(RESULT=RESULT, BROKEN=BROKEN)
    for _ in range(2):
        shown.show()
        assert shown.PAGE.read_text(encoding="utf-8") == f"# Acceptance\n\n{TOLD}\n\nmore\n"


def test_what_a_run_falls_short_of_is_said_in_one_line(kept):
    kept(RESULT=RESULT | {"passed": False, "short_of": ["lost 0: 3 are\nlost", "x | y <!--"]})
    assert "30 entries. NOT PASSED: lost 0: 3 are lost; x / y ‹!--." in shown.block()


def test_a_run_that_was_stopped_at_once_is_shown_too(kept):
    nothing = {"injected": {}, "not_injected": {}, "spans": {}, "history": {}, "load_seconds": 0.0}
    ends = {"ok": 0, "failed": 0, "unknown": 0, "tries": 0}
    stopped = RESULT["mixture"] | nothing | {"outcomes": ends}
    kept(RESULT=RESULT | {"passed": False, "short_of": ["the run: gone"], "mixture": stopped, "parts": []})
    assert "0 commands in 0.0 minutes" in shown.block()
