"""What is shown of the running whole, one step after the other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial

from shared.settings import SERVICES
from sovang.screen import say
from tests.compose import confinement, load, patience, sealed
from tests.compose.door import Door
from tests.compose.quiet import until_at_rest
from tests.compose.stack import Stack
from tests.support.waiting import until

REPLICAS = 3
PATIENCE = float(os.environ.get("PATIENCE", "1"))
"""How many times longer than a machine that does nothing else this one may take."""
HEALTHY_SECONDS = 30.0 * PATIENCE
STOP_SECONDS = 10.0 * PATIENCE
READY_SECONDS = 3.0 * PATIENCE
STARTS = 3
AGAIN_SECONDS = 60.0 * PATIENCE
SCALED_AT, CRASHED_AT = 50, 250


def start(stack: Stack) -> None:
    """From nothing to healthy."""
    seconds = _timed(lambda: stack.compose("up", "--detach", "--wait"))
    say(f"  Mọi dịch vụ khoẻ sau {seconds:.1f} giây.", f"  All services are healthy after {seconds:.1f} s.")
    assert seconds <= HEALTHY_SECONDS, f"healthy only after {seconds:.1f} s"


def start_one_by_one(stack: Stack) -> None:
    """
    From start to ready of each process while the others are there and at rest.

    One that took too long is started twice more, and the middle one of three counts: what else happened on this machine at
    one moment says nothing about it.
    """
    took: dict[str, float] = {}
    busy: list[float] = []
    again: list[str] = []
    for part in (f"{service}-{kind}" for service in SERVICES for kind in ("serve", "work")):
        (container,) = stack.containers(part)
        starts: list[float] = []
        while not starts or (starts[0] > READY_SECONDS and len(starts) < STARTS):
            busy.append(until_at_rest(AGAIN_SECONDS))
            stack.restart(container)
            told = partial(stack.seconds_to_ready, container)
            starts.append(until(told, AGAIN_SECONDS, f"{part} is ready"))
        took[part] = sorted(starts)[len(starts) // 2]
        again += [f"{part} {seconds:.1f}" for seconds in starts if len(starts) > 1]
    each = " · ".join(f"{part} {seconds:.1f}" for part, seconds in took.items())
    longest = max(took, key=lambda part: took[part])
    say(
        f"  Giây: {each}; trước đó máy bận nhất {max(busy):.0%}.",
        f"  The longest: {longest}, {took[longest]:.1f} s; before a start at most {max(busy):.0%} of all cores were in use.",
    )
    if again:
        say(
            f"  Bật lại vì quá lâu, lấy lần giữa: {' · '.join(again)}",
            "  Started again after they took too long; the middle one counts.",
        )
    assert took[longest] <= READY_SECONDS, f"{longest} was ready only after {took[longest]:.1f} s"


def knock(door: Door) -> None:
    """The edge: who is believed, what is published."""
    door.require_known_only_by_trust()
    door.require_routes()


def look_inside(stack: Stack) -> None:
    """Users, keys and memory of every container."""
    confinement.require_nobody_is_root(stack)
    confinement.require_own_keys(stack)
    confinement.require_nothing_wrong(stack)
    confinement.tell_memory(stack)


def try_without_tls(stack: Stack) -> None:
    """Database and broker, from the network inside: in the clear, under another name, with another authority."""
    sealed.require_nothing_in_the_clear(stack)
    sealed.require_own_names_and_authority(stack)
    sealed.require_processes_believe_no_other(stack)
    sealed.require_renewed_without_a_stop(stack)


def try_patience() -> None:
    """What one client may ask, and how slowly."""
    patience.require_largest_body()
    took = patience.require_slow_cut()
    each = " · ".join(f"{what} {seconds:.1f}" for what, seconds in took.items())
    sent = patience.require_limits_told()
    say(
        f"  Giây đến khi ngắt: {each}; bị từ chối ở câu hỏi thứ {sent}.",
        f"  Cut off after that many seconds; question {sent} was one too many.",
    )


def play(stack: Stack, door: Door) -> None:
    """The plan of the source, from outside."""
    told = door.play("s002")
    assert "Result: as in the source." in told, told[-2000:]
    confinement.require_checkpoint_kept_outside(stack)


def scale_and_crash(stack: Stack, door: Door) -> None:
    """Three replicas under load; one of them and one `work` die in the middle of 500 commands."""
    before = load.start(door, "truoc", load.COMMANDS // 5)
    before.until_sent(SCALED_AT, load.DONE_SECONDS)
    scale = ("--no-recreate", "--scale", f"nominations-serve={REPLICAS}")
    stack.compose("up", "--detach", "--wait", *scale, "nominations-serve")
    replicas = stack.containers("nominations-serve")
    assert len(replicas) == REPLICAS
    writers = load.start(door, "tai")
    writers.until_sent(CRASHED_AT, load.DONE_SECONDS)
    (work,) = stack.containers("nominations-work")
    for victim in (replicas[0], work):
        stack.crash(victim)
    before.join(load.DONE_SECONDS)
    writers.join(load.DONE_SECONDS)
    for victim in (replicas[0], work):
        until(partial(stack.restarts, victim), AGAIN_SECONDS, "the policy starts it again")
    for one in (*replicas, work):
        until(partial(stack.healthy, one), AGAIN_SECONDS, "all are healthy again")
    silent = [one for one in replicas if '"endpoint"' not in stack.logs_of(one)]
    assert not silent, f"replicas without a request: {silent}"
    tries = [len(record.outcomes) for record in writers.records]
    entries = load.require_recorded_once(stack, [*before.records, *writers.records])
    say(
        f"  {len(tries)} lệnh được nhận ({sum(tries) - len(tries)} lần gửi lại); sổ có {entries} mục, mỗi việc đúng một lần.",
        f"  {len(tries)} commands accepted ({sum(tries) - len(tries)} sent again); {entries} entries, each once.",
    )


def verify(stack: Stack) -> None:
    """The ledger and every service against it, asked as an operator does."""
    say(
        "  "
        + stack.compose("exec", "-T", "audit-serve", "sovang", "ledger", "verify")
        .strip()
        .replace("\n", "\n  ")
    )


def start_before_the_broker(stack: Stack) -> None:
    """A `serve` and a `work` that start while there is no broker come up once there is one."""
    parts = ("awards-serve", "awards-work")
    stack.compose("stop", "rabbitmq", *parts)
    stack.start_alone(*parts)
    stack.start_alone("rabbitmq")
    for part in parts:
        (container,) = stack.containers(part)
        until(partial(stack.healthy, container), AGAIN_SECONDS, f"{part} is healthy")


def replace_without_a_stop(stack: Stack, door: Door) -> None:
    """As an upgrade does: the new one beside the old one, then the old one goes; no client is refused."""
    writers = load.start(door, "thay", load.COMMANDS // 5)
    stack.compose("up", "--detach", "--no-recreate", "--scale=awards-serve=1", "--scale=nominations-serve=1")
    for service in ("nominations-serve", "awards-serve"):
        (old,) = stack.containers(service)
        stack.compose(
            "up", "--detach", "--wait", "--no-deps", "--no-recreate", f"--scale={service}=2", service
        )
        stack.remove(old)
    writers.join(load.DONE_SECONDS)
    load.require_recorded_once(stack, writers.records)
    again = sum(len(record.outcomes) - 1 for record in writers.records)
    say(f"  {again} lần phải gửi lại.", f"  {again} times a command was sent again.")


def stop_and_go_on(stack: Stack, door: Door) -> None:
    """
    `docker compose stop` under load ends in time; nothing acknowledged is lost when it goes on.

    In time is each container within the seconds after which Docker would kill it; the whole takes longer, since database
    and broker are told to stop only when nobody needs them any more.
    """
    writers = load.start(door, "dung", load.COMMANDS // 5)
    writers.until_sent(load.COMMANDS // 10, load.DONE_SECONDS)
    running = {name for name, state in stack.states().items() if not state.startswith("exit")}
    begun = time.time()
    seconds = _timed(lambda: stack.compose("stop"))
    took = stack.seconds_to_end(begun)
    codes = {name: state for name, state in stack.states().items() if state not in ("exit 0", "exit 143")}
    assert not codes, f"these did not end by themselves: {codes}"
    assert took.keys() == running, f"told of {sorted(took)}, stopped were {sorted(running)}"
    last = max(took, key=lambda name: took[name])
    assert took[last] <= STOP_SECONDS, f"{last} ended only {took[last]:.1f} s after it was told to"
    again = _timed(lambda: stack.compose("up", "--detach", "--wait", "--no-recreate"))
    assert again <= HEALTHY_SECONDS, f"healthy again only after {again:.1f} s"
    writers.join(load.DONE_SECONDS)
    stack.forget_addresses()
    load.require_recorded_once(stack, writers.records)
    say(
        f"  Dừng hết sau {seconds:.1f} giây (lâu nhất: {last}, {took[last]:.1f} giây), khoẻ lại sau {again:.1f} giây, không mất lệnh nào.",
        f"  All stopped after {seconds:.1f} s (the longest: {last}, {took[last]:.1f} s), healthy again after {again:.1f} s, nothing is lost.",
    )


def _timed(act: Callable[[], object]) -> float:
    started = time.monotonic()
    act()
    return time.monotonic() - started
