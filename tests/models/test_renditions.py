"""What a still's row says of its smaller pictures."""

import pytest

from programming.models import Still
from programming.models.renditions import STEPS, Renditions, is_keyed, widths_for

MADE = Renditions(of="stills/a.jpg", key="0" * 20, widths=(360, 640), kinds=("avif", "jpg"), is_own=True)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (200, (200,)),
        (360, (360,)),
        (400, (400,)),
        (640, (360, 640)),
        (800, (360, 800)),
        (1200, (360, 720, 1200)),
        (1600, STEPS),
        (1920, STEPS),
    ],
)
def test_no_rendition_is_wider_than_its_picture_nor_nearly_as_wide_as_the_next(
    width: int, widths: tuple[int, ...]
) -> None:
    assert widths_for(width) == widths


def test_the_plain_one_of_its_own_width_is_the_stored_picture() -> None:
    folder = f"renditions/{MADE.key}"
    assert MADE.names() == [f"{folder}/360.avif", f"{folder}/360.jpg", f"{folder}/640.avif", "stills/a.jpg"]


def test_they_survive_their_row() -> None:
    assert Renditions.from_json(MADE.to_json()) == MADE
    assert Renditions.from_json({}) == Renditions()


@pytest.mark.parametrize(("image", "made"), [("stills/a.jpg", MADE), ("stills/b.jpg", Renditions())])
def test_those_of_another_picture_are_not_the_stills(image: str, made: Renditions) -> None:
    assert Still(image=image, width=640, height=400, renditions=MADE.to_json()).made == made


@pytest.mark.parametrize(
    ("name", "keyed"),
    [
        ("renditions/0123456789abcdef0123/720.avif", True),
        ("stills/2026/stair-0123456789ab.jpg", True),
        ("stills/2026/stair-0123456789ab_x7Yz123.jpg", True),
        ("stills/2026/stair.jpg", False),
        ("renditions/0123456789abcdef0123/.720.avif.17", False),
        ("renditions/../0123456789abcdef0123/720.avif", False),
    ],
)
def test_a_name_that_follows_from_its_bytes(name: str, keyed: bool) -> None:
    assert is_keyed(name) is keyed
