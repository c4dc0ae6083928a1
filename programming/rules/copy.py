"""What copy a film still lacks, and until when the house must have it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from programming.choices import CreditRole
from programming.models import Claim, Film, PullQuote, Still
from programming.rules.research import key, tally
from programming.text.alt import is_file_name, says_nothing
from programming.timetable.playweek import PlayWeek


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing. `field` is the id that the field has in the film's form, or with `in_research` the
    question's on the research page; `adds` names the rows of the form of which one more must stand there.
    """

    code: str
    said: str
    field: str
    adds: str = ""
    in_research: bool = False


def press_deadline(week: PlayWeek, lead_days: int) -> date:
    """The last day for the copy of a film whose next show is in `week`.

    Counted from the play week and not from the show, since papers and brochures print whole weeks: a film that opens
    on its Wednesday is in the same issue as one that opens with it.
    """
    return week.first - timedelta(days=lead_days)


def gaps(film: Film) -> tuple[Gap, ...]:
    """In the order of the film's form, what is open in its research file last. Reads everything beside the film."""
    return (
        *_copy(film),
        *_credits(film),
        *_copies(film),
        *(gap for number, still in enumerate(film.stills.all()) for gap in _still(number, still)),
        *_none(film.stills.all(), "still", _("No still"), "stills", "image"),
        *(gap for number, quote in enumerate(film.quotes.all()) for gap in _quote(number, quote)),
        *_none(film.programme_notes.all(), "programme-notes", _("No programme notes"), "programme_notes", "kind"),
        *_open(film.claims.all()),
    )


def _copy(film: Film) -> Iterator[Gap]:
    if film.is_approximate:
        yield Gap("running-time", _("The running time is only approximate"), "id_running_minutes")
    if not film.short_note.strip():
        yield Gap("short-note", _("No short note"), "id_short_note")
    if not film.note.strip():
        yield Gap("note", _("No note"), "id_note")


def _credits(film: Film) -> Iterator[Gap]:
    credits = list(film.credits.all())
    if not credits:
        yield _row("credits", _("No credits"), "credits", 0, "role")
    elif not any(credit.role == CreditRole.DIRECTOR for credit in credits):
        yield _row("director", _("No director among the credits"), "credits", len(credits), "role")


def _copies(film: Film) -> Iterator[Gap]:
    """A film without a material has no format to print."""
    return _none(film.materials.all(), "format", _("No copy, so no format"), "materials", "format")


def _none(rows: Iterable[object], code: str, said: str, prefix: str, field: str) -> Iterator[Gap]:
    if not list(rows):
        yield _row(code, said, prefix, 0, field)


def _row(code: str, said: str, prefix: str, number: int, field: str) -> Gap:
    """A row that is not there yet: the form stands open for one more."""
    return Gap(code, said, f"id_{prefix}-{number}-{field}", adds=prefix)


def _still(number: int, still: Still) -> Iterator[Gap]:
    which = {"number": number + 1}
    if says_nothing(still.alt) or is_file_name(still.alt, str(still.image.name)):
        yield Gap("alt", _("The alt text of still %(number)d tells nothing") % which, f"id_stills-{number}-alt")
    if not still.credit.strip():
        yield Gap("still-credit", _("Still %(number)d has no credit") % which, f"id_stills-{number}-credit")


def _quote(number: int, quote: PullQuote) -> Iterator[Gap]:
    who = {"who": quote.who}
    if not quote.source.strip():
        yield Gap("quote-source", _("The quote of %(who)s has no source") % who, f"id_quotes-{number}-source")
    if not quote.is_approved:
        yield Gap("quote-approval", _("The quote of %(who)s is not approved") % who, f"id_quotes-{number}-is_approved")


def _open(claims: Iterable[Claim]) -> Iterator[Gap]:
    """Each question of the research file that waits for a decision."""
    asked: dict[tuple[str, str, str, int], list[Claim]] = {}
    for claim in claims:
        asked.setdefault(key(claim), []).append(claim)
    for about in asked.values():
        if tally(about).is_open:
            yield _question(about)


def _question(claims: Sequence[Claim]) -> Gap:
    said = _("To decide: %(question)s") % {"question": claims[0].question}
    return Gap("research", said, f"q{min(claim.pk for claim in claims)}", in_research=True)
