"""Imports over HTTP: the form, a check that stores nothing, and the import itself, each with the file as its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from werkzeug.wrappers import Request, Response

from services.nominations.adapters.receiving import json_answer, received
from services.nominations.application.import_queries import import_item
from services.nominations.application.imports import IMPORT, Imports
from services.nominations.domain.files import MEDIA_TYPES
from shared.access import Caller, authorise
from shared.endpoints import CORRELATION, RawRoute
from shared.errors import Unauthenticated
from shared.openapi_raw import TEXT, object_of, operation
from shared.texts import Text
from shared.values import dataclass

IMPORTS = "/api/nominations/imports"
TEMPLATE_NAME = "mau-nhap.xlsx"
NUMBER = {"type": "integer"}
THE_FILE = Text("Tệp .xlsx theo mẫu", "the .xlsx of the form")
FAULTS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "sheet": TEXT,
            "row": {"type": ["integer", "null"]},
            "column": {"type": ["string", "null"]},
            "code": TEXT,
            "reason": TEXT,
            "reason_en": TEXT,
        },
        "required": ["sheet", "row", "column", "code", "reason", "reason_en"],
    },
}
REFUSED = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"sheet": TEXT, "code": TEXT, "rows": TEXT},
        "required": ["sheet", "code", "rows"],
    },
}

FORM = operation(
    "import-form",
    Text("Tải mẫu Excel để nhập tổ chức và cá nhân", "The Excel form to import organisations and people by"),
    IMPORT,
    gives={MEDIA_TYPES["xlsx"]: {}},
)
CHECK = operation(
    "check-import",
    Text("Kiểm tra tệp Excel, không lưu gì", "Check an Excel file; nothing is stored"),
    IMPORT,
    takes=THE_FILE,
    gives=object_of(
        sound={"type": "boolean"}, organisations=NUMBER, people=NUMBER, rows=NUMBER, faults=FAULTS
    ),
)
RUN = operation(
    "import",
    Text(
        "Nhập tổ chức và cá nhân từ Excel: đúng cả thì nhập, sai một chỗ thì không nhập gì",
        "Import organisations and people from Excel, all or nothing",
    ),
    IMPORT,
    takes=THE_FILE,
    gives=object_of(
        import_id=TEXT, state=TEXT, organisations=NUMBER, people=NUMBER, registered=NUMBER, refused=REFUSED
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRoutes:
    """Form, check and import; at most *most* bytes a file."""

    imports: Imports
    most: int

    def table(self) -> Sequence[RawRoute]:
        """The routes."""
        return (
            RawRoute("GET", f"{IMPORTS}/template", self.form, described=FORM),
            RawRoute("POST", f"{IMPORTS}/check", self.check, takes=self.most, described=CHECK),
            RawRoute("POST", IMPORTS, self.run, takes=self.most, described=RUN),
        )

    def form(self, _request: Request, caller: Caller | None) -> Response:
        """The form as a file."""
        from services.nominations.adapters.import_template import template  # noqa: PLC0415  # as in workbook

        self._permitted(caller)
        response = Response(template(), content_type=MEDIA_TYPES["xlsx"])
        response.headers["Content-Disposition"] = f'attachment; filename="{TEMPLATE_NAME}"'
        return response

    def check(self, request: Request, caller: Caller | None) -> Response:
        """Everything that is wrong with the file, by sheet, row and column."""
        self._permitted(caller)
        judged = self.imports.judge(received(request))
        return json_answer(
            {
                "sound": not judged.faults,
                "organisations": len(judged.table.organisations),
                "people": len(judged.table.people),
                "rows": judged.table.rows,
                "faults": [
                    {
                        "sheet": fault.sheet,
                        "row": fault.row,
                        "column": fault.column,
                        "code": fault.wrong.code,
                        "reason": fault.text.vi,
                        "reason_en": fault.text.en,
                    }
                    for fault in judged.faults
                ],
            }
        )

    def run(self, request: Request, caller: Caller | None) -> Response:
        """Take the file, or say what stands of it: the same file is one import, whoever sends it."""
        caller = self._permitted(caller)
        import_id, stands = self.imports.take(received(request), caller, request.environ[CORRELATION])
        return json_answer(asdict(import_item(import_id, stands)))

    def _permitted(self, caller: Caller | None) -> Caller:
        if caller is None:
            raise Unauthenticated
        authorise(caller, IMPORT, self.imports.permissions)
        return caller
