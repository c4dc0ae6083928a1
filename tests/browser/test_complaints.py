"""The ear that the browser tests listen with: if it were deaf, their silence would prove nothing."""

import pytest
from playwright.sync_api import Page


@pytest.mark.django_db(transaction=True)
def test_a_refused_style_is_heard(page: Page, complaints: list[str]) -> None:
    page.goto("/staff/login/")
    complaints.clear()
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">Held over</p>')")
    page.wait_for_timeout(200)
    assert len(complaints) == 1
    assert "Content Security Policy" in complaints[0]
    complaints.clear()


@pytest.mark.django_db(transaction=True)
def test_a_missing_file_and_a_foreign_one_are_heard(page: Page, complaints: list[str]) -> None:
    page.goto("/staff/login/")
    complaints.clear()
    page.evaluate("for (const src of ['/no-such.png', 'http://127.0.0.1:9/far.png']) new Image().src = src")
    page.wait_for_timeout(200)
    assert any("404" in line and "/no-such.png" in line for line in complaints)
    assert any("fetched http://127.0.0.1:9/far.png" in line or "far.png" in line for line in complaints)
    complaints.clear()
