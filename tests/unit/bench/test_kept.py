"""What is kept of measurements: part by part, each with what it was taken on."""

from __future__ import annotations

from bench.figures import against, shown
from bench.kept import RESULTS, figures, keep, read

FORM = ["figure", "value", "unit", "reference", "reference_value", "ratio", "goal", "met"]
APPEND = against("append", 50.0, "appends/s", "insert_one", 100.0, 0.9)
MEMORY = shown("memory", 12.34, "MiB")


def test_each_figure_stands_in_the_agreed_form_beside_what_it_was_taken_on(tmp_path):
    path = tmp_path / "build" / "bench.json"
    keep(path, "store", {"commit": "abc"}, [APPEND, MEMORY])
    assert [(about["commit"], list(one), one["met"]) for about, one in figures(path)] == [
        ("abc", FORM, False),
        ("abc", FORM, True),
    ]


def test_a_part_measured_anew_takes_the_place_of_what_was_kept_of_it_and_of_nothing_else(tmp_path):
    path = tmp_path / "results.json"
    keep(path, "store", {"commit": "abc"}, [APPEND])
    keep(path, "ceiling", {"commit": "abc"}, [MEMORY])
    keep(path, "store", {"commit": "def"}, [], failed="no server")
    kept = read(path)
    assert [one["figure"] for one in kept["ceiling"]["figures"]] == ["memory"]
    assert kept["ceiling"]["about"] == {"commit": "abc"}
    assert kept["store"] == {"about": {"commit": "def"}, "figures": [], "failed": "no server"}


def test_what_is_kept_here_is_in_that_form():
    assert all(list(one) == FORM and about["commit"] for about, one in figures(RESULTS))
