"""`sovang ledger`: the ledger verified over HTTP as a stranger would, then every service's own history against it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from rich.progress import Progress

from services.audit.adapters.ledger_routes import OWN_FEED
from services.audit.domain.signing import VerifierKey
from services.audit.verify import HttpLog, LogUnreachable, verify, verify_sources
from shared.errors import SovangError, TransientError
from shared.feed import HttpFeed
from shared.keyring import LEDGER, Keyring
from shared.servicetokens import service_token
from shared.settings import Settings
from sovang.screen import ANSWER_IS_NO, COULD_NOT_ASK, DONE, ERR, say, say_json

PAGE = 500
TRIES = 8
PAUSE_SECONDS = 3.0

T = TypeVar("T")


class CannotAsk(SovangError):
    """The ledger could not be reached; the message says what to do, in both languages."""


def vkey(settings: Settings) -> str:
    """The ledger's verifier key, from this realm's own key file."""
    public = Keyring(settings.keys).public(LEDGER).public_bytes_raw()
    return VerifierKey(settings.realm_origin, public).encode()


def verify_ledger(settings: Settings, *, as_json: bool) -> int:
    """Verify everything; tells the answer and gives the exit code. Raises CannotAsk."""

    def token() -> str:
        return service_token(settings, Keyring(settings.keys), "audit")

    try:
        report = verify(
            HttpLog(f"{settings.service_url('audit')}/ledger", token()), vkey(settings), _progress()
        )
        if report.checkpoint is None and not report.findings:
            say(*report.sentences())
            return COULD_NOT_ASK
        sources = verify_sources(report.recorded, _feeds(settings, token))
    except (LogUnreachable, TransientError) as error:
        url = settings.service_url("audit")
        raise CannotAsk(
            f"Không hỏi được sổ cái ở {url} ({error}); hệ thống có đang chạy không? / "
            f"The ledger at {url} cannot be asked ({error}); is the system running?"
        ) from error
    findings = [*report.findings, *sources.findings]
    if as_json:
        say_json(
            {
                "ok": not findings,
                "entries": report.entries,
                "compared": sources.compared,
                "unsequenced": sources.unsequenced,
                "findings": [
                    {"index": one.index, "kind": one.kind, "vi": one.vietnamese, "en": one.english}
                    for one in findings
                ],
            }
        )
    else:
        say(*report.sentences())
        if sources.ok:
            say(
                f"Đối chiếu với các dịch vụ: {sources.compared} sự kiện khớp; {sources.unsequenced} chưa vào sổ.",
                f"Against the services: {sources.compared} events agree; {sources.unsequenced} not sequenced yet.",
            )
        else:
            say(
                "KHÔNG. Dữ liệu của dịch vụ khác với sổ cái.",
                "NO. What the services hold differs from the ledger.",
            )
        for one in findings:
            say(f"  - {one.vietnamese}", f"    {one.english}")
    return ANSWER_IS_NO if findings else DONE


def _feeds(
    settings: Settings, token: Callable[[], str]
) -> Callable[[str, str], Iterable[tuple[int, bytes]] | None]:
    def feed(source: str, epoch: str) -> Iterable[tuple[int, bytes]] | None:
        path = OWN_FEED if source == "audit" else None  # audit's feed proper is the ledger itself
        told = HttpFeed(source, settings.service_url(source), token, path)
        current, _ = patiently(told.head)
        return _events(told) if current == epoch else None

    return feed


def _events(feed: HttpFeed) -> Iterable[tuple[int, bytes]]:
    position = 0
    while events := patiently(partial(feed.after, position, PAGE)):
        for event in events:
            yield event.position, event.body
        position = events[-1].position


def patiently(ask: Callable[[], T]) -> T:
    """
    What *ask* gives; a service that is busy for a moment is asked again, so that a long check does not end at its end.

    Raises TransientError when it does not answer after TRIES times.
    """
    for _ in range(TRIES - 1):
        with suppress(TransientError):
            return ask()
        time.sleep(PAUSE_SECONDS)
    return ask()


def _progress() -> Callable[[int, int], None] | None:
    if not ERR.is_terminal:
        return None
    progress = Progress(console=ERR, transient=True)
    task = progress.add_task("Kiểm tra sổ cái / verifying", total=None)
    progress.start()

    def show(done: int, size: int) -> None:
        progress.update(task, completed=done, total=size)
        if done >= size:
            progress.stop()

    return show
