"""The ballot paper, and ratings as they are typed."""

import pytest

from programming.forms.rating import QuotedRatingForm, new_paper, read_paper, read_stars, stars_label
from programming.models import QuotedRating
from tests.factories import FRIDAY, FilmFactory


def test_a_paper_is_one_voter_of_one_show() -> None:
    paper = new_paper(7)
    assert read_paper(paper, 7) == read_paper(paper, 7)
    assert len(read_paper(paper, 7)) == 64
    assert read_paper(paper, 7) != read_paper(new_paper(7), 7)
    assert paper.partition(":")[0] not in read_paper(paper, 7)


@pytest.mark.parametrize("paper", ["", "x", "x:y", new_paper.__name__])
def test_a_paper_that_is_not_ours_is_nobody_s(paper: str) -> None:
    assert read_paper(paper, 7) == ""
    assert read_paper(new_paper(8), 7) == ""


@pytest.mark.parametrize(
    ("typed", "halves"),
    [
        ("2.5, 3, 3.5", [5, 6, 7]),
        ("2.5|3|3½", [5, 6, 7]),
        ("½, 5", [1, 10]),
        ("5.0", [10]),
        ("", []),
        (" , ", []),
    ],
)
def test_stars_are_read(typed: str, halves: list[int]) -> None:
    assert read_stars(typed) == halves


@pytest.mark.parametrize("typed", ["0", "5.5", "2.25", "-1", "NaN", "Infinity", "four", "1e400", "2,5.5"])
def test_stars_that_are_none(typed: str) -> None:
    with pytest.raises(ValueError, match=r"stars|halves"):
        read_stars(typed)


def test_stars_are_named() -> None:
    assert [stars_label(half) for half in (1, 2, 3, 10)] == ["½ star", "1 star", "1½ stars", "5 stars"]


@pytest.mark.django_db
def test_a_quoted_rating_is_typed_as_it_stands_there() -> None:
    quoted = QuotedRating(film=FilmFactory())
    typed = {"source": "A site", "score": "93 %", "seen_on": FRIDAY, "stars": "2.5, 3, 5", "order": 0}
    form = QuotedRatingForm(typed, instance=quoted)
    assert form.is_valid(), form.errors
    assert form.save().stars == [5, 6, 10]
    again = QuotedRatingForm(typed, instance=quoted)
    assert 'value="2.5, 3, 5"' in str(QuotedRatingForm(instance=quoted)["stars"])
    assert again.changed_data == []
    assert not QuotedRatingForm(typed | {"stars": "6"}, instance=quoted).is_valid()
