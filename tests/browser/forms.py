"""How forms of the pages are filled in: a unit's registration list, and an act that opens by keyboard."""

from __future__ import annotations

import re
from collections.abc import Mapping

from playwright.sync_api import Page

from tests.browser.entry_world import MOVEMENT
from tests.browser.windows import opened_by_key, press
from tests.builders import papers


def fill_row(page: Page, number: int, subject: str, movement: str = MOVEMENT) -> None:
    """Row *number* of a list: who, in which movement; always in the field of office culture."""
    row = page.get_by_role("group", name=f"Điển hình {number}")
    row.get_by_label("Cá nhân, tập thể").fill(subject)
    row.get_by_label("Phong trào thi đua").fill(movement)
    row.get_by_label("Lĩnh vực").fill("văn hóa công sở")


def acts(
    page: Page,
    title: str,
    day: str,
    typed: Mapping[str, str] | None = None,
    chosen: Mapping[str, str] | None = None,
    file: str = "",
) -> None:
    """Open the form *title*, fill it in and send it on *day* of the demo."""
    form = page.get_by_role("form", name=title, exact=True)
    if not form.is_visible():
        opened_by_key(page, title)
    for label, value in (typed or {}).items():
        form.get_by_label(label).fill(value)
    for label, value in (chosen or {}).items():
        form.get_by_label(re.compile(re.escape(label))).select_option(label=value)
    if file:
        content = {"name": f"{file}.pdf", "mimeType": "application/pdf", "buffer": papers.pdf(file)}
        form.get_by_label("Tệp văn bản, minh chứng").set_input_files(content)
    press(page, title, day)
