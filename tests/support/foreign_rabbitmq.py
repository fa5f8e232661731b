"""A RabbitMQ that runs elsewhere, named by AMQP_URI: outages are made by a network in between."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

import requests

from tests.support.proxy import Proxy
from tests.support.rabbitmq import NoRabbitMQ

MANAGEMENT_PORT = 15672


class ForeignRabbit:
    """
    The same handle as RabbitNode.

    Each test has a vhost of its own, made through the management plugin at port 15672 of the same host.
    """

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        self._host = parts.hostname or "127.0.0.1"
        self._user = (unquote(parts.username or "guest"), unquote(parts.password or "guest"))
        self._proxy = Proxy(self._host, parts.port or 5672).__enter__()
        self._vhosts: set[str] = set()

    def start(self) -> None:
        """Mend the network."""
        self._proxy.restore()

    def stop(self) -> None:
        """Cut the network."""
        self._proxy.refuse()

    kill = stop

    def pause(self) -> None:
        """Let the network swallow everything."""
        self._proxy.hold()
        self._proxy.mute()

    def settle(self) -> None:
        """Nothing to do: its disk is never taken away."""

    def block(self) -> None:
        """Let the network take nothing more: a memory alarm of another machine is not ours to raise."""
        self._proxy.hold()

    def unblock(self) -> None:
        """Let it take everything again."""
        self._proxy.restore()

    def alarmed(self) -> bool:
        """Whether the network has kept something back."""
        return self._proxy.held.is_set()

    def reset(self) -> None:
        """Lose what the vhosts held."""
        self.stop()
        for vhost in list(self._vhosts):
            self.drop_vhost(vhost)
            self.add_vhost(vhost)
        self.start()

    def add_vhost(self, vhost: str) -> None:
        """Make *vhost*, empty."""
        self._vhosts.add(vhost)
        self._manage("PUT", f"vhosts/{vhost}")
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        self._manage("PUT", f"permissions/{vhost}/{quote(self._user[0], safe='')}", everything)

    def uri_of(self, vhost: str) -> str:
        """Where clients reach *vhost*, through the network in between."""
        name, secret = (quote(part, safe="") for part in self._user)
        return f"amqp://{name}:{secret}@127.0.0.1:{self._proxy.own_port}/{vhost}"

    def drop_vhost(self, vhost: str) -> None:
        """Delete *vhost* with all it holds."""
        self._vhosts.discard(vhost)
        self._manage("DELETE", f"vhosts/{vhost}")

    def close(self) -> None:
        """Close the way to it."""
        self._proxy.__exit__(None, None, None)

    def _manage(self, method: str, path: str, content: object = None) -> None:
        url = f"http://{self._host}:{MANAGEMENT_PORT}/api/{path}"
        try:
            answer = requests.request(method, url, auth=self._user, json=content, timeout=60)
            answer.raise_for_status()
        except requests.RequestException as problem:
            raise NoRabbitMQ(
                f"The RabbitMQ of AMQP_URI needs its management plugin at port {MANAGEMENT_PORT}, to give each test "
                f"a vhost of its own: rabbitmq-plugins enable rabbitmq_management ({problem})"
            ) from problem
