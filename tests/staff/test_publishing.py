"""The page that publishes: what waits is seen first, then it is done."""

import html
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from programming.actions.diff import differences
from programming.actions.heed import acknowledge, review
from programming.models import Acknowledgement, Publication, PublishedScreening, Run, Screening, Venue
from tests.factories import (
    FRIDAY,
    NOON,
    ScreenFactory,
    VenueFactory,
    film,
    go_public,
    hold,
    programme,
    programmer,
    run,
    show,
    shows,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PAGE = "/staff/publish/"


@pytest.fixture
def third_man() -> Run:
    return run(film("The Third Man"), ScreenFactory(name="Screen 1"))


def waiting(answer: Any) -> list[tuple[str, str]]:
    return [(change.told.kind, change.told.text) for change in answer.context["waiting"].changes]


def answer_for_everything() -> None:
    """Films of these tests have no note and no still."""
    found = review(differences(first=None, last=None)).open if Venue.objects.exists() else []
    if found:
        acknowledge(findings=found, reason="A test", by=None, at=NOON)


def fields(page: Any, /, **more: Any) -> dict[str, Any]:
    """What the page's form sends back besides what a person types and ticks."""
    return {"seen": page.context["waiting"].seen, "when": "now", **more}


def publish_all(staff: Client, **more: Any) -> Any:
    answer_for_everything()
    return staff.post(PAGE, fields(staff.get(PAGE), what="all", **more), follow=True)


def at_noon(step: int = 0) -> Any:
    return time_machine.travel(NOON + timedelta(hours=step), tick=False)


def test_without_a_house_there_is_nothing_to_publish(staff: Client) -> None:
    for answer in (staff.get(PAGE), staff.post(PAGE)):
        assert answer.status_code == 200
        assert "No house has been set up yet" in answer.content.decode()


def test_nothing_waits(staff: Client) -> None:
    VenueFactory()
    assert "Nothing waits from this week on." in staff.get(PAGE).content.decode()
    assert "Nothing had changed." in publish_all(staff).content.decode()
    assert not Publication.objects.exists()


def test_what_waits_is_told_by_week_and_film(staff: Client, third_man: Run) -> None:
    stored = shows(third_man, "19:30", days=4)
    go_public()
    show(third_man, FRIDAY, "15:00")
    Screening.objects.filter(pk=stored[1].pk).update(status="cancelled", reason="The screen is hired.")
    Screening.objects.filter(pk=stored[2].pk).update(starts_at=stored[2].starts_at + timedelta(minutes=20))
    hold(third_man, FRIDAY + timedelta(days=13), final=True)
    answer = staff.get(PAGE)
    (week,) = answer.context["waiting"].weeks
    assert (week.label, [film.title for film in week.films]) == (
        "November\u00a020 – November\u00a026",
        ["The Third Man"],
    )
    assert waiting(answer) == [
        (
            "held_over",
            "The Third Man: must end Thursday, November\u00a026 → Thursday, December\u00a03.",
        ),
        ("added", "The Third Man, Friday, November\u00a020, 3:00: Screen 1."),
        ("cancelled", "The Third Man, Saturday, November\u00a021: 7:30. The screen is hired."),
        ("moved", "The Third Man, Sunday, November\u00a022: 7:30 → 7:50."),
    ]
    assert "4 changes wait." in answer.content.decode()


def test_findings_stand_beside_the_change_they_concern(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30")
    go_public()
    Run.objects.update(line_override="Must end Monday, November 2")
    (change,) = staff.get(PAGE).context["waiting"].changes
    assert (change.told.kind, [finding.code for finding in change.findings]) == ("line", ["Q03"])


def test_an_error_blocks_what_it_concerns(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30", "20:00", days=1)
    apart = show(third_man, FRIDAY + timedelta(days=3), "19:30")
    page = publish_all(staff).content.decode()
    assert "The schedule has errors that cannot be published." in page
    assert "Cannot be published." in page
    assert not Publication.objects.exists()
    looked_at = staff.get(PAGE)
    choices = [
        change.choice for change in looked_at.context["waiting"].changes if change.key == f"screening-{apart.pk}"
    ]
    staff.post(PAGE, fields(looked_at, what="chosen", change=choices))
    assert PublishedScreening.objects.get().screening == apart


def test_a_warning_wants_somebody_who_answers_for_it(staff: Client, third_man: Run) -> None:
    (one,) = shows(third_man, "19:30", days=1)
    page = staff.get(PAGE)
    assert [code for code, _findings in page.context["waiting"].questions] == ["Q01"]
    refused = staff.post(PAGE, fields(page, what="all")).content.decode()
    assert "Somebody has to answer for the warnings first." in refused
    assert "Say why it is all right." in staff.post(PAGE, fields(page, answer="Q01")).content.decode()
    answered = staff.post(PAGE, fields(page, answer="Q01", **{"reason-Q01": "Copy comes on Tuesday"}), follow=True)
    assert "You answer for" in answered.content.decode()
    assert "Copy comes on Tuesday" in answered.content.decode()
    given = Acknowledgement.objects.first()
    assert (given.code, given.given_by.username, given.given_at) == ("Q01", "alice", NOON)
    staff.post(PAGE, fields(staff.get(PAGE), what="all"))
    assert PublishedScreening.objects.get().screening == one


def test_an_answer_lapses_when_the_facts_change(staff: Client, third_man: Run) -> None:
    early, late = shows(third_man, "17:00", "18:50", days=1)
    answer_for_everything()
    assert staff.get(PAGE).context["waiting"].questions == ()
    Screening.objects.filter(pk=late.pk).update(starts_at=late.starts_at - timedelta(minutes=5))
    ((code, findings),) = staff.get(PAGE).context["waiting"].questions
    assert (code, set(findings[0].about)) == ("S02", {early.pk, late.pk})


def test_publishing(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30")
    answer = publish_all(staff, note="Second week")
    made = Publication.objects.get()
    assert (made.note, made.made_by.username) == ("Second week", "alice")
    assert PublishedScreening.objects.live(NOON).count() == 7
    page = answer.content.decode()
    assert "Published as No. 1. The public sees it now." in page
    assert "Nothing waits from this week on." in page


def test_what_is_ticked_with_a_note_for_the_public(staff: Client, third_man: Run) -> None:
    one, other = shows(third_man, "19:30", days=2)
    go_public()
    Screening.objects.update(note="Bring a coat")
    page = staff.get(PAGE)
    choice = next(change.choice for change in page.context["waiting"].changes if change.key == f"screening-{one.pk}")
    told = {f"note-screening-{one.pk}": " The heating is off. ", f"note-screening-{other.pk}": "Not this one."}
    answer_for_everything()
    staff.post(PAGE, fields(page, what="chosen", change=[choice], **told))
    (version,) = PublishedScreening.objects.live(NOON).filter(sequence=1)
    assert (version.screening, version.public_note) == (one, "The heating is off.")


@pytest.mark.parametrize(
    ("what", "public"),
    [("week:2026-11-20", 8), ("film:2026-11-20/the-third-man", 7), ("film:2026-11-27/the-third-man", 0), ("week:x", 0)],
)
def test_a_week_or_a_film(staff: Client, third_man: Run, what: str, public: int) -> None:
    shows(third_man, "19:30")
    show(programme(film("Detour")), FRIDAY, "12:00", third_man.screen)
    show(programme(film("Laura")), FRIDAY + timedelta(days=7), "12:00", third_man.screen)
    answer_for_everything()
    staff.post(PAGE, fields(staff.get(PAGE), what=what))
    assert PublishedScreening.objects.live(NOON).count() == public


def test_nothing_ticked_is_explained_and_what_was_typed_is_kept(staff: Client, third_man: Run) -> None:
    (one,) = shows(third_man, "19:30", days=1)
    go_public()
    Screening.objects.update(note="Bring a coat")
    typed = {f"note-screening-{one.pk}": "The heating is off."}
    answer = staff.post(PAGE, fields(staff.get(PAGE), what="chosen", **typed)).content.decode()
    assert "Tick the changes that you want to publish." in answer
    assert "The heating is off." in answer


@pytest.mark.parametrize("what", ["all", "week:2026-11-20", "chosen"])
def test_what_changed_while_it_was_looked_at_is_not_published_unseen(staff: Client, third_man: Run, what: str) -> None:
    shows(third_man, "19:30", days=1)
    page = staff.get(PAGE)
    choices = [change.choice for change in page.context["waiting"].changes]
    Screening.objects.update(note="Changed meanwhile")
    answer = staff.post(PAGE, fields(page, what=what, change=choices)).content.decode()
    assert "The schedule changed while you looked at it." in answer
    assert "Changed meanwhile" not in answer or not Publication.objects.exists()
    assert not Publication.objects.exists()


def test_at_a_set_hour(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30", days=1)
    answer = publish_all(staff, when="later", live_from="2026-11-21T10:00")
    made = Publication.objects.get()
    assert made.live_from == datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
    assert "Nobody sees it before Saturday, November\u00a021, 10:00\u00a0am." in answer.content.decode()
    assert not PublishedScreening.objects.live(NOON).exists()


@pytest.mark.parametrize(
    ("hour", "why"),
    [
        ("", "Which hour?"),
        ("2026-11-20T10:00", "This hour is past."),
        ("tomorrow", "Enter a valid date/time."),
        ("2027-03-14T02:30", "couldn’t be interpreted in time zone"),
    ],
)
def test_an_hour_that_cannot_be(staff: Client, third_man: Run, hour: str, why: str) -> None:
    shows(third_man, "19:30", days=1)
    assert why in html.unescape(publish_all(staff, when="later", live_from=hour).content.decode())
    assert not Publication.objects.exists()


def test_weeks_that_are_over_are_looked_at_when_asked(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30", days=1)
    go_public()
    Screening.objects.update(note="Shown with the lights on")
    with at_noon(24 * 8):
        assert waiting(staff.get(PAGE)) == []
        page = staff.get(PAGE + "?whole=1")
        assert [kind for kind, _text in waiting(page)] == ["details"]
        answer_for_everything()
        staff.post(PAGE, fields(page, what="all", whole="1"))
    assert Publication.objects.count() == 2


def test_looking_publishes_nothing(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30")
    staff.get(PAGE)
    assert not Publication.objects.exists()


def test_a_note_too_long_is_refused_and_kept(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30")
    page = publish_all(staff, note="x" * 201).content.decode()
    assert "at most 200 characters" in page
    assert "x" * 201 in page
    assert not Publication.objects.exists()


def test_a_change_behind_an_embargo_is_explained_and_the_rest_can_be_published(staff: Client, third_man: Run) -> None:
    stored, _other = shows(third_man, "19:30", days=2)
    go_public()
    Screening.objects.filter(pk=stored.pk).update(note="For tomorrow")
    go_public(at=NOON, live_from=NOON + timedelta(days=1))
    Screening.objects.update(note="Changed since")
    answer = staff.get(PAGE)
    assert "waits for its hour" in answer.content.decode()
    assert "An earlier change of it waits under an embargo." in answer.content.decode()
    assert [change.waits for change in answer.context["waiting"].changes] == [True, False]
    publish_all(staff)
    assert [show.facts["note"] for show in PublishedScreening.objects.live(NOON).order_by("starts_at")] == [
        "",
        "Changed since",
    ]


def test_who_may(client: Client) -> None:
    assert client.get(PAGE).headers["Location"].startswith("/staff/login/")
    client.force_login(User.objects.create_user("bob", is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403


def test_a_forged_post_is_refused(third_man: Run) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(programmer())
    assert client.post(PAGE, {"note": ""}).status_code == 403


def test_a_publication_is_never_edited(staff: Client, third_man: Run) -> None:
    shows(third_man, "19:30")
    made = go_public()
    change, delete = (reverse(f"staff:programming_publication_{deed}", args=[made.pk]) for deed in ("change", "delete"))
    assert "To look at only." in staff.get(change).content.decode()
    assert [staff.post(change, {"note": "Edited"}).status_code, staff.post(delete).status_code] == [403, 403]
    assert staff.get(reverse("staff:programming_publication_add")).status_code == 403
