"""The database: which server it is, and whether each process can do what it must and cannot do what it must not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pymongo import MongoClient

from shared.settings import Settings
from shared.texts import Text
from sovang.examining.findings import Finding, bad, doubtful, well
from sovang.examining.reaching import client_of, credential, general_uri
from sovang.privilege.probing import Probe, probes
from sovang.privilege.roles import PROCESSES, Process, privileges

Client = MongoClient[dict[str, Any]]

INIT = Text(
    "Đặt MONGO_ADMIN_URI rồi chạy `sovang init`; mỗi tiến trình dùng tệp mongo-… của mình",
    "Set MONGO_ADMIN_URI and run `sovang init`; let each process use its own file mongo-…",
)


def examine_database(settings: Settings) -> Iterator[Finding]:
    """The server, then every process's rights. Raises the database's errors, TransientError."""
    files = {process: credential(settings, "mongo", process) for process in PROCESSES}
    present = {process: uri for process, uri in files.items() if uri is not None}
    with client_of(next(iter(present.values()), None) or general_uri(settings)) as client:
        yield from _server(client)
        exact = not _per_database(client)
    if not present:
        yield doubtful(Text("Mọi tiến trình dùng chung một người dùng", "All processes share one user"), INIT)
    for process, uri in present.items():
        with client_of(uri) as client:
            yield from _rights(client, settings, process, exact=exact)


def _server(client: Client) -> Iterator[Finding]:
    version = client.admin.command("buildInfo")["version"]
    name = "SecantusDB" if _per_database(client) else "MongoDB"
    yield well(f"{name} {version} trả lời", f"{name} {version} answers")
    hello = client.admin.command("hello")
    if hello.get("setName"):
        yield well(f"Tập sao chép {hello['setName']}", f"Replica set {hello['setName']}")
    else:
        yield bad(
            Text("Máy chủ không thuộc tập sao chép nào", "The server belongs to no replica set"),
            Text("Khởi động với --replSet và rs.initiate()", "Start it with --replSet and rs.initiate()"),
        )
    concern = client.write_concern.document
    good = concern.get("w") == "majority" and concern.get("j") is True
    yield (
        well("Ghi với w=majority, j=true", "Writes with w=majority, j=true")
        if good
        else bad(
            Text(f"URI làm yếu việc ghi: {concern}", f"The URI weakens writes: {concern}"),
            Text("Bỏ w và journal khỏi MONGO_URI", "Take w and journal out of MONGO_URI"),
        )
    )


def _per_database(client: Client) -> bool:
    """Whether it is the embedded server, which holds rights per database and lets `find` watch."""
    return not str(client.admin.command("buildInfo").get("gitVersion", "")).strip("0")


def _rights(client: Client, settings: Settings, process: Process, *, exact: bool) -> Iterator[Finding]:
    """One finding per right that is missing or too much, one for all that this server cannot refuse, or that all is well."""
    known = {(one.database, action) for one in privileges(settings, process) for action in one.actions}
    tried = list(probes(settings, process))
    strange = [one for one in tried if one.allowed(client) != one.wanted]
    coarse = [] if exact else [one for one in strange if _unrefusable(one, known)]
    for one in strange:
        if one not in coarse:
            yield _strange(process, one)
    if coarse:
        yield doubtful(
            Text(
                f"{process.name}: {len(coarse)} việc không bị chặn, vì máy chủ này giữ quyền theo cả cơ sở dữ liệu",
                f"{process.name}: {len(coarse)} acts are not refused, for this server holds rights per database",
            ),
            Text("Dùng MongoDB khi chạy thật nhiều máy", "Use MongoDB where many machines are at work"),
        )
    if not strange:
        yield well(
            f"{process.name}: {len(tried)} phép thử quyền đúng như bảng",
            f"{process.name}: {len(tried)} rights tried, all as the table says",
        )


def _unrefusable(probe: Probe, known: set[tuple[str, str]]) -> bool:
    """Whether a server that holds rights per database, and lets whoever finds watch, cannot refuse it."""
    return not probe.wanted and ((probe.database, probe.action) in known or probe.action == "changeStream")


def _strange(process: Process, probe: Probe) -> Finding:
    where = f"{probe.action} {probe.database}.{probe.collection}"
    if probe.wanted:
        return bad(Text(f"{process.name}: thiếu quyền {where}", f"{process.name}: may not {where}"), INIT)
    return bad(
        Text(f"{process.name}: thừa quyền {where}", f"{process.name}: may {where}, and must not"), INIT
    )
