"""What the catalogue says of events about imports."""

from __future__ import annotations

from services.nominations.domain.importing_messages import ImportAbandoned, ImportAccepted, ImportCompleted
from shared.catalogue import EventKind
from shared.texts import Text

KINDS = (
    EventKind(
        ImportAccepted,
        Text(
            "Một tệp Excel tổ chức và cá nhân được kiểm tra trọn vẹn và tiếp nhận để nhập.",
            "An Excel file of organisations and people was found whole and taken to be imported.",
        ),
        Text(
            "{actor} nhập từ Excel {organisations} tổ chức và {people} cá nhân",
            "{actor} imported {organisations} organisations and {people} people from Excel",
        ),
        version=2,
        upcasters={1: lambda data: {**data, "attempt": 1}},
    ),
    EventKind(
        ImportAbandoned,
        Text(
            "Một tệp Excel đã lưu mà không được nhận trong thời hạn; tệp bị hủy.",
            "An Excel file was stored and not taken within its time; it is destroyed.",
        ),
        Text(
            "Tệp nhập lần {attempt} đã lưu mà không được nhận; khóa của tệp bị hủy",
            "The file of attempt {attempt} was stored and not taken; its key is destroyed",
        ),
    ),
    EventKind(
        ImportCompleted,
        Text(
            "Mọi dòng của một lần nhập đã được ghi, hoặc không còn ghi được nữa.",
            "Every row of an import was registered, or could not be any more.",
        ),
        Text(
            "Lần nhập hoàn tất: ghi nhận {registered} dòng; {n_refused} nhóm dòng không ghi được",
            "The import was completed: {registered} rows registered, {n_refused} groups of rows were not",
        ),
    ),
)
