"""Alt text that is the name of a file, or true of every picture."""

import pytest

from programming.text.alt import is_file_name, says_nothing


@pytest.mark.parametrize(
    ("alt", "upload", "is_name"),
    [
        ("stair.jpg", "", True),
        ("A woman on a stair.JPEG", "", True),
        ("IMG_4711", "", True),
        ("DSC0042", "", True),
        ("cranes_still", "", True),
        ("Embrace", "embrace.jpg", True),
        ("Embrace", "carry.jpg", False),
        ("A woman on a stair", "A woman on a stair.jpg", False),
        ("Two soldiers in 1941", "", False),
        ("階段の女", "", False),
        ("Waiting", "", False),
    ],
)
def test_the_name_of_a_file_is_no_alt_text(alt: str, upload: str, is_name: bool) -> None:
    assert is_file_name(alt, upload) is is_name


@pytest.mark.parametrize(
    ("alt", "is_empty"),
    [
        ("image", True),
        ("Photo 2", True),
        ("Film still", True),
        ("…", True),
        ("n/a", True),
        ("A photo of Veronika", False),
        ("Picture frames on a wall", False),
        ("Летят журавли", False),
    ],
)
def test_what_is_true_of_every_picture_is_no_alt_text(alt: str, is_empty: bool) -> None:
    assert says_nothing(alt) is is_empty
