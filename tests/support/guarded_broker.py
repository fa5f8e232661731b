"""A RabbitMQ whose users are made at its management interface, reached also over TLS."""

from __future__ import annotations

import urllib.parse
from pathlib import Path

import requests

from shared.settings import Settings
from tests.support.certificates import Authority
from tests.support.ports import free_ports
from tests.support.rabbitmq import RabbitNode
from tests.support.realms import realm_settings
from tests.support.waiting import until


class GuardedBroker:
    """A node with the management plugin and TLS, and where those are."""

    def __init__(self, folder: Path) -> None:
        self.port, self.tls_port = free_ports(2)
        self.authority = Authority(folder / "ours")
        certificate, key = self.authority.certify("broker.test", "127.0.0.1")
        listen = {
            "management.tcp.port": self.port,
            "management.tcp.ip": "127.0.0.1",
            "listeners.ssl.1": f"127.0.0.1:{self.tls_port}",
            "ssl_options.cacertfile": self.authority.ca,
            "ssl_options.certfile": certificate,
            "ssl_options.keyfile": key,
        }
        lines = "".join(f"{name} = {value}\n" for name, value in listen.items())
        self.node = RabbitNode(folder, plugins="rabbitmq_management", settings=lines)
        self.url = f"http://guest:guest@127.0.0.1:{self.port}"
        until(self._answers, 120, "the management interface answers")

    def settings(self, home: Path, vhost: str = "/") -> Settings:
        """Of a realm whose broker this is."""
        place = f"amqp://127.0.0.1:{self.node.port}/{urllib.parse.quote(vhost, safe='')}"
        return realm_settings(home, amqp_uri=place, rabbitmq_management_url=self.url)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/api/overview", timeout=5).ok
        except requests.RequestException:
            return False
