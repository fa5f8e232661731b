"""Serves some services from this process: one port, one nameko runner, a graceful end."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import eventlet
import structlog
from eventlet import debug
from nameko import config
from nameko.runners import ServiceRunner

from shared.broker.address import address_of
from shared.broker.memory_rpc import MEMORY_URI, register_transport
from shared.clock import Clock, system_clock
from shared.edge.desk import Ground
from shared.edge.docs import docs_page, problem_page
from shared.edge.health import healthz, readyz
from shared.edge.metrics_page import metrics_page
from shared.edge.port import Port
from shared.edge.providers import PROCESS, Process
from shared.edge.rpc import register_errors
from shared.edge.turnstile import Turnstile
from shared.logs import configure_logs
from shared.platform import Platform, open_platform
from shared.servicetokens import service_tokens
from shared.settings import Settings, WrongSetting
from shared.standing import OWNER, Standing
from shared.startup import ready
from shared.tokens import verifier_of
from shared.tracing import start_tracing, stop_tracing

MAX_WORKERS = 128
STOP_SECONDS = 8.0
ANSWER_SECONDS = 1.5
EDGE = "edge"
"""The name under which the edge of any service asks how an account stands."""

log = structlog.get_logger()


def serve(services: Sequence[str], settings: Settings, clock: Clock = system_clock) -> None:
    """
    Serve *services* until SIGTERM or SIGINT; a second signal ends at once.

    `shared.edge.patched` MUST have been imported before anything else. A service is named plainly, or by the module
    path of its nameko class's module. Raises WrongSetting when it cannot start.
    """
    configure_logs(settings.log_format)
    debug.hub_exceptions(False)  # an error that somebody waits for is not also printed
    if settings.mongo_uri is None:
        raise WrongSetting("Thiết lập MONGO_URI: chưa có. / Setting MONGO_URI: missing.")
    port = Port(settings.host, settings.port, settings.limits)
    port.open()
    start_tracing(settings, "serve")
    platform = open_platform(settings, settings.mongo_uri, clock)
    process = Process(platform, port, ground_of(platform, port.turnstile), {})
    runner = _runner(services, settings, process)
    runner.start()
    _add_common(process)
    port.accept()
    ready()
    log.info("serve ready", services=list(services), address=port.address)
    _until_stopped(runner, port)
    platform.close()
    stop_tracing()
    log.info("serve stopped")


def ground_of(platform: Platform, turnstile: Turnstile) -> Ground:
    """What all desks of this process stand on."""
    settings = platform.settings
    return Ground(
        verify=turnstile.verifying(verifier_of(platform).verify),
        standing=Standing(settings.service_url(OWNER), service_tokens(platform, EDGE), platform.clock),
        fingerprint=platform.keyring.fingerprint,
        clock=platform.clock,
        new_id=platform.new_id,
        demo=settings.demo,
        realm=f"sovang:{settings.realm}",
    )


def _runner(services: Sequence[str], settings: Settings, process: Process) -> ServiceRunner:
    register_transport()
    register_errors()
    broker = address_of(settings.amqp_uri or MEMORY_URI)
    config.setup(
        {
            "AMQP_URI": broker.uri,
            "AMQP_SSL": broker.tls,
            "max_workers": MAX_WORKERS,
            PROCESS: process,
        }
    )
    runner = ServiceRunner()
    for name in services:
        runner.add_service(service_class(name))
    return runner


def service_class(name: str) -> Any:
    """The nameko class of service *name*: the one class of its module that has its own `name`."""
    module = import_module(name if "." in name else f"services.{name}.service")
    found = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__
    ]
    (service,) = (each for each in found if hasattr(each, "desk"))
    return service


def _add_common(process: Process) -> None:
    def desks() -> list[Any]:
        return list(process.desks.values())

    router = process.port.router
    router.add("GET", "/healthz", healthz)
    router.add("GET", "/readyz", readyz(desks))
    router.add("GET", "/metrics", metrics_page)
    router.add("GET", "/docs", docs_page(desks()))
    router.add("GET", "/problems/{code}", problem_page)


def _until_stopped(runner: ServiceRunner, port: Port) -> None:
    stopping: list[Any] = []

    def stop() -> None:
        log.info("serve stopping")
        hard = eventlet.spawn_after(STOP_SECONDS, _give_up)
        port.stop_accepting()
        runner.stop()
        port.wait_for_answers(ANSWER_SECONDS)
        hard.cancel()

    def on_signal(number: int, _frame: Any) -> None:
        if stopping:
            os._exit(128 + number)
        stopping.append(eventlet.spawn(stop))  # a handler runs in the hub and may not wait itself

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    _wait(eventlet.spawn(runner.wait))
    for thread in stopping:
        _wait(thread)


def _wait(thread: Any) -> None:
    while True:
        try:
            thread.wait()
        except OSError as error:  # the hub's wait, interrupted by the signal
            if error.errno != errno.EINTR:
                raise
        else:
            return


def _give_up() -> None:
    log.error("serve did not stop in time")
    os._exit(1)
