"""Smaller pictures of a still: made once, made whole, gone with it."""

import os
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image, ImageCms

from programming.actions import renditions
from programming.actions.renditions import NotMade, for_screens, kinds, renew, renew_of, sweep
from programming.models import Film, Still
from programming.models.history import states
from programming.models.renditions import FOLDER
from tests.factories import film
from tests.pictures import still

pytestmark = pytest.mark.django_db

SECRET = b"taken at 12 Elm Street"


@pytest.fixture
def cranes() -> Film:
    return film("The Cranes Are Flying")


def files(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in (media / FOLDER).rglob("*") if path.is_file()}


def written(media: Path, made: Still) -> set[str]:
    return set(Still.objects.get(pk=made.pk).made.names()) - {made.image.name}


def test_every_kind_at_every_width_in_the_stills_own_ratio(cranes: Film, media: Path) -> None:
    made = still(cranes, (1200, 750))
    assert renew(still=made) is True
    told = Still.objects.get().made
    assert (told.widths, told.kinds) == ((360, 720, 1200), kinds())
    assert files(media) == written(media, made)
    for width in told.widths:
        for kind in told.kinds:
            with Image.open(media / told.name(width, kind)) as picture:
                assert picture.size == (width, round(750 * width / 1200))
                assert picture.format == {"jpg": "JPEG"}.get(kind, kind.upper())


def test_a_second_time_there_is_nothing_to_make(cranes: Film, media: Path) -> None:
    made = still(cranes)
    renew(still=made)
    before = {name: (media / name).stat().st_mtime_ns for name in files(media)}
    assert renew(still=Still.objects.get()) is False
    assert {name: (media / name).stat().st_mtime_ns for name in files(media)} == before


def test_a_file_that_got_lost_is_made_again(cranes: Film, media: Path) -> None:
    made = still(cranes)
    renew(still=made)
    lost = media / made.made.name(360, "webp")
    lost.unlink()
    assert renew(still=made) is True
    assert lost.is_file()


def test_what_is_made_is_no_change_to_the_record(cranes: Film) -> None:
    made = still(cranes)
    before = states(Still).count()
    renew(still=made)
    assert states(Still).count() == before


def test_nothing_told_in_a_stored_file_is_carried_over(cranes: Film, media: Path) -> None:
    made = still(cranes)
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET.decode(), 6
    Image.new("RGB", (640, 400)).save(made.image.path, "JPEG", exif=exif, comment=SECRET)
    renew(still=made)
    stored = {name: (media / name).read_bytes() for name in files(media)}
    assert len(stored) >= len(kinds())
    assert not [name for name, data in stored.items() if SECRET in data]
    with Image.open(media / made.made.name(made.made.widths[0], "jpg")) as upright:
        assert upright.height > upright.width


def test_the_former_pictures_files_go_when_another_is_put_in_its_place(
    cranes: Film, media: Path, django_capture_on_commit_callbacks: Callable
) -> None:
    made, other = still(cranes), still(cranes, colour="blue")
    renew(still=made)
    former = written(media, made)
    made.image = other.image.name
    made.save()
    assert Still.objects.get(pk=made.pk).made.names() == []  # shown as it is stored meanwhile
    renew(still=made)
    assert former.isdisjoint(files(media))
    assert written(media, made) == files(media)


def test_they_go_with_their_still_and_the_last_that_shows_the_picture(
    cranes: Film, media: Path, django_capture_on_commit_callbacks: Callable
) -> None:
    one, same = still(cranes), still(cranes)
    for made in (one, same):
        renew(still=made)
    assert one.made.key != ""
    with django_capture_on_commit_callbacks(execute=True):
        one.delete()
    assert written(media, same) <= files(media)
    with django_capture_on_commit_callbacks(execute=True):
        cranes.delete()
    assert files(media) == set()
    assert Path(same.image.path).is_file()  # the way back in the history leads there


def test_a_picture_that_cannot_be_read_leaves_the_still_as_it_was(cranes: Film, media: Path) -> None:
    made = still(cranes)
    Path(made.image.path).write_bytes(b"The projectionist says it is the fourth reel.")
    with pytest.raises(NotMade, match="stair"):
        renew(still=made)
    assert Still.objects.get().made.names() == []
    left, trouble = renew_of(film=cranes, most=9)
    assert (left, len(trouble)) == (0, 1)


def test_so_many_at_once_and_the_others_later(cranes: Film) -> None:
    for colour in ("red", "green", "blue"):
        still(cranes, (300, 200), colour=colour)
    assert renew_of(film=cranes, most=2) == (1, [])
    assert renew_of(film=cranes, most=2) == (0, [])


def test_a_killed_process_leaves_no_half_picture_under_its_name(
    cranes: Film, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = still(cranes)

    class Killed(BaseException):
        pass

    def killed(_picture: Image.Image, path: Path, *_how: object, **_more: object) -> None:
        path.write_bytes(b"half")
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Image.Image, "save", killed)
        patch.setattr(os, "getpid", lambda: 17)
        with pytest.raises(Killed):
            renew(still=made)
    half = files(media)
    assert [Path(name).name[0] for name in half] == ["."]
    assert renew(still=made) is True
    key = made.made.key
    assert sweep(keys={key}) == 0  # somebody may be at work on it
    assert sweep(keys={key}, now=(media / next(iter(half))).stat().st_mtime + renditions.LEFT_OVER + 1) == 1
    assert files(media) == written(media, made)


def test_the_command_makes_what_is_missing_and_sweeps_what_is_nobodys(cranes: Film, media: Path) -> None:
    made = still(cranes)
    nobodys = media / FOLDER / ("f" * 20)
    nobodys.mkdir(parents=True)
    os.utime(nobodys, (0, 0))
    said = StringIO()
    call_command("make_renditions", stdout=said)
    assert said.getvalue().splitlines() == [
        "Stills: 1 made, 0 there already, 0 refused.",
        "Left over, and removed: 1.",
    ]
    assert files(media) == written(media, made)
    assert not nobodys.exists()
    call_command("make_renditions", stdout=said)
    assert "0 made, 1 there already" in said.getvalue()


def test_the_command_says_which_picture_it_could_not_read(cranes: Film) -> None:
    Path(still(cranes).image.path).unlink()
    still(cranes, colour="blue")
    said = StringIO()
    with pytest.raises(CommandError, match="Not every picture"):
        call_command("make_renditions", stdout=StringIO(), stderr=said)
    assert "stills/" in said.getvalue()
    assert Still.objects.exclude(renditions={}).count() == 1


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# Under this one red is what the screen calls blue.
TURNED = SRGB.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
OTHER = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


@pytest.mark.parametrize(
    ("profile", "shown"),
    [(SRGB, (200, 20, 20)), (TURNED, (20, 20, 200)), (OTHER, (200, 20, 20)), (b"no profile", (200, 20, 20))],
    ids=["srgb", "turned", "of other colours", "none"],
)
def test_colours_are_as_their_profile_means_them(profile: bytes, shown: tuple[int, int, int]) -> None:
    held = BytesIO()
    Image.new("RGB", (8, 8), (200, 20, 20)).save(held, "PNG", icc_profile=profile)
    with Image.open(BytesIO(held.getvalue())) as read:
        assert read.info["icc_profile"] == profile
        made = for_screens(read)
    assert made.getpixel((0, 0)) == pytest.approx(shown, abs=12)
    assert made.info == {}
