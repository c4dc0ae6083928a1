"""The browser itself finds nothing to complain of."""

import pytest
from playwright.sync_api import Page


@pytest.mark.django_db(transaction=True)
def test_a_browser_is_heard_when_it_complains(page: Page, complaints: list[str]) -> None:
    """The ear itself: without this, silence would prove nothing."""
    page.goto("/staff/login/")
    assert complaints == []
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">Held over</p>')")
    page.wait_for_timeout(200)
    assert len(complaints) == 1
    assert "Content Security Policy" in complaints[0]
    complaints.clear()
