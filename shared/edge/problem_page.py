"""A problem as a page, for who asked with a browser: in both languages, with what to do next."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Request, Response

from shared.edge.responses import JSON
from shared.problems import MEDIA_TYPE, Problem
from shared.texts import Text

HTML = "text/html"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

WAIT = Text("Hãy chờ một lát rồi tải lại trang.", "Wait a moment, then load the page again.")
TELL = Text(
    "Nếu vẫn gặp lỗi này, hãy báo cho quản trị kèm mã dưới đây.",
    "If this goes on, tell the operators the id below.",
)
LOOK = Text(
    "Hãy kiểm tra địa chỉ, hoặc trở về trang đầu.", "Check the address, or go back to the first page."
)

_TEMPLATE = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
).get_template("problem.html")


def wants_page(request: Request) -> bool:
    """Whether the client would rather read HTML than JSON; who does not say so gets JSON."""
    accepted = request.accept_mimetypes
    best = accepted.best_match([MEDIA_TYPE, JSON, HTML])
    return best == HTML and accepted[HTML] > accepted[JSON]


def page_of(problem: Problem, correlation_id: str) -> Response:
    """*problem* as a page."""
    text = _TEMPLATE.render(problem=problem, todo=_todo(problem.status), correlation_id=correlation_id)
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", **problem.headers}
    return Response(text, status=problem.status, headers=headers, content_type=f"{HTML}; charset=utf-8")


def _todo(status: int) -> Text:
    match int(status):
        case 408 | 429 | 503:
            return WAIT
        case 500:
            return TELL
        case _:
            return LOOK
