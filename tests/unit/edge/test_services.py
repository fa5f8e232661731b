"""Each real service's tables fit the edge: forms, routes and documents can be made of them."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from shared.clock import local_date, system_clock
from shared.edge.docs import render
from shared.edge.router import Router
from shared.edge.routes import routes_of
from shared.openapi import document
from shared.settings import SERVICES
from tests.unit.edge.real_desks import real_desk


@pytest.fixture(params=SERVICES)
def served(request, tmp_path):
    with real_desk(request.param, tmp_path) as desk:
        yield desk


def test_the_application_offers_what_its_tables_list(served):
    tables = import_module(f"services.{served.app.name}.adapters.endpoints")
    assert list(served.app.commands) == list(tables.COMMANDS)
    assert list(served.app.queries) == list(tables.QUERIES)
    assert list(served.app.actions) == list(tables.ACTIONS)


def test_names_and_addresses_are_unique(served):
    app = served.app
    names = [each.name.replace("-", "_") for each in (*app.commands, *app.queries, *app.actions)]
    assert len(set(names)) == len(names)
    routes = routes_of(served)
    assert len({(route.method, route.path) for route in routes}) == len(routes)
    router: Router[str] = Router()
    for route in routes:
        router.add(route.method, route.path, route.name)


def test_every_permission_asked_for_is_in_the_table(served):
    app = served.app
    asked = {each.permission for each in (*app.commands, *app.queries, *app.actions)} - {None}
    assert not asked - app.permissions.keys()
    if any(hasattr(each.command, "occurrence") for each in app.commands):
        assert app.permissions["act.record"]


def test_the_document_is_valid_and_its_examples_are_accepted(served):
    described = json.loads(json.dumps(document(served.app)))
    OpenAPIV31SpecValidator(described).validate()
    for endpoint in served.app.commands:
        form = served.commands[endpoint.name]
        operation = described["paths"][f"/api/{served.app.name}{endpoint.path}"]["post"]
        example = operation["requestBody"]["content"]["application/json"]["example"]
        chosen = {
            one["name"]: one["schema"]["enum"][0]
            for one in operation.get("parameters", ())
            if one["in"] == "path" and "enum" in one["schema"]
        }
        payload = {**example, **dict.fromkeys(form.in_path, "x1"), **chosen}
        assert form.command(payload, actor="user:a", key="k", today=local_date(system_clock()))


def test_the_page_can_be_read(served):
    assert f'id="{served.app.name}"' in render([served])
