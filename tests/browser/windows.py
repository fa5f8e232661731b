"""Windows of the browser: opened, signed in, and held against the rules of accessibility."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE_SECONDS = 120.0
SIGNED_IN = re.compile(r"^(?!.*/sign-in)")
SMALL_LAPTOP = {"width": 1280, "height": 720}
GRAVE = ("serious", "critical")


def new_page(context: BrowserContext) -> Page:
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    return context.new_page()


def window(browser: Browser, address: str, *, scripts: bool = True) -> Page:
    """
    A window of its own, in which the test itself may run a script: the pages have none.

    Without *scripts* it is what the strictest browser leaves of one.
    """
    context = browser.new_context(
        viewport=SMALL_LAPTOP,
        base_url=address,
        bypass_csp=scripts,
        java_script_enabled=scripts,
        locale="vi-VN",
    )
    return new_page(context)


def sign_in(page: Page, username: str, password: str) -> None:
    """Sign in on the page that asks for it."""
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(SIGNED_IN)


def require_accessible(page: Page) -> None:
    """Nothing that axe-core calls serious or critical."""
    found = Axe().run(page).response["violations"]
    grave = [
        (one["id"], one["help"], [node["html"] for node in one["nodes"]])
        for one in found
        if one["impact"] in GRAVE
    ]
    assert grave == [], (page.url, grave)
