"""A still as pages show it: from its row alone."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from programming.actions.renditions import renew
from programming.listings.parts import Picture
from programming.listings.pictures import picture, stills_of, title_card
from programming.models import Still
from tests.factories import film
from tests.pictures import still

pytestmark = pytest.mark.django_db


def page(shown: Picture, **how: object) -> str:
    return render_to_string("components/picture.html", {"picture": shown, **how})


def test_a_still_is_offered_in_every_kind_and_width() -> None:
    made = still(film("The Cranes Are Flying"), (1200, 750), focal_x=62, focal_y=30)
    renew(still=made)
    shown = picture(made)
    folder = f"/media/renditions/{made.made.key}"
    assert [source.type for source in shown.sources] == ["image/avif", "image/webp"]
    assert shown.sources[0].srcset == f"{folder}/360.avif 360w, {folder}/720.avif 720w, {folder}/1200.avif 1200w"
    assert shown.srcset == f"{folder}/360.jpg 360w, {folder}/720.jpg 720w, {made.image.url} 1200w"
    assert (shown.src, shown.width, shown.height, shown.focus) == (made.image.url, 1200, 750, "fx-60 fy-30")
    html = page(shown, sizes="40vw")
    assert html.count('sizes="40vw"') == 3
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    assert 'width="1200" height="750"' in html


def test_a_still_without_any_is_shown_as_it_is_stored() -> None:
    made = still(film("The Cranes Are Flying"))
    html = page(picture(made))
    assert f'src="{made.image.url}"' in html
    assert "srcset" not in html
    assert "<picture" not in html


@pytest.mark.parametrize("count", [1, 3, 30])
def test_pages_neither_look_on_the_disk_nor_ask_once_more(
    count: int, django_assert_num_queries: DjangoAssertNumQueries, settings: LazySettings, tmp_path: Path
) -> None:
    of = film("The Cranes Are Flying", slug="cranes")
    made = still(of)
    renew(still=made)
    facts = {"film": of, "image": made.image.name, "width": 640, "height": 400, "renditions": made.renditions}
    Still.objects.bulk_create(Still(alt=f"The {n}th", **facts) for n in range(1, count))
    settings.MEDIA_ROOT = tmp_path / "gone"
    with django_assert_num_queries(1):
        shown = stills_of(["cranes"])["cranes"]
    assert len(shown) == count
    assert all(len(one.sources) == 2 for one in shown)
    assert not settings.MEDIA_ROOT.exists()


def test_a_film_without_a_still_has_its_title_set_to_the_card() -> None:
    html = page(title_card("Stalker", "Andrei Tarkovsky’s"))
    assert 'class="titlecard card-26"' in html
    assert "<img" not in html
