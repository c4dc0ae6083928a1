"""The restoration line of the film's page: from the record that is linked, else as it was typed."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from programming.listings.film import film_page
from programming.listings.house import Desk
from programming.listings.restoration import said_of
from programming.models import Restoration
from tests.factories import FRIDAY, NOON, ScreenFactory, film, go_public, run, show

WHOLE = {
    "resolution": "2K",
    "laboratory": "Mosfilm",
    "element": "35mm nitrate negative",
    "year": 2017,
    "premiere": "the Berlinale, 2018",
}


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (
            WHOLE,
            "2K restoration by Mosfilm, 2017, from the 35mm nitrate negative, first shown at the Berlinale, 2018",
        ),
        ({"resolution": "4K"}, "4K restoration"),
        ({"laboratory": "Mosfilm", "year": 2017}, "Restoration by Mosfilm, 2017"),
        ({"element": "nitrate print"}, "Restoration, from the nitrate print"),
    ],
)
def test_what_is_known_is_said(told: dict[str, Any], line: str) -> None:
    assert said_of(Restoration(**told)) == line


@pytest.mark.django_db
def test_the_page_prints_the_record_and_without_one_the_words() -> None:
    cranes = film("Cranes")
    copy = cranes.materials.get()
    copy.restoration = "2K restoration by somebody"
    copy.save()
    show(run(cranes, ScreenFactory()), FRIDAY, "19:00")
    go_public()
    desk = Desk.at_moment(NOON)
    assert desk is not None

    def line() -> list[str]:
        page = film_page(desk, "cranes")
        assert page is not None
        return [fact.text for fact in page.facts if fact.term == "Restoration"]

    assert line() == ["2K restoration by somebody"]
    copy.restored = Restoration.objects.create(film=cranes, label="mosfilm", resolution="2K", laboratory="Mosfilm")
    copy.save()
    assert line() == ["2K restoration by Mosfilm"]


@pytest.mark.django_db
def test_a_copy_comes_from_a_restoration_of_its_own_film() -> None:
    copy = film("Cranes").materials.get()
    copy.restored = Restoration.objects.create(film=film("Detour"), label="4k", resolution="4K")
    with pytest.raises(ValidationError, match="restoration of another film"):
        copy.full_clean()
