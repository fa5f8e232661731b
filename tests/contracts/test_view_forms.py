"""Whoever changes what a view comes to gives it another form; otherwise a realm in use would keep the old documents."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from shared.settings import SERVICES
from sovang.examining.views import VIEWS as EXAMINED
from tests.contracts import view_forms


@pytest.fixture(scope="module")
def kept():
    return json.loads(view_forms.KEPT.read_text())


@pytest.fixture(scope="module")
def found(kept):
    return view_forms.outcomes(kept["events"])


def test_every_view_comes_to_what_is_written_down_for_its_form(found, kept):
    """Written down by `python -m tests.contracts.view_forms`, which also says whose form is to be raised."""
    assert found == kept["views"]


def test_whole_courses_and_every_services_views_are_looked_at(found, kept):
    assert kept["events"] == view_forms.lengths()
    assert {name.partition(".")[0] for name in found} == set(SERVICES)
    assert set(found) == {f"{service}.{view.name}" for service, views in EXAMINED.items() for view in views}
    assert len({one["digest"] for one in found.values()}) == len(found)


EACH_ONCE = {
    "audit.lines",
    "awards.councils",
    "awards.people",
    "nominations.honours",
    "nominations.conferences",
    "nominations.reviews",
    "nominations.pledges",
    "nominations.uptakes",
}
"""Views whose documents are of one event each, and never change."""


@pytest.mark.parametrize("name", sorted({name for name, *_ in view_forms.views()} - EACH_ONCE))
def test_documents_are_changed_too_and_not_begun_alone(name, kept):
    """A change of what happens to a document that is there would not be seen otherwise."""
    view, sources, read = next(found[1:] for found in view_forms.views() if found[0] == name)
    steps = Counter(key for key, _ in view_forms.touched(view, kept["events"], sources, read))
    assert max(steps.values()) > 1


def test_another_outcome_of_the_same_form_is_not_written_down(found, tmp_path, monkeypatch):
    kept = tmp_path / "view_forms.json"
    monkeypatch.setattr(view_forms, "KEPT", kept)
    assert view_forms.main() == 0
    before = kept.read_text()
    for form, code in ((found["audit.names"]["form"], 1), (found["audit.names"]["form"] + 1, 0)):
        changed = {**found, "audit.names": {"form": form, "digest": "0" * 64}}
        monkeypatch.setattr(view_forms, "outcomes", lambda _, changed=changed: changed)
        assert view_forms.main() == code
        assert (kept.read_text() == before) == (code == 1)
