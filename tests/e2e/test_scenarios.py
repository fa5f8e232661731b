"""
Each scenario of the sources ends as in the source; its twin, whose inputs are others, in none of the source's figures.

And for each figure there is a twin in which its inputs are others, and that figure becomes what it then must.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sovang.scenario import FOLDER, load_scenario
from tests.support.ports import free_port
from tests.support.records import require_sound, settle
from tests.support.system import System, running

PLAYED_SECONDS = 600.0
NAMES = ("s000", "s001", "s004")


@pytest.fixture(scope="module")
def system(server_folder: Callable[[str], Path]) -> Iterator[System]:
    with running(System(server_folder("scenarios"), free_port())) as started:
        yield started


def found(system: System, name: str, code: int) -> dict[str, bool]:
    """For each figure of the scenario whether it is the source's."""
    played = system.program("scenario", "run", name, "--json", seconds=PLAYED_SECONDS)
    assert played.returncode == code, (played.stdout + played.stderr)[-3000:]
    return {one["figure"]: one["found"] == one["equals"] for one in json.loads(played.stdout)["figures"]}


@pytest.mark.parametrize("name", [*NAMES, "s002"])
def test_it_ends_as_in_the_source(system, name):
    figures = found(system, name, 0)
    assert figures.keys() == {one.name for one in load_scenario(FOLDER / f"{name}.yaml").expected}
    assert all(figures.values())


@pytest.mark.parametrize("name", NAMES)
def test_its_twin_has_none_of_the_figures_that_the_source_gives(system, name):
    figures = found(system, f"{name}-twin", 1)
    of_the_source = {one.name for one in load_scenario(FOLDER / f"{name}.yaml").expected if not one.invented}
    assert of_the_source
    assert {figure for figure in of_the_source if figures[figure]} == set()


@pytest.mark.parametrize("name", [*NAMES, "s002"])
def test_each_figure_that_names_a_source_becomes_another_with_other_inputs(system, name):
    played = system.program("scenario", "twins", name, "--json", seconds=PLAYED_SECONDS)
    assert played.returncode == 0, (played.stdout + played.stderr)[-3000:]
    twins = json.loads(played.stdout)["twins"]
    assert {one["figure"]: one["found"] for one in twins if one["found"] == one["source"]} == {}
    assert [one for one in twins if one["found"] != one["becomes"]] == []
    given = {one.name for one in load_scenario(FOLDER / f"{name}.yaml").expected if one.source}
    assert {one["figure"] for one in twins} == given


def test_one_figure_is_asked_for_by_name_and_told_to_people(system):
    one = system.program("scenario", "twins", "s004", "duties")
    assert one.returncode == 0, one.stdout + one.stderr
    assert "4 → 3" in one.stdout
    none = system.program("scenario", "twins", "s004", "khong-co")
    assert none.returncode not in (0, 1)
    assert "No twin of khong-co" in none.stdout + none.stderr


def test_the_ledger_is_sound_after_all_of_them(system):
    settle(system)
    require_sound(system)
