"""Finds the Chromium that the browser tests drive. `python -m tests.browser.chromium` prints it, or says what to do."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
HELP = (
    "There is no Chromium or Chrome for the browser tests. Install it (on Debian: sudo apt-get install chromium; "
    "elsewhere: .venv/bin/playwright install chromium) or name it: make test CHROMIUM=/path/to/chrome"
)

# Without these it looks up hosts outside again and again, which a closed network refuses.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromium(RuntimeError):
    """There is no browser to test with; its text says how to get one."""


def find_chromium() -> Path:
    """The browser named by CHROMIUM, one of PATH's, Chrome on a Mac, or Playwright's. Raises NoChromium."""
    if named := os.environ.get("CHROMIUM"):
        if Path(named).is_file():
            return Path(named)
        raise NoChromium(f"CHROMIUM names {named}, which is no file.")
    on_path = (Path(found) for name in NAMES if (found := shutil.which(name)))
    found = next(on_path, None) or next((path for path in (MAC, _fetched()) if path.is_file()), None)
    if found is None:
        raise NoChromium(HELP)
    return found


def _fetched() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def arguments() -> list[str]:
    # Chromium's sandbox refuses to start for root, which is who runs tests in a container.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*QUIET, "--no-sandbox"] if as_root else list(QUIET)


if __name__ == "__main__":
    try:
        print(find_chromium())
    except NoChromium as missing:
        sys.exit(str(missing))
