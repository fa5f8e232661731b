"""Errors as answers: RFC 9457 problems in Vietnamese and English; nothing internal leaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from http import HTTPStatus

from shared.errors import (
    Damaged,
    ExpectedError,
    Forbidden,
    InvalidInput,
    KeyReused,
    LostRace,
    NotFound,
    OutcomeUnknown,
    Rejected,
    SlowDown,
    TransientError,
    Unauthenticated,
    VersionMismatch,
)
from shared.limits import AddressTooLong, HeadersTooLarge, TooManyConnections, TooManyRequests
from shared.references import Reference
from shared.texts import Text
from shared.values import dataclass

MEDIA_TYPE = "application/problem+json"
MAX_BODY = 64 * 1024


class WrongMethod(ExpectedError):
    """The address exists, the method is not for it; `allowed` are those that are."""

    code = "method-not-allowed"
    text = Text("Địa chỉ này không nhận phương thức đó.", "This address does not take that method.")

    def __init__(self, allowed: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.allowed = allowed


class BodyTooLarge(ExpectedError):
    """More than 64 KiB were sent."""

    code = "body-too-large"
    text = Text("Nội dung gửi lên lớn hơn 64 KiB.", "The body is larger than 64 KiB.")


class WrongContentType(ExpectedError):
    """The body is said to be something other than JSON."""

    code = "wrong-content-type"
    text = Text("Nội dung phải là application/json.", "The body must be application/json.")


class KeyRequired(ExpectedError):
    """A command came without `Idempotency-Key`."""

    code = "idempotency-key-required"
    text = Text("Thiếu đầu mục Idempotency-Key.", "The header Idempotency-Key is missing.")


class TooSlow(ExpectedError):
    """The request did not arrive whole in time."""

    code = "request-timeout"
    text = Text("Yêu cầu gửi đến quá chậm.", "The request arrived too slowly.")


class Broken(ExpectedError):
    """The message is not HTTP as the server speaks it."""

    code = "malformed-request"
    text = Text("Yêu cầu không đúng giao thức HTTP.", "The request is not proper HTTP.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One answer that says no, ready to be written in HTTP."""

    status: int
    code: str
    title: Text
    detail: Text
    citation: str = ""
    fields: Mapping[str, Text] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, correlation_id: str) -> bytes:
        """The RFC 9457 document."""
        document: dict[str, object] = {
            "type": f"/problems/{self.code}",
            "title": self.title.vi,
            "title_en": self.title.en,
            "status": self.status,
            "code": self.code,
            "detail": self.detail.vi,
            "detail_en": self.detail.en,
            "correlation_id": correlation_id,
        }
        if self.citation:
            document["citation"] = self.citation
        if self.fields:
            document["fields"] = {path: {"vi": text.vi, "en": text.en} for path, text in self.fields.items()}
        if self.references:
            document["references"] = {
                fact: {"kind": one.kind, "ids": list(one.ids)} for fact, one in self.references.items()
            }
        # a lone surrogate echoed from a field's name becomes its JSON escape
        return json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace")


