"""The ledger's verifier for outsiders, `python -m services.audit.verify`; needs `cryptography` only."""

from __future__ import annotations

import argparse
import sys
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Sequence
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import TextIO

from services.audit.domain.bundle import MAX_ENTRY
from services.audit.domain.checkpoint import Checkpoint, parse_checkpoint
from services.audit.domain.errors import LedgerError
from services.audit.domain.findings import Finding
from services.audit.domain.log import Log, LogUnreachable, ResourceMissing
from services.audit.domain.note import parse_note
from services.audit.domain.report import Report
from services.audit.domain.signing import open_note, parse_vkey
from services.audit.domain.sources import SourcesReport, verify_sources
from services.audit.domain.tiles import TILE_WIDTH, TileAddress
from services.audit.domain.verification import verify

__all__ = [
    "Finding", "FolderLog", "HttpLog", "Log", "LogUnreachable", "Report", "ResourceMissing", "SourcesReport",
    "main", "verify", "verify_sources",
]  # fmt: skip

TIMEOUT = 30.0
BUSY = frozenset({429, 502, 503, 504})
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0)
"""Seconds until a log that is busy is asked again: a long check does not end for a short trouble."""
MAX_ANSWER = TILE_WIDTH * (MAX_ENTRY + 2)
DONE, NO, COULD_NOT_ASK = 0, 1, 2


class FolderLog:
    """A log in a folder, laid out as it is served."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def checkpoint(self) -> bytes | None:
        """None when the folder has no checkpoint; the folder itself must be there."""
        if not self._path.is_dir():
            raise LogUnreachable(f"{self._path} is not a folder")
        try:
            return self._read("checkpoint")
        except ResourceMissing:
            return None

    def tile(self, level: int, index: int, width: int) -> bytes:
        """A tile's file."""
        return self._read(TileAddress(level, index, width).path())

    def entries(self, index: int, width: int) -> bytes:
        """A bundle's file."""
        return self._read(TileAddress(None, index, width).path())

    def _read(self, name: str) -> bytes:
        try:
            return (self._path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise ResourceMissing(name) from error
        except OSError as error:
            raise LogUnreachable(f"{name}: {error.strerror}") from error


class _Busy(LogUnreachable):
    """It answers, and not now."""


class HttpLog:
    """
    A log behind its URL prefix; the token is sent to that address only, never along a redirect.

    A log that answers that it is busy is asked again after each of PAUSES.
    """

    def __init__(self, url: str, token: str | None = None) -> None:
        if not url.startswith(("http://", "https://")):
            raise LogUnreachable(f"{url} is not an http address")
        self._prefix = url.rstrip("/")
        self._token = token

    def checkpoint(self) -> bytes | None:
        """None when the log answers that there is none."""
        try:
            return self._get("checkpoint")
        except ResourceMissing:
            return None

    def tile(self, level: int, index: int, width: int) -> bytes:
        """A tile as served."""
        return self._get(TileAddress(level, index, width).path())

    def entries(self, index: int, width: int) -> bytes:
        """A bundle as served."""
        return self._get(TileAddress(None, index, width).path())

    def _get(self, name: str) -> bytes:
        for seconds in PAUSES:
            with suppress(_Busy):
                return self._asked(name)
            time.sleep(seconds)
        return self._asked(name)

    def _asked(self, name: str) -> bytes:
        try:
            with urllib.request.urlopen(self._request(name), timeout=TIMEOUT) as answer:  # noqa: S310 - as below
                raw: bytes = answer.read(MAX_ANSWER + 1)
                promised = answer.headers.get("Content-Length", "")
                packed = answer.headers.get("Content-Encoding") == "gzip"
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (404, 410):
                raise ResourceMissing(name) from error
            kind = _Busy if error.code in BUSY else LogUnreachable
            raise kind(f"{name}: HTTP {error.code}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise LogUnreachable(f"{name}: {error}") from error
        if len(raw) <= MAX_ANSWER and promised.isdecimal() and int(promised) != len(raw):
            raise LogUnreachable(f"{name}: the answer broke off")
        return _unpacked(name, raw) if packed else raw

    def _request(self, name: str) -> urllib.request.Request:
        request = urllib.request.Request(f"{self._prefix}/{name}")  # noqa: S310 - __init__ checked the scheme
        if self._token:
            request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        return request


def _unpacked(name: str, raw: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(raw, MAX_ANSWER + 1)  # bounded: may be hostile
    except zlib.error as error:
        raise LogUnreachable(f"{name}: {error}") from error


def main(arguments: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Verify a log, tell the outcome in Vietnamese and English; 0 intact, 1 not intact, 2 could not ask."""
    out = out or sys.stdout
    asked = _parser().parse_args(arguments)
    try:
        known = [_known(path, asked.vkey) for path in asked.known]
        log = FolderLog(asked.folder) if asked.folder else HttpLog(asked.url, asked.token)
        report = verify(log, asked.vkey, _progress if sys.stderr.isatty() else None, known)
    except (LogUnreachable, LedgerError, OSError, UnicodeError) as error:
        print(f"Không kiểm tra được sổ: {error}\nThe ledger could not be checked: {error}", file=out)
        return COULD_NOT_ASK
    _tell(report, out)
    if report.checkpoint is None and not report.findings:
        return COULD_NOT_ASK  # a mistyped address must not look like an intact ledger
    return DONE if report.ok else NO


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m services.audit.verify",
        description="Kiểm tra sổ: mục, mã băm, chữ ký. Verify a ledger: entries, hashes, signature.",
    )
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--url", help="địa chỉ của sổ · the log's URL prefix")
    place.add_argument("--folder", help="thư mục chứa bản sao của sổ · a folder with a copy of the log")
    parser.add_argument("--vkey", required=True, help="khóa kiểm tra · the log's verifier key")
    parser.add_argument("--token", help="mã truy cập để đọc các mục · token to read entries")
    parser.add_argument(
        "--known", action="append", default=[], metavar="FILE",
        help="mốc xác nhận đã lưu trước đây · a checkpoint kept from earlier",
    )  # fmt: skip
    return parser


def _known(path: str, vkey: str) -> Checkpoint:
    return parse_checkpoint(open_note(parse_note(Path(path).read_bytes()), [parse_vkey(vkey)]))


def _progress(done: int, size: int) -> None:
    sys.stderr.write(f"\r{done}/{size}" + ("" if done < size else "\n"))
    sys.stderr.flush()


def _tell(report: Report, out: TextIO) -> None:
    vietnamese, english = report.sentences()
    print(vietnamese, *(f"  - {found.vietnamese}" for found in report.findings), sep="\n", file=out)
    print(english, *(f"  - {found.english}" for found in report.findings), sep="\n", file=out)


if __name__ == "__main__":
    sys.exit(main())
