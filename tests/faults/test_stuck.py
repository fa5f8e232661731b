"""What is stuck in a system is named, and what only looks like it holds nothing up."""

from __future__ import annotations

import pytest

from shared.settings import SERVICES
from tests.faults.kept import Kept, Names
from tests.support.records import behind, behind_of, committed, database, settle

SHORT = 0.05


@pytest.fixture
def kept(mongo, realm) -> Kept:
    return Kept(Names(realm), mongo)


STUCK = {
    "nominations not numbered": ("nominations", "commits", {"_id": "s@1", "first": 1, "last": 2}),
    "nominations not in the ledger": ("nominations", "log", {"_id": 1, "count": 1, "commit": "s@1"}),
    "not under a checkpoint": ("audit", "entries", {"_id": 0, "source": "awards"}),
    "awards parked": ("awards", "parked", {"_id": "p", "state": "parked"}),
    "notifications parked": ("notifications", "parked", {"_id": "p", "state": "replay"}),
    "awards waits in the ledger": (
        "audit",
        "source_states",
        {"_id": "awards", "source": "awards", "waits_for": "e", "condition": "following"},
    ),
    "awards is rewound": (
        "audit",
        "source_states",
        {"_id": "awards", "source": "awards", "waits_for": "", "condition": "rewound"},
    ),
}


def test_nothing_lags_where_nothing_happened(kept):
    settle(kept, SHORT)


@pytest.mark.parametrize("name", STUCK)
def test_what_is_stuck_is_named(kept, name):
    service, collection, document = STUCK[name]
    database(kept, service)[collection].insert_one(document)
    with pytest.raises(AssertionError, match=name):
        settle(kept, SHORT)


def test_parked_events_that_were_replayed_or_dropped_hold_nothing_up(kept):
    parked = database(kept, "awards").parked
    parked.insert_many([{"_id": 1, "state": "replayed"}, {"_id": 2, "state": "dropped"}])
    assert behind(kept) == {}


def test_of_what_is_due_only_that_counts_and_all_of_it(kept):
    nominations, audit = database(kept, "nominations"), database(kept, "audit")
    nominations.commits.insert_one({"_id": "s@1", "first": 1, "last": 2})
    due = committed(kept)
    assert due == {service: 2 * (service == "nominations") for service in SERVICES}
    assert {"nominations not numbered", "nominations not in the ledger"} <= behind_of(kept, due).keys()

    nominations.commits.insert_one({"_id": "s@3", "first": 3, "last": 3})  # later, and not numbered
    nominations.log.insert_one({"_id": 1, "count": 2, "commit": "s@1"})
    audit.entries.insert_one({"_id": 0, "source": "nominations", "position": 1})
    waiting = behind_of(kept, due)
    assert waiting["nominations not in the ledger"] == 1
    assert waiting["awards/nominations in awards"] == 2
    assert "nominations not numbered" not in waiting

    audit.entries.insert_one({"_id": 1, "source": "awards", "position": 1})
    audit.entries.insert_one({"_id": 2, "source": "nominations", "position": 2})
    waiting = behind_of(kept, due)
    assert "nominations not in the ledger" not in waiting
    assert waiting["not under a checkpoint"] == 3
    audit.checkpoints.insert_one({"_id": 0, "size": 3})
    for service in ("awards", "notifications"):
        database(kept, service).cursors.insert_one({"_id": f"{service}/nominations", "position": 2})
    left = behind_of(kept, due)
    assert left
    assert all(name.startswith("view:") for name in left), left
