"""Making each process's user at RabbitMQ with its rights, and the exchanges and queues they work on."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from shared.broker.rights import BrokerRights, serve_rights, work_rights
from shared.broker.topology import exchange_name, queue_arguments, queue_name
from shared.settings import Settings
from sovang.hearing import LISTENERS, SOURCES
from sovang.privilege.credentials import CredentialFiles, login_of
from sovang.privilege.management import Management, make_user, vhost_of
from sovang.privilege.roles import PROCESSES, Process


def make_users(settings: Settings, files: CredentialFiles) -> list[str]:
    """
    Give each process its user with its rights, make exchanges and queues; the users' names. Repeating it is harmless.

    Raises TransientError when the broker refuses or is away.
    """
    assert settings.rabbitmq_management_url is not None
    made = []
    with Management(settings.rabbitmq_management_url) as broker:
        for process in PROCESSES:
            uri = files.uri("amqp", process.name, broker_address(settings), process.name)
            login, vhost = login_of(uri, f"amqp-{process.name}"), vhost_of(uri)
            ensure_vhost(broker, vhost)
            make_user(broker, login)
            grant(broker, vhost, login.user, rights_of(process))
            _declare(broker, vhost, process)
            made.append(login.user)
    return made


def rights_of(process: Process) -> BrokerRights:
    """What *process* may do at the broker."""
    if process.role == "serve":
        return serve_rights(process.service)
    return work_rights(process.service, SOURCES[process.service], LISTENERS)


def broker_address(settings: Settings) -> str:
    """Where processes reach the broker: as AMQP_URI says, else the usual port of the management's host, by TLS as there."""
    parts = urlsplit(settings.rabbitmq_management_url or "")
    sealed = urlunsplit(("amqps", f"{parts.hostname}:5671", "//", parts.query, ""))
    return settings.amqp_uri or (sealed if parts.scheme == "https" else f"amqp://{parts.hostname}:5672//")


def grant(broker: Management, vhost: str, user: str, rights: BrokerRights) -> None:
    """Give *user* exactly *rights*."""
    three = {"configure": rights.configure, "write": rights.write, "read": rights.read}
    broker.put("permissions", vhost, user, **three)
    for topic in rights.topics:
        broker.put(
            "topic-permissions", vhost, user, exchange=topic.exchange, write=topic.write, read=topic.read
        )


def ensure_vhost(broker: Management, vhost: str) -> None:
    """Make *vhost* unless it is there."""
    if broker.get("vhosts", vhost) is None:
        broker.put("vhosts", vhost)


def declare_queue(
    broker: Management, vhost: str, name: str, source: str, arguments: dict[str, object]
) -> None:
    """Make queue *name* unless it stands, with whatever arguments, and bind it to all events of *source*."""
    if broker.get("queues", vhost, name) is None:
        broker.put("queues", vhost, name, durable=True, auto_delete=False, arguments=arguments)
    broker.post("bindings", vhost, "e", exchange_name(source), "q", name, routing_key="#", arguments={})


def broker_version(broker: Management) -> str:
    """RabbitMQ's version."""
    return str(broker.get("overview")["rabbitmq_version"])


def _declare(broker: Management, vhost: str, process: Process) -> None:
    if process.role != "work":
        return
    arguments = queue_arguments(broker_version(broker))
    for source in SOURCES[process.service]:
        broker.put("exchanges", vhost, exchange_name(source), type="topic", durable=True, auto_delete=False)
        for consumer in LISTENERS[source]:
            declare_queue(broker, vhost, queue_name(consumer, source), source, arguments)
