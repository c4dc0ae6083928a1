"""The ear that the browser tests listen with: if it were deaf, their silence would prove nothing."""

import pytest
from playwright.sync_api import Page

STYLED = "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">Held over</p>')"
MISSING = "new Image().src = '/no-such-still.jpg'"
FOREIGN = "new Image().src = 'http://127.0.0.1:9/far-away.jpg'"


@pytest.mark.parametrize(
    ("deed", "heard"),
    [(STYLED, "Content Security Policy"), (MISSING, "no-such-still.jpg"), (FOREIGN, "far-away.jpg")],
    ids=["inline style", "missing file", "foreign file"],
)
def test_what_a_page_does_wrong_is_heard(page: Page, complaints: list[str], deed: str, heard: str) -> None:
    page.goto("/staff/login/")
    complaints.clear()
    with page.expect_console_message():
        page.evaluate(deed)
    assert [line for line in complaints if heard in line] == complaints != []
    complaints.clear()
