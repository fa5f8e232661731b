"""The ledger's files as C2SP tlog-tiles lays them out, and audit's own history."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from werkzeug.wrappers import Request, Response

from services.audit.application.queries import LEDGER_READ
from services.audit.domain.bundle import split_bundle
from services.audit.domain.errors import MalformedTile
from services.audit.domain.log import Log, ResourceMissing
from services.audit.domain.tiles import TileAddress, parse_path
from shared.access import Caller, Permissions, authorise
from shared.endpoints import RawRoute
from shared.errors import Forbidden, InvalidInput, NotFound, Unauthenticated
from shared.feed import Feed, text_of
from shared.texts import Text
from shared.tokens import SERVICE_ROLE
from shared.values import dataclass

OWN_FEED = "/api/audit/own/feed"
LONGEST_PAGE = 1000
FOR_EVER = "max-age=31536000, immutable"
BRIEFLY = "public, max-age=1"
NO_CHECKPOINT = Text("Sổ cái chưa công bố mốc nào.", "The ledger has published no checkpoint yet.")
NO_TILE = Text("Sổ cái không có phần này.", "The ledger does not have this part.")
MALFORMED_PAGE = Text("after và limit phải là số.", "after and limit must be numbers.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRoutes:
    """Serves *log*; its entries are open to all in the demo realm only, hashes and checkpoints everywhere."""

    log: Log
    vkey: Callable[[], str]
    permissions: Permissions
    demo: bool
    own: Feed

    def table(self) -> Sequence[RawRoute]:
        """The routes."""
        return (
            RawRoute("GET", "/ledger/checkpoint", self.checkpoint),
            RawRoute("GET", "/ledger/vkey", self.key),
            RawRoute("GET", "/ledger/tile/{rest:path}", self.tile),
            RawRoute("GET", OWN_FEED, self.own_history),
        )

    def checkpoint(self, _request: Request, _caller: Caller | None) -> Response:
        """The latest signed checkpoint."""
        note = self.log.checkpoint()
        if note is None:
            raise NotFound("no-checkpoint", NO_CHECKPOINT)
        return _text(note, BRIEFLY)

    def key(self, _request: Request, _caller: Caller | None) -> Response:
        """The verifier key."""
        return _text(f"{self.vkey()}\n".encode(), BRIEFLY)

    def tile(self, request: Request, caller: Caller | None) -> Response:
        """A tile, or a bundle of entries."""
        try:
            address = parse_path("tile/" + request.environ["sovang.path"]["rest"])
            if address.level is None:
                self._require_reader(caller)
            content = self._content(address)
        except (MalformedTile, ResourceMissing):
            raise NotFound("no-such-tile", NO_TILE) from None
        open_to_all = self.demo or address.level is not None
        response = Response(content, content_type="application/octet-stream")
        kept = FOR_EVER if _whole(address, content) else "no-store"
        response.headers["Cache-Control"] = f"{'public' if open_to_all else 'private'}, {kept}"
        if not open_to_all:
            response.headers["Vary"] = "Authorization"
        return response

    def own_history(self, request: Request, caller: Caller | None) -> Response:
        """Audit's own numbered history, in the form of every service's feed; for services."""
        if caller is None:
            raise Unauthenticated
        if not any(grant.role == SERVICE_ROLE for grant in caller.grants):
            raise Forbidden(facts={"permission": "feed"})
        after, limit = _number(request, "after", 0), min(_number(request, "limit", 100), LONGEST_PAGE)
        epoch, head = self.own.head()
        events = self.own.after(after, limit)
        body = {
            "source": self.own.source,
            "epoch": events[0].epoch if events else epoch,
            "head": max([head, *(event.position for event in events[-1:])]),
            "events": [{"position": event.position, "body": text_of(event.body)} for event in events],
        }
        response = Response(json.dumps(body, ensure_ascii=False).encode(), content_type="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response

    def _content(self, address: TileAddress) -> bytes:
        if address.level is None:
            return self.log.entries(address.index, address.width)
        return self.log.tile(address.level, address.index, address.width)

    def _require_reader(self, caller: Caller | None) -> None:
        if self.demo:
            return
        if caller is None:
            raise Unauthenticated
        authorise(caller, LEDGER_READ, self.permissions)


def _whole(address: TileAddress, content: bytes) -> bool:
    """Whether *content* is all that was asked for; a bundle from which somebody took an entry MUST NOT be kept."""
    return address.level is not None or len(split_bundle(content)[0]) == address.width


def _text(content: bytes, cached: str) -> Response:
    response = Response(content, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = cached
    return response


def _number(request: Request, name: str, default: int) -> int:
    text = request.args.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise InvalidInput("malformed-page", MALFORMED_PAGE)
    return int(text)
