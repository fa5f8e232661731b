"""Whatever a long list is asked for, an index leads to it: no combination of filters reads a whole read model."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from services.nominations.application.dossier_answers import DossiersAsked
from services.nominations.application.model_answers import ModelsAsked
from services.nominations.application.register_answers import PeopleAsked
from services.nominations.application.striving_answers import InitiativesAsked, RegisteredAsked
from services.nominations.application.views import VIEWS
from shared.access import Caller, Grant
from shared.endpoints import Page
from tests.unit.nominations import course
from tests.unit.nominations.context import MemoryContext

EVERYBODY = Caller(actor="user:x", name="X", grants=(Grant("inspector", "*"),))
LISTS = {
    "list-dossiers": (
        "dossiers",
        DossiersAsked,
        {
            "unit_id": "u1",
            "state": "returned",
            "year": 2021,
            "title_year": 2020,
            "form": "cstd_co_so",
            "subject_id": "s1",
            "holder_id": "so",
            "held": True,
        },
    ),
    "list-titles": (
        "titles",
        RegisteredAsked,
        {"unit_id": "u1", "subject_id": "s1", "title": "cstd_co_so", "year": 2021, "state": "withdrawn"},
    ),
    "list-initiatives": (
        "initiatives",
        InitiativesAsked,
        {
            "unit_id": "u1",
            "author_id": "s1",
            "year": 2021,
            "state": "applied",
            "level": "province",
            "reach": "state",
            "text": "số hóa",
        },
    ),
    "list-models": (
        "models",
        ModelsAsked,
        {
            "unit_id": "u1",
            "organisation_id": "so",
            "subject_id": "s1",
            "stage": "nurtured",
            "field": "toàn diện",
            "year": 2021,
            "overdue_on": date(2021, 7, 1),
            "text": "cải cách",
        },
    ),
    "list-people": (
        "people",
        PeopleAsked,
        {"organisation_id": "u1", "position": "staff", "on": date(2021, 3, 1), "text": "nguyen an"},
    ),
}
CASES = [
    (name, dict(some))
    for name, (_, _, filters) in LISTS.items()
    for size in range(1, len(filters) + 1)
    for some in combinations(filters.items(), size)
    if name != "list-people" or [key for key, _ in some] != ["on"]
]


@pytest.fixture(scope="module")
def context():
    context = MemoryContext()
    course.register(context)
    return context


def leads(context, name, filters, by=EVERYBODY):
    view, asked, _ = LISTS[name]
    rows, seen = context.views[view], []
    rows.newest = lambda among, _fits, **_page: seen.append(among) or Page([], None)
    try:
        context.queries.table()[name](asked(**filters), by)
    finally:
        del rows.newest
    (among,) = seen
    return view, [field for one in among for field in one]


@pytest.mark.parametrize(
    ("name", "filters"), CASES, ids=lambda one: "+".join(one) if isinstance(one, dict) else one
)
def test_every_combination_of_filters_is_led_by_one_index(context, name, filters):
    view, (field,) = leads(context, name, filters)
    indexes = next(one.indexes for one in VIEWS if one.name == view)
    assert (field, "at.nominations") in indexes


@pytest.mark.parametrize(
    ("name", "filters", "field"),
    [
        ("list-dossiers", {"subject_id": "s1", "unit_id": "u1", "form": "giay_khen"}, "subject_id"),
        ("list-dossiers", {"unit_id": "u1", "state": "returned"}, "scopes"),
        ("list-dossiers", {"form": "cstd_co_so", "title_year": 2020}, "form_year"),
        ("list-dossiers", {"held": True, "year": 2021}, "stands"),
        ("list-titles", {"subject_id": "s1", "unit_id": "u1"}, "subject_id"),
        ("list-titles", {"title": "cstd_co_so", "year": 2021, "state": "registered"}, "title_year"),
        ("list-titles", {"year": 2021, "state": "withdrawn"}, "state"),
        ("list-initiatives", {"text": "số hóa", "year": 2021}, "heads"),
        ("list-models", {"subject_id": "s1", "unit_id": "u1", "stage": "nurtured"}, "subject_id"),
        ("list-models", {"unit_id": "u1", "year": 2021}, "scopes"),
        ("list-models", {"overdue_on": date(2021, 7, 1), "stage": "nurtured"}, "may_be_overdue"),
        ("list-people", {"text": "nguyen an", "position": "staff"}, "marks"),
        ("list-people", {"text": "nguyen an", "organisation_id": "u1"}, "places"),
    ],
)
def test_the_one_that_leads_to_fewest_leads(context, name, filters, field):
    assert leads(context, name, filters) == (LISTS[name][0], [field])


@pytest.mark.parametrize("name", LISTS)
def test_without_a_filter_a_clerk_is_led_by_their_unit(context, name):
    clerk = Caller(actor="user:y", name="Y", grants=(Grant("unit_clerk", "u1"),))
    (field,) = leads(context, name, {}, clerk)[1]
    assert field in {"scopes", "places"}
    assert leads(context, name, {})[1] == []
