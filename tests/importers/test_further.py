"""Notes, discs, films and books from the seeds: a wrong row is named; notes say what is accepted."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from programming.importers.films import load_films
from programming.importers.further import COLUMNS, load_further
from programming.importers.report import Report
from programming.importers.research import load_research
from programming.models import Claim, Edition, EditionExtra, EditionScore, ProgrammeNote, Reading, RelatedFilm

SEEDS = Path(__file__).parent.parent.parent / "seeds"
AT = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
KINDS = (ProgrammeNote, Edition, EditionExtra, EditionScore, RelatedFilm, Reading)
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The seeds as far as they are about this one film, to be spoilt."""
    for name in (*COLUMNS, "sources.csv", "claims.csv", "people.csv"):
        shutil.copy(SEEDS / name, tmp_path / name)
    (tmp_path / "notes").mkdir()
    for path in (SEEDS / "notes").glob("the-cranes-*.md"):
        shutil.copy(path, tmp_path / "notes" / path.name)
    for name in ("films.csv", "credits.csv", "materials.csv"):
        lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
        kept = [line for at, line in enumerate(lines) if at == 0 or line.startswith("the-cranes-are-flying,")]
        (tmp_path / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    return tmp_path


def load(folder: Path) -> Report:
    report = Report()
    films = load_films(folder, report)
    load_research(folder, films, AT, report)
    load_further(folder, films, report)
    return report


def test_all_that_the_facts_list_is_on_file_with_its_source(folder: Path) -> None:
    assert load(folder).refused == []
    disc = Edition.objects.get(number="146")
    assert (disc.label, disc.carrier, disc.region, disc.ratio) == ("The Criterion Collection", "Blu-ray", "A", "1.37:1")
    assert (disc.released_on.isoformat(), disc.source.label) == ("2020-03-24", "cranes-disc-data")
    assert list(disc.extras.values_list("minutes", flat=True)) == [19, 11, 74, 14, 5, None]
    assert [str(one) for one in disc.scores.all()] == ["picture: 8/10", "sound: 5/10", "extras: 8/10"]
    assert {one.title for one in RelatedFilm.objects.all()} == {"Salt for Svanetia", "Nail in the Boot", "The Red Tent"}
    assert not RelatedFilm.objects.filter(source=None).exists()
    assert not Reading.objects.filter(source=None).exists()
    assert [note.kind for note in ProgrammeNote.objects.all()] == ["history", "essay", "facts", "faq"]
    assert all(note.author and note.dated and (note.source or note.credit) for note in ProgrammeNote.objects.all())


def test_importing_twice_changes_nothing(folder: Path) -> None:
    load(folder)
    states = {model: model.history.count() for model in KINDS}
    again = load(folder)
    assert (again.refused, sum(again.created.values()), sum(again.changed.values())) == ([], 0, 0)
    assert {model: model.history.count() for model in KINDS} == states


UNDECIDED = (
    "Golden Globe", "Best Actress", "Lelouch", "rails", "Mexico", "Locarno", "1956", "helicopter", "budget", "1946",
    "only Soviet", "box-office success", "play of the same name", "Life Eternal", "1.33", "93",
)  # fmt: skip


def test_no_note_says_what_is_not_accepted(folder: Path) -> None:
    load(folder)
    told = " ".join(ProgrammeNote.objects.values_list("text", flat=True))
    assert [word for word in UNDECIDED if word.casefold() in told.casefold()] == []
    accepted = set(Claim.objects.filter(status="accepted").values_list("value", flat=True))
    assert {"Forever Alive", "Летят журавли", "1957", "2017", "35mm original camera negative"} <= accepted
    assert all(said in told for said in ("Forever Alive", "Летят журавли", "1957", "2017", "Palme d’Or"))


WRONG = [
    ("programme_notes.csv", ",history,", ",gossip,", "line 2: kind: 'gossip' is not one of history"),
    ("programme_notes.csv", "-flying-history,", "-x,", "line 2: There is no text 'the-cranes-are-x' in notes/"),
    ("programme_notes.csv", ",cranes-history,", ",hearsay,", "line 2: There is no source 'hearsay'."),
    ("programme_notes.csv", "2026,yes", "2026,maybe", "line 2: sheet: write yes or no, not 'maybe'."),
    ("editions.csv", "2020-03-24", "March 2020", "line 2: released: 'March 2020' is not a day."),
    ("editions.csv", ",the-cranes-are-flying,", ",the-crane,", "line 2: There is no film 'the-crane'."),
    ("editions.csv", ",Blu-ray,", ",,", "line 2: carrier: "),
    ("edition_extras.csv", ",,19", ",,long", "line 2: minutes: 'long' is not a whole number."),
    ("edition_extras.csv", ",,19", ",,0", "line 2: minutes: "),
    ("edition_extras.csv", "cranes-blu-ray,Ian", "tape,Ian", "line 2: There is no edition 'tape'."),
    ("edition_scores.csv", "8/10", "", "line 2: score: "),
    ("edition_scores.csv", ",cranes-disc-review", ",", "line 2: There is no source ''."),
    ("related_films.csv", "Salt for Svanetia,,", "Salt for Svanetia,nineteen30,", "line 2: year: Write a year as 1957"),
    ("related_films.csv", ",Salt for Svanetia,", ",,", "line 2: Choose a film on file, or write a title."),
    ("readings.csv", ",play,", ",opera,", "line 2: kind: 'opera' is not one of book"),
    ("readings.csv", "Viktor Rozov,,,", "Viktor Rozov,,nowhere,", "line 2: address: Enter a valid URL."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "right", "wrong", "said"), WRONG, ids=[f"{row[0]} {row[2][:12]}" for row in WRONG])
def test_a_wrong_row_is_named(folder: Path, file: str, right: str, wrong: str, said: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    refused = [str(one) for one in load(folder).refused]
    assert any(f"{file}, {said}" in one for one in refused), refused
