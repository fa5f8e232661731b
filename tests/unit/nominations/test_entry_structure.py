"""How the pages of data entry are built: for readers without eyes, in both languages, with every guard."""

from __future__ import annotations

import pytest

from shared.portal.rendering import GUARDS
from tests.support.outline import Outline
from tests.unit.nominations.entry_course import registered, rows
from tests.unit.nominations.followed import a_head, entries, nurtured, summed_up, taken_up
from tests.unit.nominations.test_dossier_pages import submitted
from tests.unit.nominations.test_initiative_pages import proposes

PATHS = {
    "lan": ["/entry", "/entry/dossiers", "/entry/dossiers/new", "/entry/dossiers/new?unit={u1}", "{list}", "{plan}", "{dossier}", "{dossier}/draft", "{dossier}/course", "/entry/titles", "/entry/initiatives", "/entry/initiatives/new", "/entry/initiatives/new?unit={u1}", "{initiative}", "/entry/titles/{u1}/2021", "/entry/titles/{u1}/2021/units", "/entry/models", "/entry/models/new", "/entry/models/new?unit={u1}", "{registered}", "{model}", "{plan}/reports", "{plan}/reports/{u1}", "/entry/movements", "/entry/movements/{movement}", "/entry/mine", "/entry/signed-in"],
    "phong": ["/entry", "/entry/inbox", "/entry/inbox?organisation={u1}", "/entry/plans/new", "/entry/plans/new?organisation={so}", "/entry/dossiers", "{list}", "{other}", "{plan}", "{dossier}", "{dossier}/draft", "{dossier}/course", "/entry/titles/{so}/2021", "/entry/titles/{so}/2021/units", "/entry/titles/{so}/2021/outcomes", "/entry/titles/{so}/2021/outcomes?from=2019&outcome=achieved", "{initiative}", "/entry/models", "{model}", "/entry/model-lists", "/entry/model-lists/{so}/2021", "{plan}/reports", "/entry/movements/{movement}"],
    "khach": ["/entry", "/entry/inbox", "/entry/dossiers", "{plan}", "{dossier}", "{dossier}/course", "/entry/plans/none", "/entry/titles/{u1}/2021", "/entry/titles/{u1}/1999", "/entry/models", "/entry/models/new", "{registered}", "{model}", "/entry/model-lists", "/entry/model-lists/{so}/2021"],
}  # fmt: skip


@pytest.fixture(scope="module")
def site():
    site = registered()
    site.send(site.get(site.list), site.list, button="send", **rows("Nguyễn Thị An"))
    site.dossier = submitted(site).path
    a_head(site)
    (site.registered,) = entries(site)
    site.model = taken_up(site)
    nurtured(site, site.model)
    summed_up(site, site.model)
    site.sign_in("lan")
    site.initiative = proposes(site).path
    site.callers["khach"] = [("inspector", "*")]
    site.sign_in("phong")
    place = f"/entry/plans/{site.ids['plan']}"
    page = site.send(site.get(place), f"{place}/send")
    site.send(page, f"{place}/consolidation")
    return site


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("who", "path"), [(who, path) for who, paths in PATHS.items() for path in paths])
def test_every_page_is_built_for_all_readers(site, who, path, language):
    place = f"/entry/plans/{site.ids['plan']}"
    places = {"list": site.list, "plan": place, "other": f"{place}/registrations/{site.ids['u2']}"}
    address = path.format(
        **{
            **site.ids,
            **places,
            "dossier": site.dossier,
            "initiative": site.initiative,
            "registered": site.registered,
            "model": site.model,
        }
    )
    site.sign_in(who)
    answer = site.client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")

    assert answer.status_code < 500
    Outline(answer.get_data(as_text=True)).require_built_for_all(language)
    assert {name: answer.headers[name] for name in GUARDS} == dict(GUARDS)
