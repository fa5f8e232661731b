"""`sovang doctor`: examines section by section; each finding is well, doubtful or wrong, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pymongo.errors import PyMongoError

from shared.errors import SovangError
from shared.logs import scrubbed
from shared.settings import Settings
from shared.texts import Text
from sovang.examining.broker import examine_broker
from sovang.examining.certificates import examine_certificates
from sovang.examining.database import examine_database
from sovang.examining.findings import Finding, Section, State
from sovang.examining.histories import examine_clock, examine_ledger, examine_parked, examine_streams
from sovang.examining.keys import examine_keys
from sovang.examining.permissions import examine_permissions
from sovang.examining.views import examine_views
from sovang.privilege.keys import known
from sovang.screen import ANSWER_IS_NO, COULD_NOT_ASK, DONE, OUT, say, say_json

SECTIONS: dict[str, tuple[Text, Section]] = {
    "keys": (Text("Khóa và mật khẩu", "Keys and passwords"), examine_keys),
    "database": (Text("Cơ sở dữ liệu", "Database"), examine_database),
    "broker": (Text("Broker", "Broker"), examine_broker),
    "certificates": (Text("Chứng thư TLS", "TLS certificates"), examine_certificates),
    "streams": (Text("Luồng sự kiện", "Streams"), examine_streams),
    "parked": (Text("Sự kiện tạm giữ", "Parked events"), examine_parked),
    "views": (Text("Bảng đọc", "Read models"), examine_views),
    "ledger": (Text("Sổ cái", "Ledger"), examine_ledger),
    "permissions": (Text("Vai trò và quyền", "Roles and permissions"), examine_permissions),
    "clock": (Text("Đồng hồ", "Clock"), examine_clock),
}
"""In the order they are told. A new section is a line here and a function that gives findings."""

MARKS = {State.OK: "✓", State.WARNING: "!", State.WRONG: "✗", State.UNKNOWN: "?"}


def examine(settings: Settings, *, process: str | None = None, as_json: bool) -> int:
    """
    Examine everything and tell it; 0 nothing is wrong, 1 something is, 2 something could not be examined.

    *process* is the one whose keys must be here and no others. Raises SovangError when there is no such process.
    """
    sections = {name: section for name, (_, section) in SECTIONS.items()}
    sections["keys"] = partial(examine_keys, process=known(process) if process else None)
    found = {name: list(_section(section, settings)) for name, section in sections.items()}
    states = {one.state for findings in found.values() for one in findings}
    if as_json:
        say_json({"ok": not states & {State.WRONG, State.UNKNOWN}, "sections": _plain(found)})
    else:
        _tell(found)
    if State.WRONG in states:
        return ANSWER_IS_NO
    return COULD_NOT_ASK if State.UNKNOWN in states else DONE


def _section(section: Section, settings: Settings) -> Iterator[Finding]:
    try:
        yield from section(settings)
    except (SovangError, PyMongoError, OSError) as error:
        said = scrubbed(str(error))
        yield Finding(
            State.UNKNOWN,
            Text(f"Không khám được: {said}", f"Could not be examined: {said}"),
            Text("Kiểm tra địa chỉ, mật khẩu và máy chủ", "Look at the address, the password and the server"),
        )


def _plain(found: dict[str, list[Finding]]) -> dict[str, list[dict[str, object]]]:
    return {
        name: [
            {
                "state": one.state.value,
                "what": {"vi": one.what.vi, "en": one.what.en},
                "todo": {"vi": one.todo.vi, "en": one.todo.en} if one.todo else None,
            }
            for one in findings
        ]
        for name, findings in found.items()
    }


def _tell(found: dict[str, list[Finding]]) -> None:
    for name, findings in found.items():
        title = SECTIONS[name][0]
        OUT.print(f"{title.vi} / {title.en}", style="bold", markup=False)
        for one in findings:
            say(f"  {MARKS[one.state]} {one.what.vi}", f"    {one.what.en}")
            if one.todo is not None:
                say(f"    → {one.todo.vi}", f"      {one.todo.en}")
