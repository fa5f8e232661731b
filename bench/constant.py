"""Bare nameko over HTTP that answers every command with a constant: `python -m bench.constant PORT`."""

from __future__ import annotations

import sys

import shared.edge.patched  # noqa: F401  # patches the standard library before anything else is imported

# isort: split
from nameko import config
from nameko.runners import ServiceRunner
from nameko.web.handlers import http
from werkzeug.wrappers import Request, Response

MAX_WORKERS = 128
ANSWER = b'{"stream": "plan-0123456789abcdef01234567", "version": 1, "id": "0123456789abcdef01234567"}'


class ConstantService:
    """Two routes, as the commands that are measured have."""

    name = "constant"

    @http("POST", "/api/nominations/plans")  # type: ignore[untyped-decorator]  # nameko ships no types
    def create(self, request: Request) -> Response:
        """What is created is always the same."""
        return _constant(request)

    @http("POST", "/api/nominations/plans/<plan_id>/<action>")  # type: ignore[untyped-decorator]  # the same
    def act(self, request: Request, plan_id: str, action: str) -> Response:
        """And so is what is done with it."""
        return _constant(request)


def _constant(request: Request) -> Response:
    request.get_data()
    return Response(ANSWER, status=201, content_type="application/json")


def main(port: str) -> None:
    """Serve until killed."""
    config.setup(
        {
            "AMQP_URI": "memory://",
            "WEB_SERVER_ADDRESS": f"127.0.0.1:{port}",
            "max_workers": MAX_WORKERS,
        }
    )
    runner = ServiceRunner()
    runner.add_service(ConstantService)
    runner.start()
    runner.wait()


if __name__ == "__main__":
    main(sys.argv[1])
