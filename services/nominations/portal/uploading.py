"""A file that comes with a form: judged before it is read, read into memory alone, kept as evidence (minh chứng)."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.wrappers import Request

from shared.endpoints import BODY
from shared.portal.typed import Form
from shared.texts import Text
from shared.values import dataclass

MOST_FIELDS: Final = 40
NO_FILE: Final = Text("Chưa chọn tệp.", "No file is chosen.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A form and the file in it; without a file its content is empty."""

    form: Form
    name: str = ""
    content: bytes = b""


def uploaded(request: Request) -> Upload:
    """The form in the body; raises what reading the body raises."""
    body = b"".join(request.environ[BODY]())
    parser = FormDataParser(
        _in_memory, max_form_memory_size=len(body), max_form_parts=MOST_FIELDS, silent=True
    )
    _, form, files = parser.parse(BytesIO(body), request.mimetype, len(body), request.mimetype_params)
    fields: Form = MultiDict(form)
    found = files.get("file")
    if found is None:
        return Upload(fields)
    return Upload(fields, found.filename or "", found.stream.read())


def _in_memory(*_: Any, **__: Any) -> BytesIO:
    """Nothing of a file lies on a disk unsealed, not even for a moment."""
    return BytesIO()
