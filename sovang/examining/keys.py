"""Settings and keys: that secret files are their owner's alone, and how old the master key is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from shared.keyring import FILES, MASTER
from shared.settings import Settings
from shared.texts import Text
from sovang.examining.findings import Finding, bad, doubtful, well
from sovang.privilege.keys import key_files
from sovang.privilege.roles import Process

OLDEST_DAYS = 31
DAY_SECONDS = 86_400
OTHERS = 0o077
PUBLIC = ".pub"


def examine_keys(settings: Settings, process: Process | None = None) -> Iterator[Finding]:
    """Key files, those of *process* alone when one is named; then credential files that are kept beside them."""
    needed = key_files(process) if process else frozenset(FILES)
    for file in FILES:
        path = settings.keys / file
        if not path.is_file():
            if file in needed:
                yield bad(
                    Text(f"Thiếu khóa {file}", f"Key {file} is missing"),
                    Text("Chạy `sovang init`", "Run `sovang init`"),
                )
        elif process and file not in needed:
            yield _too_many(process, path)
        elif not file.endswith(PUBLIC):
            yield _private(path)
    if (master := settings.keys / f"{MASTER}.key").is_file():
        yield _young(master)
    for path in sorted((settings.keys / "credentials").glob("*-*")):
        yield _private(path)


def _too_many(process: Process, path: Path) -> Finding:
    text = Text(
        f"{process.name} đọc được {path.name} mà không cần",
        f"{process.name} can read {path.name} and has no use for it",
    )
    todo = Text(
        'Chỉ trao cho mỗi tiến trình khóa của nó: docs/operations.md, "Keys"',
        'Give each process its own keys alone: docs/operations.md, "Keys"',
    )
    return bad(text, todo) if not path.name.endswith(PUBLIC) else doubtful(text, todo)


def _private(path: Path) -> Finding:
    status = path.stat()
    if status.st_uid != os.getuid():  # mounted for this process by whoever runs it: its mode is theirs to say
        return well(f"Tệp {path.name} được trao khi chạy", f"{path.name} was handed to this process")
    mode = status.st_mode & 0o777
    if mode & OTHERS:
        return bad(
            Text(f"Tệp {path} người khác đọc được ({mode:o})", f"Others may open {path} ({mode:o})"),
            Text(f"chmod 600 {path}; thay khóa nếu đã lộ", f"chmod 600 {path}; replace it if it was seen"),
        )
    return well(f"Tệp {path.name} chỉ chủ đọc được", f"{path.name} is its owner's alone")


def _young(master: Path) -> Finding:
    days = int((time.time() - master.stat().st_mtime) // DAY_SECONDS)
    if days > OLDEST_DAYS:
        return doubtful(
            Text(f"Khóa chính đã {days} ngày", f"The master key is {days} days old"),
            Text(
                "Lên lịch thay khóa chính ít nhất mỗi tháng: bản sao lưu cũ vẫn mở được bằng khóa này",
                "Plan to replace it at least monthly: old backups can still be opened with it",
            ),
        )
    return well(f"Khóa chính {days} ngày tuổi", f"The master key is {days} days old")
