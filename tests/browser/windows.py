"""Windows of the browser: opened, signed in, and held against the rules of accessibility."""

from __future__ import annotations

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

PATIENCE_SECONDS = 120.0
SIGNED_IN = re.compile(r"^(?!.*/sign-in)")
SMALL_LAPTOP: ViewportSize = {"width": 1280, "height": 720}
HALF: ViewportSize = {"width": 640, "height": 360}
GRAVE = ("serious", "critical")

Opening = Callable[..., Page]
"""Opens a window in which somebody is signed in, at an address."""


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


def require_whole_at_twice_the_size(page: Page) -> None:
    """Nothing is cut off where everything is twice as large, as on a screen of half the width; ends on the usual one."""
    page.set_viewport_size(HALF)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    require_accessible(page)
    page.set_viewport_size(SMALL_LAPTOP)


def follow(link: Locator) -> None:
    """Click what leads to another page and wait for that page: whoever looks at once looks at the one that is going."""
    with link.page.expect_navigation():
        link.click()


def press(page: Page, name: str, day: str = "") -> None:
    """Press the button *name*, on the day the demo plays in its form; ends on the page that answers."""
    button = page.get_by_role("button", name=name, exact=True)
    if day:
        page.locator("form").filter(has=button).get_by_label("Ngày mô phỏng").fill(day)
    follow(button)


def said(page: Page, text: str, role: str = "status") -> None:
    """The page says *text* and is fit for everybody."""
    expect(page.get_by_role(role)).to_contain_text(text)
    require_accessible(page)


def opened_by_key(page: Page, summary: str) -> None:
    page.locator("summary").filter(has_text=re.compile(f"^{re.escape(summary)}$")).focus()
    page.keyboard.press("Enter")
    require_accessible(page)
