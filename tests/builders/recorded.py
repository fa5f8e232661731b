"""A service's history as it is numbered and then recorded in a ledger, in databases of one realm."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from pymongo.database import Database

from services.audit.adapters.anchor import anchor_of
from services.audit.adapters.ledger_store import MongoLedgerStore
from services.audit.application.arrivals import arrival
from services.audit.application.sequencing import Sequencing
from services.audit.domain.signing import Signer
from shared.eventstore import Head
from shared.eventstore.mongo import MongoEventStore, ensure
from shared.feed import LocalFeed
from shared.ids import new_id
from shared.keyring import LEDGER, Keyring
from shared.numbering import Numberer
from shared.platform import open_platform
from shared.settings import load_settings
from shared.testing.history import proposal_after
from tests.builders.running import running
from tests.support.waiting import until

SERVICE = "nominations"
KEPT = ("commits", "log", "log_state", "leases")
NUMBERED_SECONDS = 120.0
LEDGER_KEPT = ("entries", "tiles", "checkpoints")

Copy = dict[str, list[dict[str, Any]]]


class RecordedHistory:
    """Writes, numbers and sequences events of *service*; takes copies of its database and puts them back."""

    def __init__(self, mongo_uri: str, realm: str, home: Path, port: int) -> None:
        environment = {"SOVANG_HOME": str(home), "SOVANG_REALM": realm, "SOVANG_PORT": str(port)}
        self.settings = load_settings(environment=environment)
        Keyring(self.settings.keys).make_missing()
        self.platform = open_platform(self.settings, mongo_uri)
        self.database = self.platform.database(SERVICE)
        self.ledger = MongoLedgerStore(self.platform.database("audit"))
        ensure(self.database)
        self.store = MongoEventStore(self.database)
        self.feed = LocalFeed(SERVICE, self.database)

    def write(self, stream: str, *notes: str) -> Head:
        """One commit of an event per note."""
        head = self.store.read(stream).head
        return self.store.append(head, proposal_after(head, notes=notes))

    def numberer(self) -> Numberer:
        """One that asks this ledger first."""
        return Numberer(SERVICE, self.database, new_id, self.known, threading.Event().set)

    def known(self) -> tuple[str, int] | None:
        """How far the ledger's last checkpoint has the service."""
        last = self.ledger.last_checkpoint()
        found = last.cursors.get(SERVICE) if last else None
        return (found.epoch, found.position) if found else None

    def number(self, end: int) -> None:
        """Number everything up to position *end*."""
        with running(self.numberer()):
            until(lambda: self.feed.head()[1] == end, NUMBERED_SECONDS)

    def sequence(self) -> None:
        """Bring everything numbered into the ledger, under a new checkpoint."""
        signer = Signer(self.settings.realm_origin, self.platform.keyring.private(LEDGER).private_bytes_raw())
        self.ledger.prepare()
        work = Sequencing(self.ledger, anchor_of(self.settings), signer, self.platform.clock)
        work.load()
        cursor = work.cursor(SERVICE)
        while events := self.feed.after(cursor.position if cursor else 0, 500):
            work.sequence([arrival(event) for event in events])
            cursor = work.cursor(SERVICE)
        work.publish()

    def copy(self) -> Copy:
        """What a backup of the service's database holds at this moment."""
        return {name: list(self.database[name].find()) for name in KEPT}

    def put_back(self, copy: Copy) -> None:
        """Have the database hold *copy* and nothing later."""
        _put_back(self.database, copy)

    def copy_ledger(self) -> Copy:
        """The same of the ledger."""
        return {name: list(self.platform.database("audit")[name].find()) for name in LEDGER_KEPT}

    def put_back_ledger(self, copy: Copy) -> None:
        """Have the ledger be *copy*, also as far as is known outside its database."""
        _put_back(self.platform.database("audit"), copy)
        anchor_of(self.settings).keep(bytes(copy["checkpoints"][-1]["note"]))

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()
        self.platform.close()


def _put_back(database: Database[dict[str, Any]], copy: Copy) -> None:
    for name, documents in copy.items():
        database[name].delete_many({})
        if documents:
            database[name].insert_many(documents)
