"""The ordered work of audit: number and publish its own events, sequence everybody's, keep the read models, announce."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from services.audit.adapters.anchor import anchor_of
from services.audit.adapters.catalogue import SERVICE
from services.audit.adapters.ledger_reading import told, told_with_words
from services.audit.adapters.ledger_store import MongoLedgerStore
from services.audit.adapters.source_states import MongoStateBoard
from services.audit.application.ledger_feed import SOURCE, LedgerFeed, PublishedFeed
from services.audit.application.sequencer import Sequencer
from services.audit.application.views import CASES, LINES, NAMES, STRIVINGS
from services.audit.domain.signing import Signer
from shared.broker.doorbell import Bell, Doorbell
from shared.common_views import CommonViews
from shared.cursors import Cursors
from shared.feed import Feed, HttpFeed, LocalFeed
from shared.keyring import LEDGER
from shared.name_marks import marking
from shared.numbering import Numberer
from shared.platform import Platform
from shared.projecting import Projector, once
from shared.publishing import Publisher
from shared.recent import Recent
from shared.roles import Role
from shared.settings import SERVICES
from shared.waking import Wake

WITHOUT_EVENTS: Final = frozenset({"notifications"})
"""Services that own no events: there is nothing of theirs to sequence."""


def roles(
    platform: Platform, doorbell: Doorbell, bell_for: Callable[[str], Bell], tokens: Callable[[], str]
) -> list[Role]:
    """All roles of audit."""
    database = platform.database(SERVICE)
    store = MongoLedgerStore(database)
    numbered, sequenced, published = Wake(), Wake(), Wake()
    feed = LocalFeed(SERVICE, database)
    recent = Recent()
    ledger = LedgerFeed(store, recent)
    common = CommonViews(database)
    announced, both = PublishedFeed(store), once(told)
    mark = marking(platform.keyring.fingerprint)
    with_words = told_with_words(platform.sealer, mark)
    mark("")  # a key that is missing is told now, not at the first person
    sequencer = Sequencer(
        database=database,
        store=store,
        anchor=anchor_of(platform.settings),
        signer=_signer(platform),
        feeds=_feeds(platform, tokens),
        doorbell=doorbell,
        board=MongoStateBoard(database),
        on_sequenced=sequenced.ring,
        on_published=published.ring,
        recent=recent,
        clock=platform.clock,
    )
    return [
        Numberer(SERVICE, database, platform.new_id, lambda: _known(store), numbered.ring, keep=True),
        Publisher(SERVICE, feed, bell_for(SERVICE), Cursors(database), numbered),
        sequencer,
        *(
            Projector(SERVICE, view, ledger, database, decode, wake=sequenced, common=common)
            for view, decode in ((LINES, both), (CASES, both), (NAMES, with_words), (STRIVINGS, both))
        ),
        Publisher(f"{SERVICE}.ledger", announced, bell_for(SOURCE), AnnouncementCursors(database), published),
    ]


class AnnouncementCursors(Cursors):
    """The cursors of announcing the ledger, beside those of publishing audit's own events."""

    def get(self, name: str) -> tuple[str, int] | None:
        """See Cursors."""
        return super().get(f"{SOURCE}.{name}")

    def move(self, name: str, epoch: str, from_position: int, to_position: int) -> None:
        """See Cursors."""
        super().move(f"{SOURCE}.{name}", epoch, from_position, to_position)


def _signer(platform: Platform) -> Signer:
    return Signer(platform.settings.realm_origin, platform.keyring.private(LEDGER).private_bytes_raw())


def _feeds(platform: Platform, tokens: Callable[[], str]) -> Mapping[str, Feed]:
    others = {
        source: HttpFeed(source, platform.settings.service_url(source), tokens)
        for source in SERVICES
        if source != SERVICE and source not in WITHOUT_EVENTS
    }
    return {**others, SERVICE: LocalFeed(SERVICE, platform.database(SERVICE))}


def _known(store: MongoLedgerStore) -> tuple[str, int] | None:
    last = store.last_checkpoint()
    cursor = last.cursors.get(SERVICE) if last else None
    return (cursor.epoch, cursor.position) if cursor else None