KINDS: tuple[tuple[type[ExpectedError], HTTPStatus, Text], ...] = (
    (InvalidInput, HTTPStatus.BAD_REQUEST, Text("Dữ liệu không hợp lệ", "Invalid input")),
    (Broken, HTTPStatus.BAD_REQUEST, Text("Yêu cầu không hợp lệ", "Malformed request")),
    (Unauthenticated, HTTPStatus.UNAUTHORIZED, Text("Chưa đăng nhập", "Not signed in")),
    (Forbidden, HTTPStatus.FORBIDDEN, Text("Không có quyền", "Not permitted")),
    (NotFound, HTTPStatus.NOT_FOUND, Text("Không tìm thấy", "Not found")),
    (WrongMethod, HTTPStatus.METHOD_NOT_ALLOWED, Text("Sai phương thức", "Method not allowed")),
    (TooSlow, HTTPStatus.REQUEST_TIMEOUT, Text("Quá thời gian", "Request timeout")),
    (Rejected, HTTPStatus.CONFLICT, Text("Yêu cầu bị từ chối", "Refused")),
    (LostRace, HTTPStatus.CONFLICT, Text("Có người khác đang sửa", "Others are changing this")),
    (VersionMismatch, HTTPStatus.PRECONDITION_FAILED, Text("Phiên bản đã cũ", "Stale version")),
    (BodyTooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Text("Nội dung quá lớn", "Body too large")),
    (AddressTooLong, HTTPStatus.REQUEST_URI_TOO_LONG, Text("Địa chỉ quá dài", "Address too long")),
    (WrongContentType, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, Text("Sai kiểu nội dung", "Wrong content type")),
    (KeyReused, HTTPStatus.UNPROCESSABLE_ENTITY, Text("Khóa đã dùng", "Key already used")),
    (KeyRequired, HTTPStatus.PRECONDITION_REQUIRED, Text("Thiếu khóa chống lặp", "Idempotency key required")),
    (TooManyRequests, HTTPStatus.TOO_MANY_REQUESTS, Text("Yêu cầu quá dồn dập", "Too many requests")),
    (
        HeadersTooLarge,
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        Text("Đầu mục quá lớn", "Headers too large"),
    ),
    (SlowDown, HTTPStatus.TOO_MANY_REQUESTS, Text("Quá nhiều lần", "Too many requests")),
    (Damaged, HTTPStatus.INTERNAL_SERVER_ERROR, Text("Dữ liệu bị hỏng", "Stored data damaged")),
    (OutcomeUnknown, HTTPStatus.SERVICE_UNAVAILABLE, Text("Chưa rõ kết quả", "Outcome unknown")),
    (TooManyConnections, HTTPStatus.SERVICE_UNAVAILABLE, Text("Quá nhiều kết nối", "Too many connections")),
)

AWAY = Problem(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    code="unavailable",
    title=Text("Tạm thời không phục vụ được", "Temporarily unavailable"),
    detail=Text(
        "Hệ thống đang bận hoặc gián đoạn; hãy thử lại sau.", "The system is away for a moment; try again."
    ),
    headers={"Retry-After": "1"},
)

INTERNAL = Problem(
    status=HTTPStatus.INTERNAL_SERVER_ERROR,
    code="internal",
    title=Text("Lỗi hệ thống", "Internal error"),
    detail=Text(
        "Hệ thống gặp lỗi; hãy báo cho quản trị kèm mã correlation_id.",
        "Something failed here; tell the operators the correlation_id.",
    ),
)

_REFUSED = Text("Yêu cầu không được chấp nhận", "Not accepted")


def problem_of(error: BaseException, *, realm: str = "sovang") -> Problem:
    """What the caller is told about *error*; anything unforeseen is `internal` and says nothing more."""
    if isinstance(error, ExpectedError):
        return _expected(error, realm)
    return AWAY if isinstance(error, TransientError) else INTERNAL


def kind_of(error: ExpectedError) -> tuple[HTTPStatus, Text]:
    """Status and title for *error*."""
    for kind, status, title in KINDS:
        if isinstance(error, kind):
            return status, title
    return HTTPStatus.BAD_REQUEST, _REFUSED


def _expected(error: ExpectedError, realm: str) -> Problem:
    status, title = kind_of(error)
    return Problem(
        status=status,
        code=error.code,
        title=title,
        detail=error.text,
        citation=error.citation,
        fields=error.fields if isinstance(error, InvalidInput) else {},
        references=error.references,
        headers=_headers(error, realm),
    )


def _headers(error: ExpectedError, realm: str) -> Mapping[str, str]:
    match error:
        case Unauthenticated():
            hint = ', error="invalid_token"' if error.code != Unauthenticated.code else ""
            return {"WWW-Authenticate": f'Bearer realm="{realm}"{hint}'}
        case WrongMethod():
            return {"Allow": ", ".join(error.allowed)}
        case TooManyRequests():
            return error.headers
        case SlowDown():
            return {"Retry-After": str(error.seconds)}
        case OutcomeUnknown() | TooManyConnections():
            return {"Retry-After": "1"}
    return {}
