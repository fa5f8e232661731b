"""Subscribers outside: each gets a user that can read one bounded queue per source, and do nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shared.broker.rights import subscriber_rights
from shared.broker.topology import queue_arguments
from shared.errors import SovangError
from shared.settings import Settings
from shared.settingvalues import wrong
from sovang.hearing import LISTENERS
from sovang.privilege.broker import broker_address, broker_version, declare_queue, ensure_vhost, grant
from sovang.privilege.credentials import CredentialFiles, login_of
from sovang.privilege.management import Management, make_user, vhost_of

NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")


def add_subscriber(settings: Settings, name: str, sources: Sequence[str], most: int) -> str:
    """
    Make user and queues of subscriber *name*; the file with its URI. At most *most* messages wait, the oldest goes first.

    Repeating it is harmless; it subscribes to exactly *sources* and what it was subscribed to before.
    """
    _require(name, sources)
    files = CredentialFiles(settings.credentials)
    user = f"subscriber-{name}"
    uri = files.uri("amqp", user, broker_address(settings), user)
    with Management(_url(settings)) as broker:
        vhost = vhost_of(uri)
        ensure_vhost(broker, vhost)
        arguments = {**queue_arguments(broker_version(broker)), "x-max-length": most}
        del arguments["x-single-active-consumer"]  # how many read it is theirs to say
        for source in sources:
            declare_queue(broker, vhost, subscriber_queue(name, source), source, arguments)
        make_user(broker, login_of(uri, f"amqp-{user}"))
        held = [one for one in LISTENERS if broker.get("queues", vhost, subscriber_queue(name, one))]
        grant(broker, vhost, user, subscriber_rights(subscriber_queue(name, one) for one in held))
    return str(settings.credentials / f"amqp-{user}")


def remove_subscriber(settings: Settings, name: str) -> None:
    """Take from subscriber *name* its user and its queues, with what waits in them; harmless when there is none."""
    _require(name, ())
    user = f"subscriber-{name}"
    file = settings.credentials / f"amqp-{user}"
    vhost = vhost_of(file.read_text(encoding="utf-8").strip() if file.exists() else broker_address(settings))
    with Management(_url(settings)) as broker:
        broker.delete("users", user)
        for source in LISTENERS:
            broker.delete("queues", vhost, subscriber_queue(name, source))
    file.unlink(missing_ok=True)


def subscriber_queue(name: str, source: str) -> str:
    """The queue in which subscriber *name* hears of *source*."""
    return f"subscriber.{name}.from.{source}"


def _require(name: str, sources: Sequence[str]) -> None:
    if not NAME.fullmatch(name):
        raise SovangError(
            "Tên chỉ gồm chữ thường, số và gạch nối. / A name has lower-case letters, digits and hyphens only."
        )
    for source in sources:
        if source not in LISTENERS:
            raise SovangError(
                f"Không có nguồn {source}; có: {', '.join(LISTENERS)}. / No source {source}; there are those."
            )


def _url(settings: Settings) -> str:
    if settings.rabbitmq_management_url is None:
        raise wrong("RABBITMQ_MANAGEMENT_URL", "chưa có", "missing")
    return settings.rabbitmq_management_url
