"""Dates without a year: what is printed, and the years in which it can have been."""

import pytest

from programming.timetable.undated import UndatedDay


@pytest.mark.parametrize(
    ("printed", "years"),
    [
        ("Thursday, August 1", (1985, 1991, 1996, 2002, 2013, 2019, 2024, 2030)),
        ("Thu 1 Aug.", (1985, 1991, 1996, 2002, 2013, 2019, 2024, 2030)),
        ("jeudi 1er août", (1985, 1991, 1996, 2002, 2013, 2019, 2024, 2030)),
        ("Thursday, August 1st", (1985, 1991, 1996, 2002, 2013, 2019, 2024, 2030)),
        ("mardi 3 mars", (1981, 1987, 1992, 1998, 2009, 2015, 2020, 2026)),
        ("Tue, Mar 3", (1981, 1987, 1992, 1998, 2009, 2015, 2020, 2026)),
        ("THURSDAY,\u00a0AUGUST\u00a01", (1985, 1991, 1996, 2002, 2013, 2019, 2024, 2030)),
        ("Sunday, February 29", (2004,)),
        ("February 29", tuple(range(1980, 2031, 4))),
        ("Mon, Dec 31", (1984, 1990, 2001, 2007, 2012, 2018, 2029)),
    ],
)
def test_the_weekday_leaves_a_few_years(printed: str, years: tuple[int, ...]) -> None:
    assert UndatedDay.parse(printed).years(1980, 2030) == years


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("", "lacks a day or a month"),
        ("Thursday", "lacks a day or a month"),
        ("August", "lacks a day or a month"),
        ("August 1, 2019", "Leave the year out"),
        ("August 1 2", "Leave the year out"),
        ("Thursday, Augustus 1", "“Augustus” is neither"),
        ("Ju 1", "“Ju” is neither"),
        ("February 30", "February has no day 30"),
        ("August 0", "August has no day 0"),
    ],
)
def test_what_is_none_is_explained(printed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        UndatedDay.parse(printed)
