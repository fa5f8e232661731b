"""The broker: whether each worker can do what it must and cannot do what it must not, and how queues were made."""

from __future__ import annotations

from collections.abc import Iterator

from shared.broker.probing import Attempt, attempts
from shared.broker.rights import TopicRight
from shared.broker.topology import queue_arguments, queue_name
from shared.settings import Settings
from shared.texts import Text
from sovang.examining.findings import Finding, bad, doubtful, well
from sovang.examining.reaching import credential
from sovang.hearing import LISTENERS, SOURCES
from sovang.privilege.broker import broker_version, rights_of
from sovang.privilege.management import Management, vhost_of
from sovang.privilege.roles import PROCESSES, Process

INIT = Text(
    "Đặt RABBITMQ_MANAGEMENT_URL rồi chạy `sovang init`; mỗi tiến trình dùng tệp amqp-… của mình",
    "Set RABBITMQ_MANAGEMENT_URL and run `sovang init`; let each process use its own file amqp-…",
)


def examine_broker(settings: Settings) -> Iterator[Finding]:
    """Rights as they work, then, with an administrator, rights and queues as they stand. Raises TransientError."""
    files = {process: credential(settings, "amqp", process) for process in PROCESSES}
    present = {process: uri for process, uri in files.items() if uri is not None}
    if settings.amqp_uri is None and not present:
        yield well("Không dùng broker: chuông trong tiến trình", "No broker: doorbells within the process")
        return
    if not present:
        yield doubtful(Text("Mọi tiến trình dùng chung một người dùng", "All processes share one user"), INIT)
    for process, uri in present.items():
        if process.role == "work":
            service = process.service
            yield from _tried(process, attempts(uri, service, SOURCES[service], LISTENERS))
    if settings.rabbitmq_management_url is not None:
        with Management(settings.rabbitmq_management_url) as broker:
            for process, uri in present.items():
                yield _held(broker, process, vhost_of(uri))
            vhosts = {vhost_of(uri) for uri in present.values()}
            for vhost in vhosts or {vhost_of(settings.amqp_uri or "")}:
                yield from _queues(broker, vhost)


def _tried(process: Process, tried: list[Attempt]) -> Iterator[Finding]:
    strange = [one for one in tried if one.allowed != one.wanted]
    for one in strange:
        vi, en = ("thiếu", "may not") if one.wanted else ("thừa", "may, and must not,")
        yield bad(Text(f"{process.name}: {vi} quyền {one.what}", f"{process.name}: {en} {one.what}"), INIT)
    if not strange:
        yield well(
            f"{process.name}: {len(tried)} phép thử quyền đúng như bảng",
            f"{process.name}: {len(tried)} rights tried, all as the table says",
        )


def _held(broker: Management, process: Process, vhost: str) -> Finding:
    found = broker.get("permissions", vhost, process.name)
    rights = rights_of(process)
    wanted = {"configure": rights.configure, "write": rights.write, "read": rights.read}
    topics = broker.get("topic-permissions", vhost, process.name) or []
    held = {TopicRight(one["exchange"], one["write"], one["read"]) for one in topics}
    if found is not None and {name: found[name] for name in wanted} == wanted and held == set(rights.topics):
        return well(
            f"{process.name}: quyền ở broker đúng", f"{process.name}: its rights at the broker are right"
        )
    return bad(
        Text(f"{process.name}: quyền ở broker khác bảng", f"{process.name}: other rights than the table's"),
        INIT,
    )


def _queues(broker: Management, vhost: str) -> Iterator[Finding]:
    wanted = queue_arguments(broker_version(broker))
    for source, consumers in LISTENERS.items():
        for consumer in consumers:
            name = queue_name(consumer, source)
            queue = broker.get("queues", vhost, name)
            if queue is not None and queue["arguments"] == wanted:
                yield well(f"Hàng đợi {name} đúng", f"Queue {name} is as it must be")
            else:
                state = Text(
                    f"Hàng đợi {name} chưa có hoặc sai tham số", f"Queue {name} is missing or different"
                )
                remedy = Text(
                    "Dừng tiến trình work, xóa hàng đợi, chạy `sovang init`: không mất sự kiện nào",
                    "Stop the work processes, delete the queue, run `sovang init`: no event is lost",
                )
                yield bad(state, remedy)
