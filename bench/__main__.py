"""`make bench`: every figure, on servers of its own, into a table and `bench/results.json`."""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
from pymongo import MongoClient

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

from bench import (  # noqa: E402
    announcing,
    answering,
    ceiling,
    following,
    importing,
    ledger,
    registrations,
    replicas,
    running,
    sizes,
    starting,
    store,
)
from bench.about import about  # noqa: E402
from bench.figures import Figure, show, write  # noqa: E402
from shared.errors import SovangError  # noqa: E402
from shared.ids import new_id  # noqa: E402
from shared.settings import load_settings  # noqa: E402
from shared.texts import Text  # noqa: E402
from sovang.database import DatabaseChild  # noqa: E402
from sovang.screen import ANSWER_IS_NO, DONE, OUT, say, say_text  # noqa: E402
from tests.support.rabbitmq import RabbitNode  # noqa: E402

VHOST = "bench"
STORE = Text("Kho sự kiện, bên cạnh lệnh chèn thường", "The event store beside plain inserts")
ANNOUNCING = Text("Đánh số và công bố, bên cạnh nameko", "Numbering and publishing beside nameko")
LEDGER = Text("Ghi sổ cái và kiểm sổ cái", "Sequencing into the ledger, and verifying it")
COMMANDS = Text(
    "Lệnh qua HTTP, bên cạnh nameko trả hằng số", "Commands over HTTP beside nameko with a constant"
)
FOLLOWING = Text("Từ lệnh được nhận đến diễn biến hồ sơ", "From the accepted command to the case's timeline")
STARTING = Text("Từ lúc bật đến sẵn sàng", "From start to ready")
REPLICAS = Text("Ba tiến trình serve bên cạnh một", "Three serve processes beside one")
CEILING = Text("Sức của work, bộ nhớ sau 100.000 sự kiện", "What work can do, memory after 100,000 events")
IMPORTING = Text("Nhập 5.000 dòng từ Excel", "Importing 5,000 rows from Excel")
REGISTRATIONS = Text(
    "Danh sách, tìm kiếm, số liệu với 100.000 đăng ký",
    "Lists, searches and counts with 100,000 registrations",
)
RUNNING = Text("make run: khởi động, bộ nhớ, khởi động lại", "make run: start, memory, second start")


def main() -> int:
    """Measure everything; a goal that is not met is told, not an error. 1 when a part could not be measured."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    started = time.monotonic()
    given = load_settings().mongo_uri
    figures: list[Figure] = []
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="sovang-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _broker(folder / "rabbitmq") as amqp_uri, _database(folder / "database", given) as uri:
            mongo: MongoClient[dict[str, Any]] = MongoClient(uri, tz_aware=True, w="majority", journal=True)
            told = about(mongo, amqp_uri, embedded=given is None)
            figures += _parts(mongo, amqp_uri, folder, failed)
            mongo.close()
        with _database(folder / "house", given) as uri:
            # The longest parts come last, and what is measured is kept after each: whoever ends it early has the others.
            left: dict[Text, Callable[[], Iterable[Figure]]] = {
                COMMANDS: lambda: answering.measure(folder / "answering", uri),
                FOLLOWING: lambda: following.measure(folder / "following", uri),
                RUNNING: lambda: running.measure(folder / "run"),
                IMPORTING: lambda: importing.measure(folder / "import"),
                STARTING: lambda: starting.measure(folder / "starting", uri),
                REPLICAS: lambda: replicas.measure(folder / "replicas"),
                CEILING: lambda: ceiling.measure(folder / "ceiling"),
                REGISTRATIONS: lambda: registrations.measure(folder / "registrations"),
            }
            while left:
                what = next(iter(left))
                figures += _told(what, left.pop(what)(), failed)
                ended = {one.en: "ended before" for one in left}
                seconds = round(time.monotonic() - started)
                kept = {
                    **told,
                    "seconds": seconds,
                    "not_measured": {**told["not_measured"], **failed, **ended},
                }
                write(figures, kept)
                sizes.show()
    OUT.print()
    show(figures, kept)
    sizes.show()
    return ANSWER_IS_NO if failed else DONE


def _parts(
    mongo: MongoClient[dict[str, Any]], amqp_uri: str, folder: Path, failed: dict[str, str]
) -> list[Figure]:
    """What is measured part by part, each in databases of its own."""
    realm = f"bench_{new_id()[-12:]}"
    try:
        return [
            *_told(STORE, store.measure(mongo, f"{realm}_store"), failed),
            *_told(ANNOUNCING, announcing.measure(mongo, f"{realm}_announcing", amqp_uri), failed),
            *_told(LEDGER, ledger.measure(mongo, f"{realm}_ledger", folder), failed),
        ]
    finally:
        for name in mongo.list_database_names():
            if name.startswith(realm):
                mongo.drop_database(name)


def _told(what: Text, measured: Iterable[Figure], failed: dict[str, str]) -> list[Figure]:
    """The figures, each printed as it comes; what goes wrong ends this part alone and goes into *failed*."""
    say_text(Text(f"{what.vi} …", what.en))
    figures = []
    try:
        for one in measured:
            ratio = "" if one.ratio is None else f" = {one.ratio:.2f} ×"
            met = (
                ""
                if one.goal == "–"
                else f" ({one.goal}: {'đạt / met' if one.met else 'KHÔNG ĐẠT / NOT MET'})"
            )
            say(f"  {one.figure}: {one.value:,.1f} {one.unit}{ratio}{met}")
            figures.append(one)
    except (AssertionError, OSError, subprocess.SubprocessError, SovangError) as error:
        failed[what.en] = str(error)
        say(f"  không đo được: {error}", "this part could not be measured")
    return figures


@contextmanager
def _database(folder: Path, given: str | None) -> Iterator[str]:
    """MONGO_URI, or a database child of the bench's own."""
    if given is not None:
        yield given
        return
    child = DatabaseChild(folder)
    child.start()
    try:
        yield child.uri
    finally:
        child.stop()


@contextmanager
def _broker(folder: Path) -> Iterator[str]:
    """A private RabbitMQ."""
    folder.mkdir()
    node = RabbitNode(folder)
    try:
        node.add_vhost(VHOST)
        yield node.uri_of(VHOST)
    finally:
        node.close()


if __name__ == "__main__":
    sys.exit(main())
