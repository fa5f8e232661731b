"""The browser of the machine, one for each file of tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.entry_world import World, secret
from tests.browser.windows import PATIENCE_SECONDS, Opening, sign_in, window

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("There is no Chromium: run tools/install chromium, or set CHROMIUM to the program.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        expect.set_options(timeout=PATIENCE_SECONDS * 1000)
        yield opened
        opened.close()


@pytest.fixture
def signed_in(browser: Browser, world: World) -> Iterator[Opening]:
    """Opens a window in which somebody is signed in, at an address; complaints of the browser fail the test."""
    opened: list[Page] = []
    complaints: list[str] = []

    def at(username: str, address: str, *, scripts: bool = True) -> Page:
        page = window(browser, world.system.url_of("nominations"), scripts=scripts)
        page.on("console", lambda said: complaints.append(said.text))
        opened.append(page)
        page.goto(address)
        sign_in(page, username, secret(username))
        return page

    yield at
    for page in opened:
        page.context.close()
    assert [said for said in complaints if "status of 4" not in said] == []  # a refusal has its status
