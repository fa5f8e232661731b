"""A form on its way to the desk: genuine, once however often it is sent, and what comes back if it is not taken."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

from shared.errors import ExpectedError, OutcomeUnknown, TransientError, Unauthenticated
from shared.own_desk import DESK, Done, OwnDesk
from shared.portal import session
from shared.portal.typed import Form
from shared.portal.visit import Visit
from shared.problems import problem_of
from shared.texts import Text
from shared.values import dataclass

KEY: Final = "key"
VERSION: Final = "version"
EXPIRED: Final = Text(
    "Biểu mẫu đã hết hạn. Nội dung đã nhập còn nguyên; hãy gửi lại.",
    "The form has expired. What was typed is still there; send it again.",
)
REFUSED: Final = Text("Chưa gửi được", "Not sent")
UNREADABLE: Final = Text(
    "Có chỗ chưa đọc được; hãy sửa các chỗ được nêu rồi gửi lại.",
    "Something cannot be read; mend what is named and send it again.",
)

_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why a form was not taken; `key` is what it is to be sent again under, None for a fresh one."""

    status: int = 400
    title: Text = REFUSED
    text: Text
    citation: str = ""
    code: str = ""
    fields: Mapping[str, Text] = field(default_factory=dict)
    key: str | None = None

    def at(self, path: str) -> Text | None:
        """What is wrong with the field *path*."""
        return self.fields.get(path)


def desk_of(visit: Visit) -> OwnDesk:
    """The service's own desk."""
    desk: OwnDesk = visit.request.environ[DESK]
    return desk


def fresh_key() -> str:
    """The hidden id of a form: sent twice, it is done once."""
    return secrets.token_urlsafe(18)


def unreadable(fields: Mapping[str, Text]) -> Trouble:
    """What cannot be read of a form, by field."""
    return Trouble(text=UNREADABLE, code="unreadable", fields=fields)


def sent(visit: Visit, name: str, content: Mapping[str, Any], form: Form | None = None) -> Done | Trouble:
    """Do the command *name* as *form*, that of *visit* unless it was read apart, asks for it; raises Unauthenticated."""
    form = visit.request.form if form is None else form
    if not session.genuine(visit.request, form):
        return Trouble(text=EXPIRED, code="form-expired")
    key = form.get(KEY, "")
    try:
        return desk_of(visit).do(name, content, token=visit.token, key=key, seen=_seen(form))
    except Unauthenticated:
        raise
    except (ExpectedError, TransientError) as error:
        return trouble_of(error, key)


def trouble_of(error: ExpectedError | TransientError, key: str | None = None) -> Trouble:
    """What a page says of *error*; where it may have been done all the same, *key* stays the form's."""
    problem = problem_of(error)
    open_ended = isinstance(error, OutcomeUnknown | TransientError)
    return Trouble(
        status=problem.status,
        title=problem.title,
        text=problem.detail,
        citation=problem.citation,
        code=problem.code,
        fields=problem.fields,
        key=key if open_ended else None,
    )


def _seen(form: Form) -> int | None:
    text = form.get(VERSION, "")
    return int(text) if _WHOLE.fullmatch(text) else None
