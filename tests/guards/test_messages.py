"""Every string of code and templates stands in the catalogue of each other language, with words and places."""

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation

from cinema import messages
from programming.timetable.clock import ClockRule
from programming.timetable.showtimes import Context, parse
from tests.factories import FRIDAY

PLACES = re.compile(r"%\(\w+\)[\d.]*[a-z]|\{\w*\}|</?[a-z]+[^>]*>| \| ")


@pytest.fixture(scope="module")
def wanted() -> Catalog:
    return messages.extracted()


@pytest.fixture(params=messages.catalogues(), ids=lambda path: path.parent.parent.name)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return messages.read(request.param)


def keys(of: Catalog) -> set[tuple[str, str | None]]:
    return {(one.id if isinstance(one.id, str) else one.id[0], one.context) for one in of if one.id}


def forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def test_every_string_is_in_the_catalogue_and_no_other(catalogue: Catalog, wanted: Catalog) -> None:
    assert keys(catalogue) == keys(wanted), "run make messages, and write what is new"


def test_every_string_has_words(catalogue: Catalog) -> None:
    assert messages.missing(catalogue) == []


def test_words_have_the_places_of_their_string(catalogue: Catalog) -> None:
    """A singular may leave its number out, as English does."""
    wrong = []
    for one in catalogue:
        if one.id:
            allowed = [set(PLACES.findall(text)) for text in forms(one.id)]
            wrong += [text for text in forms(one.string) if set(PLACES.findall(text)) not in allowed]
    assert wrong == []


def test_plurals_have_every_form(catalogue: Catalog) -> None:
    plural = [one for one in catalogue if one.id and not isinstance(one.id, str)]
    assert {len(forms(one.string)) for one in plural} == {catalogue.num_plurals}


def test_strings_are_found_wherever_they_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "programming").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "programming" / "show.py").write_text(
        '_("Plain")\nngettext("%(count)s show", "%(count)s shows", 2)\npgettext("of a run", "Ends")\n"never"\n'
    )
    (tmp_path / "templates" / "show.html").write_text(
        """{% load i18n %}
    <p>{% translate "Said" %} never {% translate "Ends" context "of a show" %}</p>
  {% blocktranslate count shows=n %}One{% plural %}{{ shows }} of them{% endblocktranslate %}
{{ x|default:_("Nothing") }}"""
    )
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    assert keys(messages.extracted()) == {
        ("Plain", None),
        ("%(count)s show", None),
        ("Ends", "of a run"),
        ("Said", None),
        ("Ends", "of a show"),
        ("One", None),
        ("Nothing", None),
    }


@pytest.mark.parametrize(
    ("string", "is_missing"), [("", True), ("Mots", False), (("Un", ""), True), (("Un", "Deux"), False)]
)
def test_what_has_no_words_is_missing(string: str | tuple[str, str], is_missing: bool) -> None:
    catalogue = Catalog(locale="fr")
    catalogue.add("Words" if isinstance(string, str) else ("One", "Two"), string)
    assert bool(messages.missing(catalogue)) is is_missing


EXAMPLES = re.findall(
    r'<dt>{% translate "([^"]+)" %}</dt>', (messages.ROOT / "templates/staff/how_to_type.html").read_text()
)


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_examples_for_typing_can_be_read(code: str, example: str) -> None:
    with translation.override(code):
        text = translation.gettext(example).replace("&amp;", "&")
        context = Context(
            FRIDAY, FRIDAY + timedelta(days=6), ZoneInfo("Europe/Paris"), clock=ClockRule("ask", code == "fr")
        )
        reading = parse(text, context)
    assert reading.ok, reading.errors
    assert reading.shows
