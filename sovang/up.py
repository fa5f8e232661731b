"""`sovang up`: one machine from nothing to ready, the demo's scenario played in, until Ctrl-C."""

from __future__ import annotations

import threading
import time
from importlib import import_module

from shared.errors import SovangError, TransientError
from shared.settings import Settings
from shared.stopping import StopSignals
from shared.texts import Text
from sovang.client import Client, Unreachable
from sovang.notes import ADMINISTRATOR, DemoNotes
from sovang.playing import Played, Player, new_run, new_secret
from sovang.scenario import Scenario, find, load_scenario
from sovang.screen import ANSWER_IS_NO, DONE, OUT, complain, say, say_text
from sovang.story import tell_end, tell_step
from sovang.supervisor import READY_SECONDS, CannotStart, Supervisor, answers

FIRST_SCENARIO = "s002"
LOOK_EVERY_SECONDS = 0.2


def up(settings: Settings, *, play: bool = True) -> int:
    """Run until SIGINT or SIGTERM; gives the exit code. Raises CannotStart and DatabaseChild's errors."""
    asked, stop = StopSignals(), threading.Event()
    started = time.monotonic()
    say(
        f"Sổ Vàng khởi động; dữ liệu ở {settings.home}.",
        f"Sổ Vàng is starting; its data is in {settings.home}.",
    )
    supervisor = Supervisor(settings, say_text)
    watcher = threading.Thread(target=_watch, args=(supervisor, stop), daemon=True)
    # What opens a realm knows all services, and takes as long to import as the database takes to start: do both at once.
    threading.Thread(target=import_module, args=("sovang.realm",), daemon=True).start()
    try:
        supervisor.start_database()
        open_realm_with(supervisor, settings)
        supervisor.start_services()
        supervisor.wait_until_ready()
        seconds = time.monotonic() - started
        say(f"Sẵn sàng sau {seconds:.1f} giây.", f"Ready after {seconds:.1f} s.")
        watcher.start()
        if settings.demo and play:
            _play_first(settings)
        _greet(settings)
        while not asked.wait(LOOK_EVERY_SECONDS):
            pass
    finally:
        say("Đang dừng…", "Stopping…")
        stop.set()
        if watcher.is_alive():
            watcher.join()
        clean = supervisor.stop()
        say(
            "Đã dừng; dữ liệu được giữ nguyên, chạy lại để tiếp tục.",
            "Stopped; the data is kept, start again to go on.",
        )
    return DONE if clean else ANSWER_IS_NO


def open_realm_with(supervisor: Supervisor, settings: Settings) -> None:
    """Open the realm, also when the database is killed meanwhile; raises CannotStart after READY_SECONDS."""
    from sovang.realm import open_realm  # noqa: PLC0415  # imported while the database starts, see up

    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            open_realm(settings, supervisor.mongo_uri)
        except TransientError as error:
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"Cơ sở dữ liệu không trả lời: {error}. / The database does not answer: {error}."
                ) from error
            supervisor.start_database()
        else:
            return


def play_scenario(
    settings: Settings, scenario: Scenario, *, run: str, secret: str, quiet: bool = False
) -> Played:
    """Play *scenario* against the services of *settings* as the demo's administrator."""
    url = settings.service_url("nominations")
    if not answers(f"{url}/api/nominations/openapi.json"):  # an edge shows no health pages
        raise Unreachable(
            f"Không kết nối được {url}: chạy `make run` trước. / Cannot reach {url}: run `make run` first."
        )
    password = str(DemoNotes(settings).read().get("administrator", ""))
    player = Player(
        scenario,
        settings.service_url,
        Client(settings.service_url, ADMINISTRATOR, password),
        run=run,
        secret=secret,
        told=(lambda *_: None) if quiet else tell_step,
    )
    return player.play()


def _play_first(settings: Settings) -> None:
    notes = DemoNotes(settings)
    if "cases" in notes.read():
        return
    whole = load_scenario(find(FIRST_SCENARIO))
    scenario = whole.opened()
    if "first_run" not in notes.read():
        notes.add(first_run=new_run(), secret=new_secret())
    known = notes.read()
    OUT.print()
    OUT.print(f"Kịch bản {scenario.id.upper()}: {scenario.title.vi}", style="bold", markup=False)
    OUT.print(scenario.title.en, style="dim", markup=False)
    try:
        played = play_scenario(settings, scenario, run=known["first_run"], secret=known["secret"])
    except SovangError as error:  # the system stands; the next start goes on with the scenario
        _tell_error(error)
        return
    tell_end(scenario, played)
    if len(scenario.steps) < len(whole.steps):
        last = scenario.steps[-1].name
        say(
            f"Kịch bản còn đi tiếp sau bước {last}: sovang scenario run {whole.id}.",
            f"The scenario goes on after step {last}: sovang scenario run {whole.id}.",
        )
    notes.add(
        cases=played.cases,
        sign_ins=[
            {"title": one.title, "username": one.username, "password": one.password}
            for one in played.sign_ins
        ],
    )


def _greet(settings: Settings) -> None:
    url = settings.service_url("audit")
    notes = DemoNotes(settings).read() if settings.demo else {}
    OUT.print()
    say(f"Cổng kiểm tra:      {url}/", "the portal for inspectors")
    say(f"Tài liệu API:       {url}/docs", "the API's documentation")
    say(f"Điểm kiểm sổ cái:   {url}/ledger/checkpoint", "the ledger's checkpoint")
    for name, case in notes.get("cases", {}).items():
        say(f"Hồ sơ «{name}»: {url}/cases/{case}", f"or: .venv/bin/sovang timeline {case}")
    if notes.get("sign_ins"):
        OUT.print("Đăng nhập thử / sign-ins of the demo:", style="bold")
        for one in notes["sign_ins"]:
            OUT.print(f"  {one['title']:<28} {one['username']:<28} {one['password']}", markup=False)
        OUT.print(f"  {'Quản trị hệ thống':<28} {ADMINISTRATOR:<28} {notes['administrator']}", markup=False)
    say_text(
        Text(
            "Kiểm tra sổ cái: .venv/bin/sovang ledger verify · Dừng: Ctrl-C",
            "Verify the ledger with that command; stop with Ctrl-C.",
        )
    )


def _watch(supervisor: Supervisor, stop: threading.Event) -> None:
    while not stop.wait(LOOK_EVERY_SECONDS):
        try:
            supervisor.look()
        except SovangError as error:  # told, and tried again: nobody else would
            _tell_error(error)


def _tell_error(error: SovangError) -> None:
    vi, _, en = str(error).partition(" / ")
    complain(vi, en)
