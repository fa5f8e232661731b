"""
`make bench`: every figure, on servers of its own, into a table and, part by part, `bench/results.json`.

`make bench PART="ceiling replicas"` measures those parts alone, into `build/bench.json`; with `KEEP=1` in place of what
`bench/results.json` holds of them.
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
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
from bench.about import ROOT, about, machine  # noqa: E402
from bench.figures import Figure, show  # noqa: E402
from bench.kept import RESULTS, keep  # noqa: E402
from shared.errors import SovangError  # noqa: E402
from shared.ids import new_id  # noqa: E402
from shared.settings import load_settings  # noqa: E402
from shared.texts import Text  # noqa: E402
from sovang.database import DatabaseChild  # noqa: E402
from sovang.screen import ANSWER_IS_NO, DONE, OUT, say, say_text  # noqa: E402
from tests.support.rabbitmq import RabbitNode  # noqa: E402

VHOST = "bench"
SOME = ROOT / "build" / "bench.json"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The servers and the folder the parts measure on; `amqp_uri` is there for the first parts alone."""

    uri: str
    folder: Path
    amqp_uri: str = ""

    def in_databases(self, measured: Callable[[MongoClient[Any], str], Iterable[Figure]]) -> Iterator[Figure]:
        """*measured*, called with a client and the beginning of the names of its databases, which are removed."""
        name = f"bench_{new_id()[-12:]}"
        mongo: MongoClient[dict[str, Any]] = MongoClient(self.uri, tz_aware=True, w="majority", journal=True)
        try:
            yield from measured(mongo, name)
        finally:
            for one in mongo.list_database_names():
                if one.startswith(name):
                    mongo.drop_database(one)
            mongo.close()


Part = tuple[Text, Callable[[Ground], Iterable[Figure]]]

WITH_BROKER: dict[str, Part] = {
    "store": (STORE, lambda on: on.in_databases(store.measure)),
    "announcing": (
        ANNOUNCING,
        lambda on: on.in_databases(lambda mongo, name: announcing.measure(mongo, name, on.amqp_uri)),
    ),
    "ledger": (
        LEDGER,
        lambda on: on.in_databases(lambda mongo, name: ledger.measure(mongo, name, on.folder)),
    ),
}
WHOLE_SYSTEM: dict[str, Part] = {  # the longest come last
    "answering": (COMMANDS, lambda on: answering.measure(on.folder / "answering", on.uri)),
    "following": (FOLLOWING, lambda on: following.measure(on.folder / "following", on.uri)),
    "running": (RUNNING, lambda on: running.measure(on.folder / "run")),
    "importing": (IMPORTING, lambda on: importing.measure(on.folder / "import")),
    "starting": (STARTING, lambda on: starting.measure(on.folder / "starting", on.uri)),
    "replicas": (REPLICAS, lambda on: replicas.measure(on.folder / "replicas")),
    "ceiling": (CEILING, lambda on: ceiling.measure(on.folder / "ceiling")),
    "registrations": (REGISTRATIONS, lambda on: registrations.measure(on.folder / "registrations")),
}


def main() -> int:
    """Measure what is asked for; a goal that is not met is told, not an error. 1 when a part could not be measured."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asked = _asked()
    given = load_settings().mongo_uri
    with tempfile.TemporaryDirectory(prefix="sovang-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _broker(folder / "rabbitmq") as amqp_uri, _database(folder / "database", given) as uri:
            mongo: MongoClient[dict[str, Any]] = MongoClient(uri, tz_aware=True)
            results = Results(asked, about(mongo, amqp_uri, embedded=given is None))
            mongo.close()
            for one, part in WITH_BROKER.items():
                results.measure(one, part, Ground(uri=uri, folder=folder, amqp_uri=amqp_uri))
        with _database(folder / "house", given) as uri:
            for one, part in WHOLE_SYSTEM.items():
                results.measure(one, part, Ground(uri=uri, folder=folder))
    OUT.print()
    results.show()
    return ANSWER_IS_NO if results.failed else DONE


class Results:
    """What was measured so far, kept after each part: whoever ends it early has the others."""

    def __init__(self, asked: argparse.Namespace, told: Mapping[str, Any]) -> None:
        self.failed: dict[str, str] = {}
        self._chosen = asked.parts or [*WITH_BROKER, *WHOLE_SYSTEM]
        self._path = RESULTS if asked.keep or not asked.parts else SOME
        self._told = told
        self._figures: list[Figure] = []
        if self._path is SOME:
            SOME.unlink(missing_ok=True)

    def measure(self, name: str, part: Part, on: Ground) -> None:
        """Measure *part* if it is chosen."""
        if name not in self._chosen:
            return
        what, measured = part
        about = {**self._told, **machine()}
        started = time.monotonic()
        figures = _told(what, measured(on), self.failed)
        about["seconds"] = round(time.monotonic() - started)
        keep(self._path, name, about, figures, self.failed.get(what.en, ""))
        self._figures += figures

    def show(self) -> None:
        """The table; what is kept goes into the page of operations, too."""
        show(self._figures)
        if self._path is RESULTS:
            sizes.show()
        say(f"Đã ghi vào {self._path}.", f"Written to {self._path}.")


def _asked() -> argparse.Namespace:
    """`parts`, none of which means all, and whether to `keep` them in place of those before."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = [*WITH_BROKER, *WHOLE_SYSTEM]
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help="(mặc định / by default: " + " ".join(names) + ")"
    )
    parser.add_argument("--keep", action="store_true", help="ghi vào / into bench/results.json")
    asked = parser.parse_args()
    if unknown := [one for one in asked.parts if one not in names]:
        parser.error(
            f"không có phần / no such part: {', '.join(unknown)}; có / there are: {', '.join(names)}"
        )
    return asked


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
