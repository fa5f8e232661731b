"""Settings of a realm of a test's own."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from shared.settings import SERVICES, Settings

NOWHERE = "http://127.0.0.1:1"


def realm_settings(home: Path, **others: Any) -> Settings:
    """Those of an empty realm in *home*, with *others* set."""
    given: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": 1,
        "home": home,
        "realm": f"t{uuid.uuid4().hex[:8]}",
        "origin": "test.localhost",
        "amqp_uri": None,
        "mongo_uri": None,
        "service_urls": dict.fromkeys(SERVICES, NOWHERE),
        "log_format": "json",
    }
    return Settings(**{**given, **others})
