"""Who gets which of the ledger's files, outside of the demo realm too."""

from __future__ import annotations

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from services.audit.adapters.ledger_routes import LedgerRoutes
from services.audit.application.arrivals import arrival
from services.audit.application.sequencing import Sequencing
from services.audit.application.stored_log import StoredLog
from services.audit.domain.bundle import split_bundle
from services.audit.domain.signing import Signer
from shared.access import Caller, Grant
from shared.errors import Forbidden, InvalidInput, NotFound, Unauthenticated
from tests.unit.audit_app.histories import GrowingFeed, history
from tests.unit.audit_app.ledgers import Anchored, MemoryStore

SIGNER = Signer("sovang.example/p", bytes(range(32)))
INSPECTOR = Caller(actor="user:hoa", name="Hòa", grants=(Grant("inspector", "*"),))
CLERK = Caller(actor="user:lan", name="Lan", grants=(Grant("unit_clerk", "u1"),))
SERVICE = Caller(actor="service:awards", name="awards", grants=(Grant("service", "*"),))


def routes(*, demo=False, entries=300, store=None):
    store = store or MemoryStore()
    ledger = Sequencing(store, Anchored(), SIGNER)
    ledger.load()
    if entries:
        ledger.sequence([arrival(event) for event in history("nominations", entries)])
        ledger.publish()
    return LedgerRoutes(
        log=StoredLog(store),
        vkey=SIGNER.verifier.encode,
        permissions={"ledger.read": frozenset({"inspector"})},
        demo=demo,
        own=GrowingFeed("audit", history("audit", 5)),
    )


def request(rest="", query=""):
    made = Request(EnvironBuilder(path="/", query_string=query).get_environ())
    made.environ["sovang.path"] = {"rest": rest}
    return made


def test_hashes_are_public_everywhere():
    answer = routes().tile(request("0/000"), None)

    assert len(answer.get_data()) == 8192
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(("caller", "error"), [(None, Unauthenticated), (CLERK, Forbidden)])
def test_entries_need_a_permission_outside_the_demo_realm(caller, error):
    with pytest.raises(error):
        routes().tile(request("entries/000"), caller)


def test_entries_are_kept_by_the_readers_own_cache_only():
    answer = routes().tile(request("entries/001.p/44"), INSPECTOR)

    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Authorization"


def test_entries_are_public_in_the_demo_realm():
    assert routes(demo=True).tile(request("entries/000"), None).headers["Cache-Control"].startswith("public")


def test_without_a_permission_nobody_learns_which_entries_there_are():
    with pytest.raises(Unauthenticated):
        routes().tile(request("entries/999"), None)


def test_an_empty_ledger_has_no_checkpoint_and_has_a_key():
    empty = routes(entries=0)

    with pytest.raises(NotFound):
        empty.checkpoint(request(), None)
    assert empty.key(request(), None).get_data(as_text=True) == SIGNER.verifier.encode() + "\n"


def test_audits_own_history_is_for_services():
    feed = routes()

    with pytest.raises(Unauthenticated):
        feed.own_history(request(), None)
    with pytest.raises(Forbidden):
        feed.own_history(request(), INSPECTOR)
    page = feed.own_history(request(query="after=2&limit=2"), SERVICE).get_json()
    assert (page["source"], page["head"]) == ("audit", 5)
    assert [event["position"] for event in page["events"]] == [3, 4]
    assert feed.own_history(request(query="after=5"), SERVICE).get_json()["events"] == []


@pytest.mark.parametrize("query", ["after=-1", "limit=x", "after=٣", "after=9999999999999999"])
def test_a_malformed_page_is_refused(query):
    with pytest.raises(InvalidInput):
        routes().own_history(request(query=query), SERVICE)


def test_a_bundle_from_which_an_entry_is_gone_ends_there_and_is_kept_by_nobody():
    store = MemoryStore()
    torn = routes(store=store)
    del store.stored[290:]

    answer = torn.tile(request("entries/001.p/44"), INSPECTOR)
    assert len(split_bundle(answer.get_data())[0]) == 290 - 256
    assert answer.headers["Cache-Control"] == "private, no-store"
    del store.stored[256:]
    with pytest.raises(NotFound):
        torn.tile(request("entries/001.p/44"), INSPECTOR)


def test_a_tile_that_is_gone_is_said_to_be_missing():
    store = MemoryStore()
    torn = routes(store=store)
    store.kept_tiles.clear()

    with pytest.raises(NotFound):
        torn.tile(request("0/000"), None)
