"""Bodies and answers of this context's raw routes."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.wrappers import Request, Response

from services.nominations.domain.files import require_beginning
from shared.endpoints import BODY


def received(request: Request) -> bytes:
    """The file in the body; one that begins as no file known here is read no further. Raises the ExpectedErrors of both."""
    parts: list[bytes] = []
    for part in request.environ[BODY]():
        if not parts:
            require_beginning(part)
        parts.append(part)
    return b"".join(parts)


def json_answer(body: Any) -> Response:
    """*body* as JSON, kept by no cache."""
    response = Response(json.dumps(body, ensure_ascii=False), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
