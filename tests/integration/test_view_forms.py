"""A read model whose projection changed says that it is to be rebuilt; one of a later version is left alone."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from shared.common_views import POINTERS_SECONDS, CommonViews
from shared.feed import LocalFeed
from shared.projecting import Projector
from shared.rebuilding import rebuild
from shared.roles import StandBy
from shared.settings import SERVICES, load_settings
from shared.views import VIEWS, Generations
from sovang.examining.views import VIEWS as EXAMINED
from sovang.examining.views import examine_views
from tests.builders.numbered import NumberedHistory
from tests.builders.projected import NOTES, decode, everything, running, write_some
from tests.support.beside import ROOT
from tests.support.waiting import until

LATER = replace(NOTES, form=2, project=lambda _, recorded: {"told": recorded.event["data"]["note"]})


@pytest.fixture
def history(database):
    return NumberedHistory(database)


@pytest.fixture
def generations(database):
    return Generations(database, "notes")


@pytest.fixture
def project(database):
    """A projector of a version of the view."""
    return lambda view: Projector("samples", view, LocalFeed("samples", database), database, decode)


@pytest.fixture
def grown(history, project):
    """The view of the first form, up to date."""
    write_some(history)
    projector = project(NOTES)
    with running(projector):
        until(lambda: projector.progress(1) == ("e-1", history.end))


def warned(logs):
    return [(one["view"], one["form"], one["run"]) for one in logs if one["event"] == "view of an older form"]


def test_a_new_realm_notes_the_form_of_its_version(history, generations, project):
    projector = project(LATER)
    with running(projector), capture_logs() as logs:
        until(lambda: generations.in_use() == (1, 2))
        write_some(history)
        until(lambda: projector.progress(1)[1] == history.end)
    assert warned(logs) == []


def test_whoever_keeps_an_older_form_goes_on_and_says_once_what_to_run(grown, history, generations, project):
    projector = project(LATER)
    with capture_logs() as logs, running(projector):
        history.write("sample-0", "after")
        until(lambda: projector.progress(1)[1] == history.end)
        until(lambda: warned(logs))
    assert warned(logs) == [("notes", 1, "sovang rebuild samples notes")]
    assert generations.in_use() == (1, 1)


def test_a_rebuild_makes_and_notes_the_own_form(grown, generations, project, database):
    rebuild([project(LATER)])
    assert generations.in_use() == (2, 2)
    assert all("told" in one for one in everything(database).values())
    projector = project(LATER)
    with capture_logs() as logs, running(projector):
        until(lambda: projector.progress(2) == projector.feed.head())
    assert warned(logs) == []


def test_one_from_before_forms_were_noted_is_of_the_first(grown, generations, project, history):
    generations.database[VIEWS].delete_many({})
    first, later = project(NOTES), project(LATER)
    with capture_logs() as logs, running(first):
        history.write("sample-0", "after")
        until(lambda: first.progress(1)[1] == history.end)
    assert (generations.in_use(), warned(logs)) == ((1, None), [])
    with capture_logs() as logs, running(later):
        until(lambda: warned(logs))


def test_a_later_versions_view_is_left_alone_by_an_older_one(grown, history, project, database):
    rebuild([project(LATER)])
    history.write("sample-0", "after")
    before = everything(database)
    with pytest.raises(StandBy, match="form 2"):
        project(NOTES).run(threading.Event())
    assert everything(database) == before


def test_an_older_version_at_work_stands_by_once_a_later_one_has_swapped(grown, history, project, database):
    older = project(NOTES)

    def overtake():
        until(lambda: older.progress(1)[1] == history.end)
        rebuild([project(LATER)])

    later = threading.Thread(target=overtake)
    later.start()
    with pytest.raises(StandBy, match="form 2"):
        older.run(threading.Event())
    later.join()
    assert all("told" in one for one in everything(database).values())


def test_the_doctor_names_each_that_is_older_or_later_and_what_to_run(mongo, mongo_uri, realm, tmp_path):
    known = {"MONGO_URI": mongo_uri, "SOVANG_REALM": realm, "SOVANG_HOME": str(tmp_path)}
    settings = load_settings(ROOT / "config.yml", known)
    views = {service: {view.name: view.form for view in some} for service, some in EXAMINED.items()}
    assert views.keys() == set(SERVICES)
    for service, some in views.items():
        for name, form in some.items():
            Generations(mongo[settings.database_name(service)], name).begin(form)
    assert [one.state for one in examine_views(settings)] == ["ok"] * len(SERVICES)

    models = Generations(mongo[settings.database_name("nominations")], "models")
    models.swap(1, 2, 1)
    lines = Generations(mongo[settings.database_name("audit")], "lines")
    lines.swap(1, 2, 9)
    told = [one.what.en for one in examine_views(settings) if one.state != "ok"]
    assert len(told) == 2
    assert "models has the form 1" in told[0]
    assert "lines has the form 9 of a later version" in told[1]


def test_projectors_side_by_side_look_at_the_pointers_together_and_follow_a_swap(
    history, database, generations
):
    write_some(history)
    common, asked = CommonViews(database), []
    pointers = common._pointers
    common._pointers = SimpleNamespace(find=lambda: (asked.append(1), pointers.find())[1])
    feed = LocalFeed("samples", database)
    views = [NOTES, *(replace(NOTES, name=f"notes_{number}") for number in range(5))]
    projectors = [Projector("samples", view, feed, database, decode, common=common) for view in views]
    with running(*projectors):
        began = time.monotonic()
        until(lambda: all(one.progress(1) == ("e-1", history.end) for one in projectors))
        rebuild([Projector("samples", NOTES, feed, database, decode)])
        history.write("sample-a", "after")
        until(lambda: projectors[0].progress(2) == ("e-1", history.end))
        until(lambda: projectors[1].progress(1) == ("e-1", history.end))
        assert len(asked) <= 2 + (time.monotonic() - began) / POINTERS_SECONDS
    assert generations.current() == 2
