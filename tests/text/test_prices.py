"""Amounts in the words of a price line."""

import pytest

from programming.text.prices import amounts

LINES = [
    ("$14", "US", [("14", "USD", "")]),
    ("$14, members $9", "US", [("14", "USD", ""), ("9", "USD", "members")]),
    ("$14, $9 members.", "CA", [("14", "CAD", ""), ("9", "CAD", "members")]),
    ("£12.50 / £8 concessions", "GB", [("12.50", "GBP", ""), ("8", "GBP", "concessions")]),
    ("9,50 €", "FR", [("9.50", "EUR", "")]),
    ("€9.50; students €6", "US", [("9.50", "EUR", ""), ("6", "EUR", "students")]),
    ("CHF 18", "CH", [("18", "CHF", "")]),
    ("Adults: $14", "US", [("14", "USD", "Adults")]),
    ("$14", "FR", []),
    ("£12", "IE", []),
    ("14", "US", []),
    ("XYZ 14", "US", []),
    ("$12–15", "US", []),
    ("$14 plus $2 fee", "US", []),
    ("$14, members free", "US", []),
    ("pay what you can", "US", []),
    ("$14,000", "US", []),
    ("", "US", []),
]


@pytest.mark.parametrize(("words", "country", "read"), LINES)
def test_a_line_is_read_whole_or_not_at_all(words: str, country: str, read: list[tuple[str, str, str]]) -> None:
    assert [(one.price, one.currency, one.label) for one in amounts(words, country)] == read
