"""
Every error the system raises on purpose, in one tree; the edge alone maps them to answers.

    SovangError
    ├── ExpectedError          answers the caller; logged as a warning
    │   ├── Rejected           a business rule says no; may stand in the stream as an event
    │   ├── NotFound
    │   ├── InvalidInput       the request's shape is wrong; names each field
    │   ├── Unauthenticated
    │   ├── Forbidden
    │   ├── SlowDown           too many tries; says after how many seconds the next may come
    │   ├── VersionMismatch    If-Match named another version
    │   ├── KeyReused          the idempotency key was used with other content
    │   ├── LostRace           another append won and the tries ran out
    │   ├── Damaged            what is stored is not what was put in; never given out
    │   └── OutcomeUnknown     cannot tell whether it was stored; safe to repeat with the same key
    ├── TransientError         will pass; try the same thing again
    └── BrokenHistory          stored history contradicts itself; whoever reads it must stop
"""

from __future__ import annotations

from collections.abc import Mapping

from shared.references import Reference
from shared.texts import Text


class SovangError(Exception):
    """Root of the tree."""


class ExpectedError(SovangError):
    """
    An answer to the caller.

    `code` is kebab-case and stable; `text` is what a person reads; `facts` are strings that fill it. Which of them are
    ids, `references` says, once the desk has told; `plain` is the text with these ids, which names nobody.
    """

    code = "expected"
    text = Text("Yêu cầu không được chấp nhận.", "The request was not accepted.")

    def __init__(
        self,
        code: str | None = None,
        text: Text | None = None,
        *,
        citation: str = "",
        facts: Mapping[str, str] | None = None,
    ) -> None:
        self.code = code or type(self).code
        self.facts = dict(facts or {})
        self._sentence = text or type(self).text
        self.text = self.plain = self._sentence.fill(self.facts)
        self.references: Mapping[str, Reference] = {}
        self.citation = citation
        super().__init__(self.code)

    def tell(self, references: Mapping[str, Reference], names: Mapping[str, Text]) -> None:
        """Say that *references* are among the facts, and have `text` tell *names* in their places; `facts` stay."""
        self.references = references
        vi, en = (
            {fact: name.vi for fact, name in names.items()},
            {fact: name.en for fact, name in names.items()},
        )
        self.text = Text(
            self._sentence.fill({**self.facts, **vi}).vi, self._sentence.fill({**self.facts, **en}).en
        )


class Rejected(ExpectedError):
    """A business rule refuses; `citation` names the article or document."""

    code = "rejected"


class NotFound(ExpectedError):
    """There is no such thing, or the caller may not know of it."""

    code = "not-found"
    text = Text("Không tìm thấy.", "Not found.")


class InvalidInput(ExpectedError):
    """The request's shape is wrong; `fields` maps each field's path to what is wrong with it."""

    code = "invalid-input"
    text = Text("Dữ liệu gửi lên không hợp lệ.", "The request is not valid.")

    def __init__(
        self,
        code: str | None = None,
        text: Text | None = None,
        *,
        citation: str = "",
        facts: Mapping[str, str] | None = None,
        fields: Mapping[str, Text] | None = None,
    ) -> None:
        super().__init__(code, text, citation=citation, facts=facts)
        self.fields = dict(fields or {})


class Unauthenticated(ExpectedError):
    """No token, or one that cannot be trusted."""

    code = "unauthenticated"
    text = Text("Cần đăng nhập.", "Sign in first.")


class Forbidden(ExpectedError):
    """The caller is known and may not do this."""

    code = "forbidden"
    text = Text("Tài khoản không có quyền làm việc này.", "This account may not do that.")


class SlowDown(ExpectedError):
    """Too many tries; the fact `seconds` says after how many the next may come."""

    code = "slow-down"
    text = Text("Quá nhiều yêu cầu; hãy thử lại sau.", "Too many requests; try again later.")

    @property
    def seconds(self) -> int:
        """How long to wait."""
        return int(self.facts.get("seconds", "1"))


class VersionMismatch(ExpectedError):
    """`If-Match` named a version that is not the stream's head; never retried."""

    code = "version-mismatch"
    text = Text(
        "Hồ sơ đã thay đổi (phiên bản hiện tại {current}); hãy tải lại rồi thử lại.",
        "The case has changed (it is at version {current}); load it again and retry.",
    )


class KeyReused(ExpectedError):
    """The idempotency key was already used in this stream with other content."""

    code = "key-reused"
    text = Text(
        "Khóa Idempotency-Key này đã dùng cho một yêu cầu có nội dung khác.",
        "This Idempotency-Key was already used for a request with other content.",
    )


class LostRace(ExpectedError):
    """Another append took the place after this head; decide again with what the winner wrote."""

    code = "lost-race"
    text = Text(
        "Nhiều người đang sửa cùng hồ sơ; hãy thử lại.", "Others are changing the same case; try again."
    )


class OutcomeUnknown(ExpectedError):
    """It cannot be told whether the append was stored; repeating with the same key is safe."""

    code = "outcome-unknown"
    text = Text(
        "Chưa biết yêu cầu đã được lưu hay chưa; gửi lại với cùng Idempotency-Key là an toàn.",
        "It is not known whether the request was stored; repeating it with the same Idempotency-Key is safe.",
    )


class Damaged(ExpectedError):
    """What is stored is not what its digest says; it is not given out, and operators are alarmed."""

    code = "damaged"
    text = Text("Dữ liệu lưu giữ đã bị hỏng.", "What is stored is damaged.")


class TransientError(SovangError):
    """Something outside is away for a while; the same try may succeed later."""


class BrokenHistory(SovangError):
    """Stored history contradicts itself; stop, and let a person look."""
