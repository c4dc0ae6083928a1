"""In production static files carry a hash in their names; a style sheet that asks for a missing one stops it."""

import json
from pathlib import Path

from django.conf import LazySettings
from django.core.management import call_command
from PIL import ImageFont


def test_static_files_can_be_collected_under_hashed_names(settings: LazySettings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": settings.NAMED_STATIC}}
    call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert (tmp_path / paths["fonts/FjallaOne-Regular.ttf"]).is_file()


def test_the_display_face_is_where_title_cards_look_for_it(settings: LazySettings) -> None:
    assert ImageFont.truetype(settings.FONT_PATH, 40).getname() == ("Fjalla One", "Regular")
