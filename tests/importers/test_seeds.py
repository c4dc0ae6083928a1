"""The seeds through the importers: all or nothing, twice the same, every refusal with its line."""

import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from programming.actions.diff import differences
from programming.importers.ratings import load_ratings
from programming.importers.report import Report
from programming.importers.seeds import load_seeds
from programming.listings.film import film_page
from programming.listings.house import Desk
from programming.models import (
    Film,
    Holdover,
    Import,
    Programme,
    Publication,
    PublishedRun,
    PublishedScreening,
    PublishedTitle,
    QuotedRating,
    Run,
    Screening,
    Series,
    Still,
    Venue,
    Vote,
)
from programming.rules.rating import Tally
from programming.timetable.houseday import HouseDay
from tests.factories import film

SEEDS = Path(__file__).parent.parent.parent / "seeds"
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def quietly(_step: str) -> None:
    """Progress is for people."""


def load(folder: Path = SEEDS, at: datetime = NOW, around: date | None = None) -> list[str]:
    return [str(refusal) for refusal in load_seeds(folder, at=at, around=around, say=quietly).refused]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The seeds, to be spoilt."""
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


def test_the_season_has_what_a_house_shows() -> None:
    assert load() == []
    assert Film.objects.count() >= 45
    assert Series.objects.count() >= 7
    assert {"double_bill", "shorts", "secret", "parts"} <= set(Programme.objects.values_list("kind", flat=True))
    assert Holdover.objects.exists()
    assert {"qa", "live_music", "introduction"} <= set(Screening.objects.values_list("extras__kind", flat=True))
    assert any("open-captions" in access for access in Screening.objects.values_list("access", flat=True))
    assert Screening.objects.filter(is_free=True).exists()
    assert Screening.objects.filter(status="cancelled").exists()
    assert Screening.objects.filter(availability="sold_out").exists()
    assert {day.year for day in Screening.objects.dates("house_day", "year")} == set(range(2019, 2027))
    assert not Still.objects.filter(alt="").exists()


def test_every_day_around_now_has_evening_shows_on_two_screens() -> None:
    load()
    zone = ZoneInfo(Venue.objects.get().time_zone)
    today = HouseDay.of(NOW, zone).date
    for step in range(-7, 21):
        evening = [
            show
            for show in Screening.objects.on().filter(house_day=today + timedelta(days=step))
            if show.starts_at.astimezone(zone).hour >= 18
        ]
        assert len({show.screen_id for show in evening}) >= 2, today + timedelta(days=step)


def test_loading_twice_changes_nothing_and_a_later_day_neither() -> None:
    load()
    counts = Screening.objects.count(), Run.objects.count(), PublishedScreening.objects.count()
    later = NOW + timedelta(days=9)
    report = load_seeds(SEEDS, at=later, say=quietly)
    assert (report.refused, sum(report.created.values()), sum(report.changed.values())) == ([], 0, 0)
    assert (Screening.objects.count(), Run.objects.count(), PublishedScreening.objects.count()) == counts
    assert (Publication.objects.count(), Import.objects.count()) == (5, 1)


def test_the_public_was_told_otherwise_first() -> None:
    load()
    changed = PublishedScreening.objects.filter(sequence__gt=0).order_by("publication__number", "starts_at")
    assert [version.change for version in changed] == ["moved", "format", "cancelled"]
    assert [version.change for version in PublishedRun.objects.filter(sequence__gt=0)] == ["held_over"]
    assert PublishedScreening.objects.filter(publication__number__gt=1, sequence=0).count() == 1
    assert differences(first=None, last=None) == []


def test_pencilled_runs_and_secret_films_are_not_public() -> None:
    load()
    pencilled = Run.objects.filter(state="pencilled")
    assert pencilled.exists()
    assert not PublishedScreening.objects.filter(run__in=pencilled).exists()
    secret = Film.objects.filter(programme_items__programme__kind="secret")
    assert secret.exists()
    assert not PublishedTitle.objects.filter(film__in=secret).exists()


def test_the_cranes_are_flying_carries_every_element_of_its_listing() -> None:
    load()
    page = film_page(Desk.at_moment(NOW), "the-cranes-are-flying")
    assert (page.credit, page.title, page.year) == ("Mikhail Kalatozov’s", "The Cranes Are Flying", "1957")
    assert page.original_title == "Летят журавли"
    (past,) = [past for past in page.played if past.when.endswith("2019")]
    assert [line.text for line in past.lines] == ["Held over! Must end Thursday, August\u00a01", "2:35 only"]
    assert past.when == "July\u00a012 – August\u00a01, 2019"
    assert page.strapline == "From the director of I Am Cuba"
    assert page.accolades == ("Winner, Palme d’Or, Cannes Film Festival 1958",)
    assert "approx. 95\u00a0min." in page.spec
    assert "DCP" in page.spec
    assert "A presentation by Mosfilm Cinema Concern" in page.press_lines
    assert page.release == "A Janus Films release"
    assert [quote.attribution for quote in page.quotes] == [
        "– Bilge Ebiri, The Village Voice",
        "– John Riley, The Independent",
        "Cinematheque Ontario",
        "– Josephine Woll",
    ]
    assert len(page.stills) == 3
    assert all(still.alt for still in page.stills)
    assert page.rows, "it plays again this season"


WRONG = [
    ("films.csv", "1957,Soviet Union", "MCMLVII,Soviet Union", "films.csv, line 2: year: Write a year as 1957"),
    ("films.csv", ",95,yes,", ",ninety,yes,", "films.csv, line 2: minutes: 'ninety' is not a running time."),
    ("credits.csv", "the-cranes-are-flying,director", "the-crates,director", "There is no film 'the-crates'."),
    ("credits.csv", ",director,", ",boss,", "role: 'boss' is not one of director"),
    ("stills.csv", "embrace.jpg", "missing.jpg", "There is no picture 'missing.jpg' in stills/."),
    ("runs.csv", "2019-07-25", "2019-07-01", "The run ends before it opens."),
    ("runs.csv", "2019-07-12", "2019-07-42", "'2019-07-42' is not a day."),
    ("showtimes.csv", "2:35 only", "2:75 only", "2:75 is not a time."),
    ("showtimes.csv", '"Daily 12:40', '"Dialy 12:40', "“Dialy” is not understood here. Did you mean Daily?"),
    ("extras.csv", "7:50 pm", "7:51 pm", "has no show on"),
    ("house.toml", 'time_zone = "America/Chicago"', 'time_zone = "Chicago"', "Chicago is not a time zone."),
    ("house.toml", "[venue]", "[venue", "house.toml, line 1:"),
    ("films.csv", "slug,title", "slug,titel", "the header lacks title; the header has titel"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "said"), WRONG, ids=[f"{row[0]} {row[2][:20]}" for row in WRONG])
def test_a_wrong_row_is_named_and_nothing_is_written(copy: Path, file: str, right: str, wrong: str, said: str) -> None:
    path = copy / file
    text = path.read_text()
    assert right in text
    path.write_text(text.replace(right, wrong, 1))
    refused = load(copy)
    assert any(said.casefold() in refusal.casefold() for refusal in refused), refused
    assert not Film.objects.exists()
    assert not Venue.objects.exists()


@pytest.mark.parametrize("content", [b"\xc8[venue]", b"\xff\xfe[\x00v\x00", b"\x00"])
def test_a_torn_house_is_refused(copy: Path, content: bytes) -> None:
    (copy / "house.toml").write_bytes(content)
    assert any(refusal.startswith("house.toml, line 1: ") for refusal in load(copy))
    assert not Venue.objects.exists()


def test_a_picture_that_is_none_is_refused(copy: Path) -> None:
    (copy / "stills" / "embrace.jpg").write_text("no picture at all")
    assert any("This is not a picture" in refusal for refusal in load(copy))
    assert not Still.objects.exists()


def test_two_shows_at_one_time_are_refused(copy: Path) -> None:
    with (copy / "showtimes.csv").open("a") as file:
        file.write("wanda,W+0 Fri,W+0 Thu,screen-2,Fri 12:40\n")
    assert any("Screen 2" in refusal and "These shows do not fit" in refusal for refusal in load(copy))


@pytest.mark.parametrize("around", [date(2027, 3, 12), date(2026, 11, 3), date(2028, 2, 29), date(2027, 1, 1)])
def test_the_season_can_be_laid_around_any_day(around: date) -> None:
    """Both clock changes, a leap day, a new year."""
    at = datetime(around.year, around.month, around.day, 18, tzinfo=UTC)
    assert load(at=at, around=around) == []


# --- Ratings from elsewhere -----------------------------------------------------------------------


def test_ten_ratings_of_the_cranes_beside_the_printed_score() -> None:
    """Figures only, as a review site printed them: nobody's words, and nothing counted with the house's own votes."""
    load()
    quoted = QuotedRating.objects.get(film__slug="the-cranes-are-flying")
    tally = Tally.of(quoted.stars)
    assert [half / 2 for half in quoted.stars] == [2.5, 3, 3.5, 4.5, 5, 4, 4, 4, 5, 3]
    assert (tally.n, tally.mean, tally.median, tally.share) == (10, Decimal("3.85"), 4, 70)
    assert (quoted.score, bool(quoted.source), Vote.objects.count()) == ("93 %", True, 0)
    found = Desk.at_moment(NOW)
    assert found
    page = film_page(found, "the-cranes-are-flying")
    assert page
    assert page.ratings.votes is None
    assert [(one.score, one.told) for one in page.ratings.quoted] == [
        ("93 %", "10 ratings shown there: mean 3.85 stars, median 4, 70 % at 3½ stars or more")
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("no-such-film,A site,,2026-11-21,93 %,,", "There is no film 'no-such-film'."),
        ("detour,A site,,lately,93 %,,", "seen: 'lately' is not a day like 2026-11-21."),
        ("detour,A site,,2026-11-21,,2.5|5.5,", "stars: 5.5 is not from 0.5 to 5 in halves."),
        ("detour,A site,,2026-11-21,,2.7,", "stars: 2.7 is not from 0.5 to 5 in halves."),
        ("detour,A site,,2026-11-21,,good,", "stars: “good” is no number of stars."),
        ("detour,A site,,2026-11-21,,,", "Give the score as printed, or single ratings, or both."),
        ("detour,,,2026-11-21,93 %,,", "source: This field cannot be blank."),
    ],
)
def test_a_rating_that_cannot_stand_is_refused(copy: Path, row: str, why: str) -> None:
    (copy / "ratings.csv").write_text(f"film,source,address,seen,score,stars,note\n{row}\n", encoding="utf-8")
    report = Report()
    load_ratings(copy, {"detour": film("Detour")}, report)
    assert [str(refusal) for refusal in report.refused] == [f"ratings.csv, line 2: {why}"]
    assert not QuotedRating.objects.exists()
