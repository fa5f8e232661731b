"""The program of a `work` process: numberers, publishers, projectors, consumers and the sequencer, each under its lease."""

from __future__ import annotations

import shared.startup  # before all else

# isort: split
import sys
from collections.abc import Callable, Sequence
from http.server import ThreadingHTTPServer
from importlib import import_module

import structlog

from shared.broker.amqp import AmqpBell, AmqpDoorbell
from shared.broker.doorbell import Bell, Doorbell, LocalHub
from shared.logs import configure_logs
from shared.measuring import Status, measured
from shared.platform import Platform, open_platform
from shared.roles import Role, RoleRunner
from shared.servicetokens import service_tokens
from shared.settings import SERVICES, Settings, WrongSetting, load_settings
from shared.stopping import StopSignals
from shared.tracing import start_tracing, stop_tracing
from sovang.health import serve_health
from sovang.hearing import LISTENERS
from sovang.orphans import end_with
from sovang.targets import tell_target

STOP_SECONDS = 8.0
LOOK_SECONDS, UP_SECONDS = 1.0, 0.1
LOOPBACK = "127.0.0.1"

log = structlog.get_logger()


def main(arguments: list[str]) -> None:
    """`[--parent PID] SERVICE…`; all services when none is named. Without a parent it has a health page of its own."""
    supervised = arguments[:1] == ["--parent"]
    if supervised:
        end_with(int(arguments[1]))
        arguments = arguments[2:]
    settings = load_settings()
    configure_logs(settings.log_format)
    work(tuple(arguments) or SERVICES, settings, health=not supervised)


def work(services: Sequence[str], settings: Settings, *, health: bool) -> None:
    """Run the roles of *services* until SIGTERM or SIGINT; *health*: their page is on the settings' port, else see _page."""
    mongo_uri = _required(services, settings)
    stop = StopSignals()
    start_tracing(settings, "work")
    log.info("work starting", services=list(services))
    platform = open_platform(settings, mongo_uri)
    roles = all_roles(services, platform)
    runner = RoleRunner(roles)
    runner.start()
    shared.startup.ready()
    with measured(roles, runner.status):
        page = _page(settings, runner.status, supervised=not health)
        _keep(stop, runner, services)
        log.info("work stopping")
        page.shutdown()
        runner.stop(STOP_SECONDS)
    platform.close()
    stop_tracing()
    log.info("work stopped")


def _keep(stop: StopSignals, runner: RoleRunner, services: Sequence[str]) -> None:
    """Wait for *stop*; say once that all roles are up, here or at another process."""
    up = False
    # a signal alone does not wake a wait without end on every platform
    while not stop.wait(LOOK_SECONDS if up else UP_SECONDS):
        if not up and runner.up():
            up = True
            log.info("work started", services=list(services))


def _required(services: Sequence[str], settings: Settings) -> str:
    """The database's address; raises WrongSetting when something is missing without which nothing works."""
    if settings.mongo_uri is None:
        raise WrongSetting("Thiết lập MONGO_URI: chưa có. / Setting MONGO_URI: missing.")
    if settings.amqp_uri is None and set(services) != set(SERVICES):
        raise WrongSetting(
            "Thiết lập AMQP_URI: cần có khi mỗi dịch vụ chạy riêng. / "
            "Setting AMQP_URI: needed when services run apart."
        )
    return settings.mongo_uri


def _page(settings: Settings, status: Status, *, supervised: bool) -> ThreadingHTTPServer:
    """
    Health and metrics. Beside a `serve` on one machine the settings' port is taken: a free one of this machine's own.

    Which one it is stands in `run/targets/work.json`, in the form that Prometheus looks for itself.
    """
    if not supervised:
        return serve_health(settings.host, settings.port, status)
    page = serve_health(LOOPBACK, 0, status)
    tell_target(settings.home, "work", f"{LOOPBACK}:{page.server_address[1]}")
    return page


def all_roles(services: Sequence[str], platform: Platform) -> list[Role]:
    """Every role of *services*, over the doorbell that the settings choose."""
    doorbell, bell_for = doorbells(platform.settings)
    roles: list[Role] = []
    for name in services:
        tokens = service_tokens(platform, name)
        worker = import_module(f"services.{name}.worker")
        roles.extend(worker.roles(platform, doorbell, bell_for, tokens))
    return roles


def doorbells(settings: Settings) -> tuple[Doorbell, Callable[[str], Bell]]:
    """AMQP when there is a broker, else the in-process form."""
    if settings.amqp_uri is None:
        hub = LocalHub()
        return hub.doorbell(), hub.bell
    uri = settings.amqp_uri
    return AmqpDoorbell(uri), lambda source: AmqpBell(uri, source, LISTENERS[source])


if __name__ == "__main__":
    main(sys.argv[1:])
