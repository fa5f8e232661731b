"""What `serve` counts, for the Prometheus inside; nobody outside gets to see it."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from shared.edge.router import NO_ADDRESS
from shared.errors import NotFound
from shared.metrics import CONTENT_TYPE, exposition

BY_PROXY = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via")


def metrics_page(request: Request) -> Response:
    """
    All metrics of this process; raises NotFound for a request that came through a proxy.

    The published door must not lead here (see deploy/Caddyfile); where it does by mistake, there is still no address.
    """
    if any(name in request.headers for name in BY_PROXY):
        raise NotFound("no-such-address", NO_ADDRESS)
    return Response(exposition(), headers={"Cache-Control": "no-store"}, content_type=CONTENT_TYPE)
