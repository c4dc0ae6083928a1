"""What copy a film lacks, which field it is missing in, and until when the house must have it."""

from collections.abc import Callable
from datetime import date

import pytest

from programming.models import Claim, Credit, Film, Material, Person, ProgrammeNote, PullQuote, Source, Still
from programming.rules.copy import gaps, press_deadline
from programming.timetable.playweek import PlayWeek
from tests.factories import NOON, film


@pytest.mark.parametrize(
    ("show", "lead", "due"),
    [
        (date(2026, 12, 4), 14, date(2026, 11, 20)),  # the Friday that the week begins on
        (date(2026, 12, 10), 14, date(2026, 11, 20)),  # its Thursday: the same issue
        (date(2026, 12, 11), 14, date(2026, 11, 27)),
        (date(2026, 12, 9), 0, date(2026, 12, 4)),
    ],
)
def test_copy_is_due_before_the_play_week(show: date, lead: int, due: date) -> None:
    assert press_deadline(PlayWeek.of(show, 4), lead) == due


def whole() -> Film:
    """A film whose copy lacks nothing."""
    made = film("Cranes", director="Mikhail Kalatozov", note="A note.", short_note="A short one.")
    Still.objects.create(film=made, image="x.jpg", width=1, height=1, alt="A stair.", credit="The Aurora")
    PullQuote.objects.create(film=made, text="Great.", critic="A. Critic", source="Page 3", is_approved=True)
    ProgrammeNote.objects.create(film=made, kind="essay", text="Look.")
    return made


def claims(of: Film, **status: str) -> None:
    for number, value in enumerate(("95 min.", "98 min.")):
        source = Source.objects.create(label=f"s{number}", kind="page", title=f"Source {number}")
        told = {"status": status.get("status", "unverified"), "reason": "x", "decided_at": NOON}
        Claim.objects.create(film=of, about="running_time", value=value, source=source, **told if number else {})


SPOILT: list[tuple[str, Callable[[Film], object], list[tuple[str, str, str]]]] = [
    ("nothing", lambda one: None, []),
    ("note", lambda one: Film.objects.update(note=" "), [("note", "id_note", "")]),
    ("short note", lambda one: Film.objects.update(short_note=""), [("short-note", "id_short_note", "")]),
    ("length", lambda one: Film.objects.update(is_approximate=True), [("running-time", "id_running_minutes", "")]),
    ("still", lambda one: Still.objects.all().delete(), [("still", "id_stills-0-image", "stills")]),
    ("alt", lambda one: Still.objects.update(alt="IMG_4711"), [("alt", "id_stills-0-alt", "")]),
    ("alt", lambda one: Still.objects.update(alt="Photo"), [("alt", "id_stills-0-alt", "")]),
    ("still credit", lambda one: Still.objects.update(credit=""), [("still-credit", "id_stills-0-credit", "")]),
    ("source", lambda one: PullQuote.objects.update(source=""), [("quote-source", "id_quotes-0-source", "")]),
    (
        "approval",
        lambda one: PullQuote.objects.update(is_approved=False),
        [("quote-approval", "id_quotes-0-is_approved", "")],
    ),
    ("quotes", lambda one: PullQuote.objects.all().delete(), []),  # no film must have one
    (
        "notes",
        lambda one: ProgrammeNote.objects.all().delete(),
        [("programme-notes", "id_programme_notes-0-kind", "programme_notes")],
    ),
    ("credits", lambda one: Credit.objects.all().delete(), [("credits", "id_credits-0-role", "credits")]),
    (
        "director",
        lambda one: Credit.objects.update(role="writer"),
        [("director", "id_credits-1-role", "credits")],
    ),
    ("copy", lambda one: Material.objects.all().delete(), [("format", "id_materials-0-format", "materials")]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "spoil", "found"), SPOILT, ids=[row[0] for row in SPOILT])
def test_each_gap_names_its_field(
    name: str, spoil: Callable[[Film], object], found: list[tuple[str, str, str]]
) -> None:
    made = whole()
    spoil(made)
    assert [(gap.code, gap.field, gap.adds) for gap in gaps(Film.objects.get())] == found


@pytest.mark.django_db
def test_the_second_row_is_meant_where_the_second_lacks_something() -> None:
    made = whole()
    Still.objects.create(film=made, image="y.jpg", width=1, height=1, alt="A door.", order=5)
    PullQuote.objects.create(film=made, text="Greater.", critic="B", source="", is_approved=True, order=5)
    assert [gap.field for gap in gaps(made)] == ["id_stills-1-credit", "id_quotes-1-source"]
    assert [gap.said for gap in gaps(made)] == ["Still 2 has no credit", "The quote of B has no source"]


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "open"), [("unverified", True), ("disputed", True), ("rejected", False)])
def test_what_is_open_in_the_research_file_is_missing_too(status: str, open: bool) -> None:
    made = whole()
    claims(made, status=status)
    first = min(Claim.objects.values_list("pk", flat=True))
    found = [(gap.said, gap.field, gap.in_research) for gap in gaps(Film.objects.get())]
    assert found == ([("To decide: Running time", f"q{first}", True)] if open else [])


@pytest.mark.django_db
def test_people_are_no_gap() -> None:
    made = whole()
    Credit.objects.create(film=made, person=Person.objects.create(name="A. Writer"), role="writer")
    assert gaps(made) == ()
