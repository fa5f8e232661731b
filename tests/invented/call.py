"""
A nameko client: `call.py [SERVICE…] < calls.json > outcomes.json`; each call is [service, method, arguments…].

With services named they are served by this very process, over the transport in memory.
"""

from __future__ import annotations

import shared.edge.patched  # noqa: F401  # first of all

# isort: split
import json
import os
import signal
import sys
from typing import Any

import eventlet
import requests
from nameko import config
from nameko.standalone.rpc import ClusterRpcClient

from shared.broker.memory_rpc import MEMORY_URI, register_transport
from shared.edge.embedded import serve
from shared.edge.rpc import register_errors
from shared.errors import ExpectedError
from shared.settings import load_settings
from tests.support.waiting import until

SECONDS = 15


def outcome(client: Any, service: str, method: str, *arguments: Any) -> dict[str, Any]:
    try:
        return {"answer": getattr(client[service], method)(*arguments)}
    except ExpectedError as error:
        return {
            "error": type(error).__name__,
            "code": error.code,
            "vi": error.text.vi,
            "en": error.text.en,
            "citation": error.citation,
            "facts": error.facts,
            "fields": {path: text.vi for path, text in getattr(error, "fields", {}).items()},
        }
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the outcome
        return {"error": type(error).__name__, "text": str(error)}


def _served() -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{load_settings().port}/healthz", timeout=5).ok
    except requests.ConnectionError:
        return False


def main(services: list[str]) -> None:
    calls = json.load(sys.stdin)
    served = None
    if services:
        served = eventlet.spawn(serve, [f"tests.invented.{name}" for name in services], load_settings())
        until(_served, 60, "the services are served")
    register_transport()
    register_errors()
    config["AMQP_URI"] = load_settings().amqp_uri or MEMORY_URI
    with ClusterRpcClient(timeout=SECONDS) as client:
        json.dump([outcome(client, *each) for each in calls], sys.stdout)
    if served is not None:
        os.kill(os.getpid(), signal.SIGTERM)
        served.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
