"""A read model that stands still is seen to lag; one that has never begun to be kept is, too."""

from __future__ import annotations

import pytest

from shared.cursors import Cursors
from shared.keyring import Keyring
from shared.platform import open_platform
from shared.projecting import Projector
from shared.settings import SERVICES, load_settings
from shared.views import Generations
from sovang.working import all_roles
from tests.support.view_lags import SOURCES, view_lags

HEADS = {"nominations": 7, "awards": 5, "notifications": 0, "audit": 3, "ledger": 12}


def moved(database, view: str, generation: int, source: str, position: int) -> None:
    Cursors(Generations(database, view).database).move(f"view:{view}:{generation}:{source}", "e", 0, position)


@pytest.mark.parametrize("service", SERVICES)
def test_views_that_have_not_begun_lag_by_all_there_is(database, service):
    lags = view_lags(database, service, HEADS)
    assert sorted(lags.values()) == sorted(HEADS[source] for source in SOURCES[service].values())


def test_what_a_view_has_taken_counts(database):
    moved(database, "items", 1, "awards", 5)
    moved(database, "organisations", 1, "nominations", 3)
    assert view_lags(database, "awards", HEADS) == {
        "view:councils:1:awards in awards": 5,
        "view:items:1:awards in awards": 0,
        "view:awards:1:awards in awards": 5,
        "view:organisations:1:nominations in awards": 4,
        "view:people:1:nominations in awards": 7,
    }


def test_only_the_generation_in_use_counts(database):
    moved(database, "facts", 1, "nominations", 7)
    assert view_lags(database, "notifications", HEADS) == {"view:facts:1:nominations in notifications": 0}
    moved(database, "facts", 2, "nominations", 2)
    Generations(database, "facts").swap(1, 2, 1)
    assert view_lags(database, "notifications", HEADS) == {"view:facts:2:nominations in notifications": 5}


@pytest.mark.parametrize("service", SERVICES)
def test_every_projector_of_a_service_is_looked_at(mongo_uri, realm, tmp_path, service):
    settings = load_settings(environment={"SOVANG_HOME": str(tmp_path), "SOVANG_REALM": realm})
    Keyring(settings.keys).make_missing()
    platform = open_platform(settings, mongo_uri)
    try:
        found = {
            role.view.name: role.feed.source
            for role in all_roles([service], platform)
            if isinstance(role, Projector)
        }
    finally:
        platform.close()
    assert found == SOURCES[service]
