"""Pictures uploaded in the panel: a clean JPEG, or a sentence beside the field; never a broken page."""

import errno
import struct
import zlib
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image, PngImagePlugin

from programming.actions import renditions
from programming.models import Film, Series, Still
from programming.models.renditions import is_keyed
from tests.factories import film, programmer
from tests.pictures import drawn

pytestmark = pytest.mark.django_db

SECRET = "taken at 12 Elm Street"


def with_exif(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET, 6  # description; lies on its side
    return drawn(kind, exif=exif)


def with_text() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", SECRET)
    return drawn("PNG", pnginfo=told)


def boast(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def moving(kind: str) -> bytes:
    """Two pictures, one after the other."""
    return drawn(kind, save_all=True, append_images=[Image.new("RGB", (640, 400), "white")])


def of_a_phone() -> bytes:
    """A JPEG that holds a second picture, as phones write them: it does not move."""
    return drawn("MPO", save_all=True, append_images=[Image.new("RGB", (320, 200), "white")])


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(programmer())
    return client


@pytest.fixture
def cranes() -> Film:
    return film("The Cranes Are Flying")


EMPTY = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
INLINES = ("credits", "stills", "quotes", "accolades", "press_lines", "other_titles", "materials", "quoted_ratings")
INLINES += ("programme_notes", "editions", "related_films", "readings")


def film_form(made: Film, **changed: Any) -> dict[str, Any]:
    """What the browser sends of a film without anything beside it, and one still to be added."""
    facts = {
        "title": made.title,
        "slug": made.slug,
        "year": "1957",
        "countries": "Soviet Union",
        "running_minutes": "95",
    }
    formsets = {f"{inline}-{key}": value for inline in INLINES for key, value in EMPTY.items()}
    still = {"stills-TOTAL_FORMS": "1", "stills-0-film": str(made.pk), "stills-0-alt": "A woman on a stair"}
    place = {"stills-0-focal_x": "50", "stills-0-focal_y": "50", "stills-0-order": "0"}
    return facts | formsets | still | place | changed


def upload(staff: Client, made: Film, name: str, data: bytes, **changed: Any) -> Any:
    picture = SimpleUploadedFile(name, data, "application/octet-stream")
    address = reverse("staff:programming_film_change", args=[made.pk])
    return staff.post(address, film_form(made, **{"stills-0-image": picture}, **changed))


def content_of(still: Still) -> bytes:
    with still.image.open() as file:
        return bytes(file.read())


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("plain.png", drawn("PNG"), (640, 400)),
        ("plain.jpg", drawn("JPEG"), (640, 400)),
        ("plain.webp", drawn("WEBP"), (640, 400)),
        ("palette.png", drawn("PNG", mode="P"), (640, 400)),
        ("clear.png", drawn("PNG", mode="LA"), (640, 400)),
        ("sixteen.png", drawn("PNG", mode="I;16"), (640, 400)),
        ("print.jpg", drawn("JPEG", mode="CMYK"), (640, 400)),
        ("large.png", drawn("PNG", size=(4000, 1000)), (1920, 480)),
        ("sideways.jpg", with_exif("JPEG"), (400, 640)),
        ("misnamed.txt", drawn("PNG"), (640, 400)),
        ("camera.jpg", of_a_phone(), (640, 400)),
        ("../../outside.png", drawn("PNG"), (640, 400)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_picture_becomes_a_jpeg(staff: Client, cranes: Film, name: str, data: bytes, size: tuple[int, int]) -> None:
    assert upload(staff, cranes, name, data).status_code == 302
    still = Still.objects.get()
    assert (still.width, still.height) == size
    with Image.open(BytesIO(content_of(still))) as stored:
        assert stored.format == "JPEG"
    assert still.image.name.startswith("stills/")


@pytest.mark.parametrize(
    "data",
    [with_exif("JPEG"), with_exif("WEBP"), with_text(), drawn("JPEG", comment=SECRET.encode())],
    ids=["exif", "webp exif", "png text", "jpeg comment"],
)
def test_nothing_told_in_the_file_is_kept(staff: Client, cranes: Film, data: bytes) -> None:
    assert SECRET.encode() in data
    upload(staff, cranes, "told.jpg", data)
    assert SECRET.encode() not in content_of(Still.objects.get())


REFUSED = [
    ("notes.jpg", b"The projectionist says it is the fourth reel.", "not a picture"),
    ("bomb.png", boast(60_000, 60_000), "pixels"),
    ("big.png", boast(9_000, 9_000), "megapixels"),
    ("dot.png", drawn("PNG", size=(1, 1)), "needs 200 pixels"),
    ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not a picture"),
    ("moving.gif", drawn("GIF", mode="P"), "not a picture"),
    ("scan.tiff", drawn("TIFF"), "not a picture"),
    ("half.jpg", drawn("JPEG")[:400], "damaged"),
    ("short.png", boast(640, 400), "damaged"),
    ("moving.webp", moving("WEBP"), "moves"),
    ("moving.png", moving("PNG"), "moves"),
    ("bomb.webp", b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\xff\xff\xff\x0f" + b"\0" * 9, "far more pixels"),
    ("heavy.jpg", drawn("JPEG") + b"\0" * (20 * 1024 * 1024), "MB"),
    ("nothing.jpg", b"", ""),
]


@pytest.mark.parametrize(("name", "data", "words"), REFUSED, ids=[name for name, _data, _words in REFUSED])
def test_anything_else_is_refused_beside_its_field(
    staff: Client, cranes: Film, name: str, data: bytes, words: str
) -> None:
    answer = upload(staff, cranes, name, data, strapline="From the director of I Am Cuba")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert words in page
    assert 'id="id_stills-0-image_error"' in page or "stills-0-image" in str(answer.context["errors"])
    assert "From the director of I Am Cuba" in page  # what else was typed is still there
    assert "A woman on a stair" in page
    assert not Still.objects.exists()


def test_a_still_needs_alt_text(staff: Client, cranes: Film) -> None:
    answer = upload(staff, cranes, "plain.png", drawn("PNG"), **{"stills-0-alt": ""})
    assert answer.status_code == 200
    assert "This field is required" in answer.content.decode()


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        ("Image", "is true of every picture"),
        ("photo 1", "is true of every picture"),
        ("IMG_2041", "is the name of a file"),
        ("A woman on a stair.jpg", "is the name of a file"),
        ("plain", "is the name of a file"),  # as the upload is called
    ],
)
def test_alt_text_that_tells_nothing_is_refused(staff: Client, cranes: Film, alt: str, words: str) -> None:
    answer = upload(staff, cranes, "plain.png", drawn("PNG"), **{"stills-0-alt": alt})
    assert words in answer.content.decode()
    assert not Still.objects.exists()


def test_a_saved_still_has_its_smaller_pictures(
    staff: Client, cranes: Film, django_capture_on_commit_callbacks: Callable
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload(staff, cranes, "plain.png", drawn("PNG", (1200, 750)))
    assert Still.objects.get().made.widths == (360, 720, 1200)


@pytest.mark.django_db(transaction=True)
def test_a_still_whose_smaller_pictures_fail_is_saved_all_the_same(
    staff: Client, cranes: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_path: object, **_how: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(renditions, "_write", full)
    upload(staff, cranes, "plain.png", drawn("PNG"))
    assert Still.objects.get().made.widths == ()
    page = staff.get(reverse("staff:index")).content.decode()
    assert "Saved, but a picture has no smaller sizes" in page


def test_a_picture_put_back_by_the_history_gets_its_smaller_ones_again(
    staff: Client, cranes: Film, django_capture_on_commit_callbacks: Callable
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload(staff, cranes, "plain.png", drawn("PNG"))
    first = Still.objects.get()
    stored = {"stills-INITIAL_FORMS": "1", "stills-0-id": str(first.pk), "stills-0-DELETE": "on"}
    address = reverse("staff:programming_film_change", args=[cranes.pk])
    later = timezone.now() + timedelta(hours=1)
    with django_capture_on_commit_callbacks(execute=True), time_machine.travel(later):
        assert staff.post(address, film_form(cranes, **stored)).status_code == 302
    assert not Path(default_storage.path(first.made.name(360, "webp"))).exists()
    history = reverse("staff:programming_film_history", args=[cranes.pk])
    told = staff.get(history).context["changes"]
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(history, {"to": told[1].stamp, "seen": told[0].stamp})
    again = Still.objects.get()
    assert again.image.name == first.image.name
    assert Path(default_storage.path(again.made.name(360, "webp"))).is_file()


def test_what_is_stored_is_named_after_its_bytes(staff: Client, cranes: Film) -> None:
    upload(staff, cranes, "Véronika, stair.png", drawn("PNG"))
    name = Still.objects.get().image.name
    assert is_keyed(name)
    assert "/veronika-stair-" in name


def test_a_stored_still_is_shown_beside_its_form(staff: Client, cranes: Film) -> None:
    upload(staff, cranes, "plain.png", drawn("PNG"))
    page = staff.get(reverse("staff:programming_film_change", args=[cranes.pk])).content.decode()
    assert f'src="{Still.objects.get().image.url}" alt="A woman on a stair"' in page


def test_saving_again_keeps_the_picture(staff: Client, cranes: Film) -> None:
    upload(staff, cranes, "plain.png", drawn("PNG"))
    still = Still.objects.get()
    stored = {"stills-INITIAL_FORMS": "1", "stills-0-id": str(still.pk), "stills-0-alt": "A woman on a wide stair"}
    address = reverse("staff:programming_film_change", args=[cranes.pk])
    assert staff.post(address, film_form(cranes, **stored)).status_code == 302
    again = Still.objects.get()
    assert (again.image.name, again.alt) == (still.image.name, "A woman on a wide stair")


def series_form(**changed: Any) -> dict[str, Any]:
    formset = {f"entries-{key}": value for key, value in EMPTY.items()}
    return {"title": "Silents", "slug": "silents", "kind": "season", "order": "0"} | formset | changed


def test_a_picture_of_a_series_needs_alt_text(staff: Client) -> None:
    picture = SimpleUploadedFile("plain.png", drawn("PNG"))
    answer = staff.post(reverse("staff:programming_series_add"), series_form(image=picture))
    assert "Say what the picture shows" in answer.content.decode()
    assert not Series.objects.exists()


def test_alt_text_of_a_series_says_something(staff: Client) -> None:
    picture = SimpleUploadedFile("plain.png", drawn("PNG"))
    answer = staff.post(reverse("staff:programming_series_add"), series_form(image=picture, image_alt="photo"))
    assert "is true of every picture" in answer.content.decode()


def test_a_series_may_do_without_a_picture(staff: Client) -> None:
    assert staff.post(reverse("staff:programming_series_add"), series_form()).status_code == 302
    assert Series.objects.get().slug == "silents"


def test_a_picture_that_finds_no_room_leaves_the_film_and_what_was_typed(
    staff: Client, cranes: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    staff.raise_request_exception = False
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    answer = upload(staff, cranes, "plain.png", drawn("PNG"), title="Cranes, renamed")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "The disk of this site is full" in page
    assert "Files have to be chosen again" in page
    assert "Cranes, renamed" in page
    cranes.refresh_from_db()
    assert cranes.title != "Cranes, renamed"
    assert not Still.objects.exists()
