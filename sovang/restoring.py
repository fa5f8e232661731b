"""`sovang restore`: a service's history brought back from the ledger after an older backup was put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from rich.progress import Progress

from services.audit.adapters.anchor import anchor_of
from services.audit.adapters.ledger_store import MongoLedgerStore
from services.audit.application.ledger import Cursor
from services.audit.application.whole import recorded, require_whole
from services.audit.domain.checkpoint import Checkpoint, parse_checkpoint
from services.audit.domain.errors import LedgerError
from services.audit.domain.note import parse_note
from services.audit.domain.signing import open_note
from services.audit.wiring import verifier_key
from shared.durable import database_calls, durable
from shared.errors import BrokenHistory, SovangError
from shared.leases import TERM_SECONDS
from shared.platform import Platform
from shared.restoring import Found, Restoration
from shared.settings import SERVICES
from shared.values import dataclass
from sovang.at_rest import at_rest
from sovang.screen import ANSWER_IS_NO, DONE, ERR, complain, say, say_json

RESTORABLE: Final = ("nominations", "awards")
"""The services whose history the ledger holds and whose database is not the ledger's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The outcome: what was found, how many events agree now, and who has taken more than there is."""

    service: str
    epoch: str
    found: Found
    verified: int
    ahead: list[str]


def restore_from_ledger(
    platform: Platform, service: str, *, check: bool, as_json: bool, term: float = TERM_SECONDS
) -> int:
    """Restore *service*, or with *check* only say what that would do; gives the exit code."""
    if service not in RESTORABLE:
        raise SovangError(
            f"Không lập lại {service} từ sổ cái được; có: {', '.join(RESTORABLE)}. / "
            f"{service} cannot be restored from the ledger; those can."
        )
    try:
        with (
            at_rest(platform.settings, service, platform.database(service), term) as still_held,
            _bar() as bar,
        ):
            outcome = _restored(platform, service, check, still_held, bar)
    except BrokenHistory as error:
        complain(
            f"KHÔNG. {service} không lập lại được: {error}", f"NO. {service} cannot be restored: {error}"
        )
        return ANSWER_IS_NO
    _tell(outcome, check=check, as_json=as_json)
    return ANSWER_IS_NO if outcome.ahead or outcome.found.contradicted else DONE


def _restored(
    platform: Platform,
    service: str,
    check: bool,
    still_held: Callable[[], None],
    bar: Callable[[str, int], None],
) -> Restored:
    store = MongoLedgerStore(platform.database("audit"))
    cursor = _recorded_cursor(platform, store, service, lambda done: bar("Sổ cái / the ledger", done))
    database = platform.database(service)
    work = Restoration(service, database, cursor.epoch, lambda: recorded(store, service, cursor.epoch))

    def told(done: int) -> None:
        still_held()
        bar(f"{service} {cursor.position}", done)

    found = work.look(told) if check else work.restore(told)
    verified = 0 if check else work.verify(told)
    return Restored(
        service=service,
        epoch=cursor.epoch,
        found=found,
        verified=verified,
        ahead=_ahead(platform, cursor, work.end),
    )


def _recorded_cursor(
    platform: Platform, store: MongoLedgerStore, service: str, told: Callable[[int], None]
) -> Cursor:
    """How far the ledger, found whole, has *service*."""
    last, kept = store.last_checkpoint(), anchor_of(platform.settings).kept()
    notes = [note for note in (last.note if last else None, kept) if note is not None]
    cursor = require_whole(store, [_signed(platform, note) for note in notes], told).get(service)
    if cursor is None:
        raise BrokenHistory(f"the ledger has nothing of {service}")
    return cursor


def _signed(platform: Platform, note: bytes) -> Checkpoint:
    try:
        return parse_checkpoint(open_note(parse_note(note), [verifier_key(platform)]))
    except LedgerError as error:
        raise BrokenHistory(f"a checkpoint cannot be trusted: {error}") from error


def _ahead(platform: Platform, cursor: Cursor, end: int) -> list[str]:
    """Cursors beyond the restored end: they took events that the ledger never got, and other ones will stand there."""
    end = max(end, cursor.position)
    ahead: list[str] = []
    for holder in SERVICES:
        with database_calls():
            found: list[dict[str, Any]] = list(
                durable(platform.database(holder)["cursors"]).find({"epoch": cursor.epoch})
            )
        ahead += [f"{holder}: {one['_id']} {one['position']}" for one in found if one["position"] > end]
    return ahead


@contextmanager
def _bar() -> Iterator[Callable[[str, int], None]]:
    with Progress(console=ERR, transient=True) as progress:
        task = progress.add_task("…", total=None)
        yield lambda what, done: progress.update(task, description=what, completed=done)


def _tell(outcome: Restored, *, check: bool, as_json: bool) -> None:
    found = outcome.found
    if as_json:
        say_json(
            {
                "service": outcome.service,
                "epoch": outcome.epoch,
                "checked_only": check,
                "compared": found.compared,
                "missing_events": found.missing,
                "commits_inserted": found.inserted,
                "commits_adopted": found.adopted,
                "contradicted": found.contradicted,
                "verified": outcome.verified,
                "ahead": outcome.ahead,
            }
        )
        return
    if check:
        say(
            f"{outcome.service}: {found.compared} sự kiện khớp sổ cái, thiếu {found.missing} "
            f"({found.inserted} lần ghi phải chép lại, {found.adopted} đã có).",
            f"{found.compared} events agree, {found.missing} are missing ({found.inserted} commits to put in, "
            f"{found.adopted} there already).",
        )
    else:
        say(
            f"{outcome.service}: đã lập lại {found.missing} sự kiện; {outcome.verified} sự kiện khớp sổ cái.",
            f"{found.missing} events are restored; all {outcome.verified} agree with the ledger.",
        )
    for one in found.contradicted:
        complain(f"Khác với sổ cái: {one}", "It differs from the ledger.")
    for one in outcome.ahead:
        complain(
            f"Đã nhận nhiều hơn số lập lại được: {one}",
            "It has taken more than could be restored: see 'A restored backup' in docs/operations.md.",
        )
