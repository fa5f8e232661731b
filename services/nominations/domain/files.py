"""What may be evidence (minh chứng): the kind of a file by its content, and a name that does no harm."""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Literal

from services.nominations.domain.file_refusals import unfit

FileKind = Literal["pdf", "docx", "xlsx", "jpeg", "png"]

MEDIA_TYPES: Mapping[FileKind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
ENDINGS: Mapping[FileKind, str] = {
    "pdf": ".pdf",
    "docx": ".docx",
    "xlsx": ".xlsx",
    "jpeg": ".jpg",
    "png": ".png",
}
LONGEST_NAME = 120
NAMELESS = "tai-lieu"

MOST_PARTS = 5000
MOST_UNPACKED = 256 * 1024 * 1024
MOST_TIMES = 150
"""An office file of 5,000 like rows unpacks to some 40 times its size; a bomb to thousands."""

SMALL = 4 * 1024 * 1024
"""What unpacks to no more than this is no bomb, whatever its ratio."""

_MARKS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
)
_ENDS: Mapping[FileKind, bytes] = {"pdf": b"%%EOF", "jpeg": b"\xff\xd9", "png": b"IEND"}
_OFFICE: tuple[tuple[str, bytes, FileKind], ...] = (
    ("word/document.xml", b"wordprocessingml.document.main+xml", "docx"),
    ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml", "xlsx"),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEALED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_RUNS = ("vbaproject", "macrosheets/", "activex/")
_TYPES = "[Content_Types].xml"
_ENCRYPTED_FLAG = 1
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_KNOWN_ENDING = re.compile(r"\.(?:pdf|docx?|xlsx?|xlsm|docm|jpe?g|png)$", re.IGNORECASE)


def kind_of(content: bytes) -> FileKind:
    """
    What *content* is; nothing in it is run, and no more is unpacked than a list of its parts.

    Raises InvalidInput: `file-empty`, `file-type`, `file-old-format`, `file-encrypted`, `file-macros`, `file-swells`,
    `file-broken`.
    """
    if not content:
        raise unfit("file-empty")
    for mark, kind in _MARKS:
        if content.startswith(mark):
            if _ENDS[kind] not in (content[-4096:] if kind == "pdf" else content):
                raise unfit("file-broken")
            return kind
    if content.startswith(_OLE):
        raise unfit("file-encrypted" if _SEALED_OFFICE in content else "file-old-format")
    if content.startswith(_ZIP):
        return _office_kind(content)
    raise unfit("file-type")


def safe_name(given: str, kind: FileKind) -> str:
    """
    *given* as a file's name that no system takes for anything else: NFC, no path, no control or format characters.

    It ends as its content does, and is at most LONGEST_NAME characters long.
    """
    text = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    text = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in text)
    stem = _KNOWN_ENDING.sub("", _FORBIDDEN.sub("_", " ".join(text.split()))).strip(" .")
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    ending = ENDINGS[kind]
    return (stem[: LONGEST_NAME - len(ending)].rstrip(" .") or NAMELESS) + ending


def _office_kind(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _require_sound(parts, len(content))
            types = archive.read(_TYPES) if _TYPES in archive.namelist() else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise unfit("file-broken") from None
    names = [part.filename.lower() for part in parts]
    if b"macroEnabled" in types or any(each in name for each in _RUNS for name in names):
        raise unfit("file-macros")
    for main, mark, kind in _OFFICE:
        if main in names and mark in types:
            return kind
    raise unfit("file-type")


def _require_sound(parts: list[zipfile.ZipInfo], packed: int) -> None:
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise unfit("file-encrypted")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, max(SMALL, MOST_TIMES * packed)):
        raise unfit("file-swells")


def require_beginning(head: bytes) -> None:
    """Raises InvalidInput `file-type` when a file that begins with *head* is of no kind known here, to read no more of it."""
    if head and not head.startswith((*(mark for mark, _ in _MARKS), _ZIP, _OLE)):
        raise unfit("file-type")
