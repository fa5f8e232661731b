"""What `make test-compose` does in its network namespace: every step told; on failure, what the failing services say."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sovang.screen import ANSWER_IS_NO, DONE, complain, say
from tests.compose import steps
from tests.compose.door import Door
from tests.compose.stack import Failed, Stack

GOOD = ("healthy", "exit 0")


def main(folder: Path) -> int:
    """All steps; 0 when each held."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    stack = Stack({})
    try:
        _each(stack, folder)
    except Exception as failure:  # noqa: BLE001  # whatever it is, it is told with what the services say
        complain(f"KHÔNG ĐẠT: {failure}", "failed")
        _tell_failing(stack)
        return ANSWER_IS_NO
    finally:
        stack.compose("down", "--volumes", "--timeout", "3")
    say("Đạt: mọi bước.", "Every step held.")
    return DONE


def _each(stack: Stack, folder: Path) -> None:
    started = time.monotonic()

    def step(vi: str, en: str, act: Callable[[], None]) -> None:
        say(f"[{time.monotonic() - started:5.1f} s] {vi} …", f"{en} …")
        act()

    step("Khởi động", "Starting", lambda: steps.start(stack))
    step(
        "Từng tiến trình: từ lúc bật đến sẵn sàng",
        "Each process: from start to ready",
        lambda: steps.start_one_by_one(stack),
    )
    door = Door(stack, folder / "client")
    step("Cửa ngõ TLS: tin ai, công bố gì", "The edge: trust and routes", lambda: steps.knock(door))
    step(
        "Không ai là root; mỗi tiến trình chỉ có khóa của mình",
        "Nobody is root; each process has its own keys alone",
        lambda: steps.look_inside(stack),
    )
    step(
        "Cơ sở dữ liệu và broker: chỉ nói TLS, chỉ tin cơ quan cấp của mình",
        "Database and broker: TLS alone, our authority alone",
        lambda: steps.try_without_tls(stack),
    )
    step(
        "Giới hạn và người gửi chậm, qua cửa ngõ",
        "Limits and slow clients at the edge",
        steps.try_patience,
    )
    step("Kịch bản S002 từ bên ngoài", "Scenario s002 from outside", lambda: steps.play(stack, door))
    step(
        "Ba bản nominations-serve dưới tải; một serve và một work chết",
        "Three replicas under load; a serve and a work die",
        lambda: steps.scale_and_crash(stack, door),
    )
    step("Kiểm sổ cái", "Verifying the ledger", lambda: steps.verify(stack))
    step(
        "Khởi động khi chưa có RabbitMQ",
        "Started before the broker",
        lambda: steps.start_before_the_broker(stack),
    )
    step(
        "Thay từng serve khi đang có tải",
        "Each serve replaced under load",
        lambda: steps.replace_without_a_stop(stack, door),
    )
    step(
        "Dừng dưới tải rồi chạy tiếp",
        "Stopped under load, and on again",
        lambda: steps.stop_and_go_on(stack, door),
    )
    step("Kiểm sổ cái lần nữa", "Verifying the ledger again", lambda: steps.verify(stack))


def _tell_failing(stack: Stack) -> None:
    try:
        states = stack.states()
        failing = [name for name, state in states.items() if state not in GOOD]
        for name in failing:
            complain(f"--- {name}: {states[name]}", stack.tail_of(name))
    except Failed as failure:
        complain(f"Không đọc được nhật ký: {failure}", "The logs cannot be read.")


if __name__ == "__main__":
    os.nice(5)
    sys.exit(main(Path(sys.argv[1])))
