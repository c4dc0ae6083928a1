"""A real Chromium against a live server. A page that logs an error or breaks its security policy fails its test."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import arguments, find_chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this very thread, and Django takes any running loop for an async caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=arguments())
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser said against the pages of this test. A test that provokes one on purpose clears it itself."""
    return []


@pytest.fixture
def context(browser: Browser, live_server: LiveServer, complaints: list[str]) -> Iterator[BrowserContext]:
    """A browser with no history and no cookies, at a desk. Its pages may ask nobody but the live server."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="en-US")
    context.set_default_timeout(10_000)
    context.on("page", lambda page: listen(page, live_server.url, complaints))
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """An empty page; `page.goto("/films/")` reads from the live server."""
    yield context.new_page()
    assert complaints == []


def listen(page: Page, site: str, complaints: list[str]) -> None:
    """Notes console errors (a refused style or script is one), uncaught exceptions, and fetches from elsewhere."""

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            complaints.append(f"{page.url}: {message.text} ({message.location['url']})")

    def asked(url: str) -> None:
        if not url.startswith((site, "data:", "blob:", "about:")):
            complaints.append(f"{page.url}: fetched {url}")

    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked(request.url))


@pytest.fixture
def phone(context: BrowserContext, page: Page) -> Page:
    """The same page on the narrowest phone that WCAG's reflow asks for."""
    page.set_viewport_size({"width": 320, "height": 640})
    return page
