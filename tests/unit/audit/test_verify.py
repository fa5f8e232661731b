"""The verifier's ways to read a log, and its command line."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from services.audit import verify as verifier
from services.audit.verify import FolderLog, HttpLog, LogUnreachable, ResourceMissing, main, verify
from tests.unit.audit.logs import VKEY, leaves, publish, write

ROOT = Path(__file__).parents[3]
LEAVES = leaves(300)
FILES = publish(LEAVES)
BUNDLE = "tile/entries/000"


@dataclass
class Site:
    """What the web server below serves, and what it was asked."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=lambda: dict(FILES))
    answers: dict[str, int] = field(default_factory=dict)
    first: dict[str, list[int]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.removeprefix("/ledger/")
            served.asked.append((name, self.headers.get("Authorization")))
            content = served.files.get(name, b"")
            usual = served.answers.get(name, 200 if name in served.files else 404)
            self.send_response(served.first[name].pop(0) if served.first.get(name) else usual)
            for header, value in {"Content-Length": str(len(content)), **served.headers}.items():
                self.send_header(header, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    served.url = f"http://127.0.0.1:{server.server_port}/ledger"
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(FILES, tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    return main([*arguments, "--vkey", VKEY], out), out.getvalue()


def test_a_log_in_a_folder_is_verified(folder: Path) -> None:
    assert verify(FolderLog(folder), VKEY).ok


def test_a_log_behind_a_url_is_verified_with_a_token(site: Site) -> None:
    assert verify(HttpLog(site.url + "/", "secret"), VKEY).ok
    assert ("checkpoint", "Bearer secret") in site.asked
    assert {token for _, token in site.asked} == {"Bearer secret"}


def test_a_packed_answer_is_unpacked(site: Site) -> None:
    site.files = {name: gzip.compress(content) for name, content in FILES.items()}
    site.headers = {"Content-Encoding": "gzip"}
    assert verify(HttpLog(site.url), VKEY).ok
    assert {token for _, token in site.asked} == {None}


def test_a_packed_answer_unpacks_to_no_more_than_a_bundle_can_hold(site: Site) -> None:
    site.files = {BUNDLE: gzip.compress(bytes(verifier.MAX_ANSWER * 4))}
    site.headers = {"Content-Encoding": "gzip"}
    assert len(HttpLog(site.url).entries(0, 256)) == verifier.MAX_ANSWER + 1


def test_a_token_is_not_sent_along_a_redirect(site: Site) -> None:
    site.answers, site.headers = {"checkpoint": 302}, {"Location": "/ledger/tile/0/000"}
    HttpLog(site.url, "secret").checkpoint()
    assert site.asked == [("checkpoint", "Bearer secret"), ("tile/0/000", None)]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two tries."""
    monkeypatch.setattr(verifier, "PAUSES", (0.0,) * len(verifier.PAUSES))


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("status", [429, 502, 503, 504])
@pytest.mark.parametrize("name", ["checkpoint", "tile/0/000", BUNDLE])
def test_a_log_that_is_busy_is_asked_again(site: Site, name: str, status: int) -> None:
    site.first = {name: [status] * len(verifier.PAUSES)}
    assert verify(HttpLog(site.url), VKEY).ok


@pytest.mark.usefixtures("at_once")
def test_a_log_that_refuses_is_asked_once(site: Site) -> None:
    site.first = {"checkpoint": [403]}
    with pytest.raises(LogUnreachable, match="403"):
        verify(HttpLog(site.url), VKEY)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_a_log_that_does_not_answer_is_not_a_log_that_says_no(site: Site, status: int) -> None:
    site.answers = {BUNDLE: status}
    with pytest.raises(LogUnreachable, match=str(status)):
        verify(HttpLog(site.url), VKEY)
    assert run("--url", site.url)[0] == 2


@pytest.mark.parametrize("headers", [{"Content-Length": "99999"}, {"Content-Encoding": "gzip"}])
def test_an_answer_that_broke_off_is_no_answer(site: Site, headers: dict[str, str]) -> None:
    site.headers = headers
    with pytest.raises(LogUnreachable):
        HttpLog(site.url).checkpoint()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/ledger", "ftp://example.com", "ledger", "http://[/"])
def test_an_address_nobody_answers_at_could_not_be_asked(url: str) -> None:
    status, told = run("--url", url)
    assert status == 2
    assert told.startswith("Không kiểm tra được sổ")
    assert "could not be checked" in told


def test_what_a_log_does_not_have_is_missing(site: Site, folder: Path) -> None:
    for log in (HttpLog(site.url), FolderLog(folder)):
        with pytest.raises(ResourceMissing):
            log.tile(5, 0, 256)
        with pytest.raises(ResourceMissing):
            log.entries(0, 3)


def test_a_log_without_a_checkpoint_has_none(site: Site, tmp_path: Path) -> None:
    site.files = {}
    assert HttpLog(site.url).checkpoint() is None
    assert FolderLog(tmp_path).checkpoint() is None


def test_a_folder_that_is_not_there_could_not_be_asked(tmp_path: Path) -> None:
    assert run("--folder", str(tmp_path / "nowhere"))[0] == 2


def test_a_file_that_cannot_be_read_could_not_be_asked(folder: Path) -> None:
    (folder / BUNDLE).unlink()
    (folder / BUNDLE).mkdir()
    assert run("--folder", str(folder))[0] == 2


def test_an_intact_log_ends_with_zero_and_speaks_vietnamese_first(folder: Path) -> None:
    status, told = run("--folder", str(folder))
    assert status == 0
    lines = told.splitlines()
    assert lines[0].startswith("ĐÚNG")
    assert lines[1].startswith("YES")


def test_a_tampered_log_ends_with_one_and_names_the_entry(folder: Path) -> None:
    path = folder / BUNDLE
    raw = bytearray(path.read_bytes())
    raw[150] ^= 1
    path.write_bytes(raw)
    status, told = run("--folder", str(folder))
    assert status == 1
    assert told.startswith("KHÔNG")
    assert "  - Mục 0 (nominations@1" in told
    assert told.index("Mục 0") < told.index("NO.") < told.index("Entry 0")


def test_a_log_without_a_checkpoint_is_neither_yes_nor_no(tmp_path: Path) -> None:
    status, told = run("--folder", str(tmp_path))
    assert status == 2
    assert "nothing to verify" in told


def test_a_checkpoint_kept_from_earlier_must_still_hold(folder: Path, tmp_path: Path) -> None:
    kept, later = tmp_path / "kept", tmp_path / "later"
    kept.write_bytes(publish(LEAVES[:200])["checkpoint"])
    later.write_bytes(publish(leaves(301))["checkpoint"])
    assert run("--folder", str(folder), "--known", str(kept))[0] == 0
    status, told = run("--folder", str(folder), "--known", str(kept), "--known", str(later))
    assert status == 1
    assert "its end was cut off" in told


@pytest.mark.parametrize("kept", [None, b"", b"\xff"])
def test_a_kept_checkpoint_that_cannot_be_read_stops_the_check(folder: Path, kept: bytes | None) -> None:
    path = folder / "kept"
    if kept is not None:
        path.write_bytes(kept)
    assert run("--folder", str(folder), "--known", str(path))[0] == 2


def test_a_wrong_key_or_no_place_could_not_be_asked(folder: Path) -> None:
    assert main(["--folder", str(folder), "--vkey", "nonsense"], io.StringIO()) == 2
    with pytest.raises(SystemExit) as end:
        run()
    assert end.value.code == 2


def test_it_runs_as_a_module_and_loads_nothing_of_the_system(folder: Path) -> None:
    script = (
        "import sys, runpy; sys.argv = ['verify', *sys.argv[1:]]\n"
        "try: runpy.run_module('services.audit.verify', run_name='__main__')\n"
        "except SystemExit as end: code = end.code\n"
        "own = sorted(m for m in sys.modules if m.split('.')[0] in {'shared', 'services', 'sovang'})\n"
        "print(code, [m for m in own if not m.startswith('services.audit.domain')])\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{script}",
         "--folder", str(folder), "--vkey", VKEY],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "YES" in done.stdout
    assert done.stdout.splitlines()[-1] == "0 ['services', 'services.audit']"


def test_progress_is_shown_on_a_terminal(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    verify(FolderLog(folder), VKEY, verifier._progress)
    assert capsys.readouterr().err == "\r256/300\r300/300\n"
