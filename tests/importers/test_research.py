"""The research file from the seeds: both sides of every contradiction are on file, each with its source."""

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from programming.importers.films import load_films
from programming.importers.report import Report
from programming.importers.research import load_research
from programming.models import Claim, Film, Material, NameVariant, PrintedDate, Restoration, Source

SEEDS = Path(__file__).parent.parent.parent / "seeds"
AT = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
LISTING, DISC, REVIEW, HISTORY = "cranes-listing", "cranes-disc-data", "cranes-disc-review", "cranes-history"
SUMMARY, AUDIENCE, FACTS = "cranes-summary", "cranes-audience", "cranes-facts"
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The seeds as far as they are about this one film, to be spoilt."""
    for name in ("sources.csv", "claims.csv", "restorations.csv", "printed_dates.csv", "people.csv"):
        shutil.copy(SEEDS / name, tmp_path / name)
    for name in ("films.csv", "credits.csv", "materials.csv", "accolades.csv"):
        lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
        kept = [line for at, line in enumerate(lines) if at == 0 or line.startswith("the-cranes-are-flying,")]
        (tmp_path / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    return tmp_path


def load(folder: Path) -> Report:
    report = Report()
    load_research(folder, load_films(folder, report), AT, report)
    return report


CONTRADICTIONS = [
    # what the sources differ in, and each reading with those who have it
    (
        ("name", "Tatyana Samoylova"),
        {"Tatyana Samoylova": {FACTS, LISTING}, "Tatiana Samoilova": {SUMMARY, FACTS}},
    ),
    (
        ("name", "Alexei Batalov"),
        {"Alexei Batalov": {LISTING, DISC}, "Aleksey Batalov": {SUMMARY}, "Alexai Batalov": {REVIEW}},
    ),
    (
        ("name", "Sergei Urusevsky"),
        {
            "Sergei Urusevsky": {SUMMARY, LISTING, REVIEW, HISTORY},
            "Sergey Urusevsky": {FACTS},
            "Segei Urusevsky": {REVIEW},
        },
    ),
    (
        ("name", "Viktor Rozov"),
        {"Viktor Rozov": {SUMMARY, FACTS, HISTORY}, "Victor Rozov": {HISTORY}, "Rozovand": {HISTORY}},
    ),
    (("character", "the heroine"), {"Veronika": {AUDIENCE, FACTS}, "Veronica": {REVIEW}}),
    (
        ("title", ""),
        {"The Cranes Are Flying": {SUMMARY, LISTING, REVIEW, HISTORY}, "The Cranes are Flying": {FACTS, REVIEW}},
    ),
    (
        ("based_on", "title of the play"),
        {"the same as the film’s": {FACTS}, "Forever Alive": {HISTORY}, "Life Eternal": {"reference-works"}},
    ),
    (("credit", "writer"), {"Viktor Rozov": {SUMMARY}, "Viktor Rozov and Mikhail Kalatozov": {HISTORY}}),
    (
        ("other", "Lelouch’s part"),
        {
            "for a while assistant operator in the crew; recommended the film to Cannes": {HISTORY},
            "a visitor making a documentary; filmed the staircase scene, telephoned Cannes": {REVIEW},
        },
    ),
    (("accolade", "Golden Globe"), {"Best Foreign Language Film": {FACTS}}),
    (("accolade", "Best Actress, Cannes"), {"Tatyana Samoylova": {FACTS}}),
    (("reception", "actress prize at Cannes, 1958"), {"the four actresses of Brink of Life": {"cannes-1958"}}),
    (("accolade", "Mexico City"), {"a prize": {HISTORY}}),
    (("accolade", "Locarno"), {"a prize": {HISTORY}}),
    (("ratio", ""), {"1.37:1": {REVIEW, "reference-works"}, "1.33:1": {DISC}}),
    (
        ("accolade", "Palme d’Or, Cannes"),
        {
            "won, 1958": {SUMMARY, FACTS, LISTING, REVIEW, "cannes-1958"},
            "“the prize”, without a name": {HISTORY},
        },
    ),
    (
        ("reception", "audience verdict"),
        {"93 %": {AUDIENCE}, "70 % of the ten reviews shown have 3.5 stars or more": {AUDIENCE}},
    ),
    (
        ("edition", "kind of Portrait of Sergei Urusevsky"),
        {"a documentary": {REVIEW}, "a program": {DISC}},
    ),
]


@pytest.mark.parametrize(("question", "readings"), CONTRADICTIONS, ids=[" ".join(row[0]) for row in CONTRADICTIONS])
def test_both_sides_of_every_contradiction_are_on_file(
    folder: Path, question: tuple[str, str], readings: dict[str, set[str]]
) -> None:
    assert load(folder).refused == []
    about, topic = question
    found: dict[str, set[str]] = {}
    for claim in Claim.objects.filter(about=about, topic=topic).select_related("source"):
        found.setdefault(claim.value, set()).add(claim.source.label)
    assert found == readings


def test_importing_twice_changes_nothing(folder: Path) -> None:
    load(folder)
    states = {model: model.history.count() for model in (Claim, Source, PrintedDate, Restoration, Film, Material)}
    again = load(folder)
    assert (again.refused, sum(again.created.values()), sum(again.changed.values())) == ([], 0, 0)
    assert {model: model.history.count() for model in states} == states


def test_what_staff_decided_since_stays(folder: Path) -> None:
    load(folder)
    one = Claim.objects.get(about="accolade", topic="Locarno")
    Claim.objects.filter(pk=one.pk).update(status="rejected", reason="Asked the festival.", decided_at=AT)
    load(folder)
    one.refresh_from_db()
    assert (one.status, one.reason) == ("rejected", "Asked the festival.")


def test_what_is_accepted_is_what_the_records_say(folder: Path) -> None:
    load(folder)
    film, material = Film.objects.get(), Material.objects.get()
    assert (film.running_minutes, film.is_approximate, film.original_title) == (95, True, "Летят журавли")
    assert (material.ratio, material.restored.laboratory, material.restored.year) == ("1.37:1", "Mosfilm", 2017)
    assert NameVariant.objects.filter(person__name="Viktor Rozov", name="Victor Rozov").exists()
    assert not NameVariant.objects.filter(name="Rozovand").exists()


def test_the_year_of_the_run_was_chosen_among_those_that_fit(folder: Path) -> None:
    load(folder)
    printed = PrintedDate.objects.get()
    assert printed.candidates == (1985, 1991, 1996, 2002, 2013, 2019, 2024, 2030)
    assert (printed.printed, printed.year, bool(printed.reason)) == ("Thursday, August 1", 2019, True)


def test_a_quotation_is_a_line_at_most() -> None:
    with (SEEDS / "claims.csv").open(encoding="utf-8", newline="") as lines:
        quotes = [row["quote"] for row in csv.DictReader(lines)]
    assert max(map(len, quotes)) <= 80
    assert not any("\n" in quote for quote in quotes)


WRONG = [
    ("sources.csv", ",high,", ",boundless,", "sources.csv, line 2: trust: 'boundless' is not one of low"),
    ("sources.csv", ",page,", ",rumour,", "sources.csv, line 2: kind: 'rumour' is not one of article"),
    ("claims.csv", ",title,", ",titel,", "claims.csv, line 2: about: 'titel' is not one of title"),
    ("claims.csv", ",cranes-listing,", ",hearsay,", "claims.csv, line 2: There is no source 'hearsay'."),
    ("claims.csv", ",accepted,,", ",accepted,yes,", "claims.csv, line 2: This is the title as the house writes it."),
    ("claims.csv", "All but one article write it so.", "", "claims.csv, line 2: Say why."),
    ("claims.csv", "approx. 95 min.", "a while", "'a while' is not a running time."),
    ("claims.csv", "2026-11-21", "yesterday", "seen: 'yesterday' is not a day."),
    ("restorations.csv", ",dcp", ",umatic", "The Cranes Are Flying has no material 'umatic'."),
    ("printed_dates.csv", ",2019,", ",2018,", "Thursday, August 1 is not a day of 2018."),
    ("printed_dates.csv", "Thursday, August 1", "Thursday, Augustus 1", "“Augustus” is neither a weekday nor a month."),
]


@pytest.mark.parametrize(("file", "right", "wrong", "said"), WRONG, ids=[f"{row[0]} {row[2][:12]}" for row in WRONG])
def test_a_wrong_row_is_named(folder: Path, file: str, right: str, wrong: str, said: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    refused = [str(one) for one in load(folder).refused]
    assert any(said in one for one in refused), refused
