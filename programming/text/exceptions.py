"""The generated sentences on a film's page: what is special about some of its shows, those to come only.

“On 35mm:” “Saturdays at 4:10. All other shows from DCP.” · “Open captions:” “Monday, November 23, and Monday, November
30, at 7:50.” · “Q&A:” “Sunday, November 22, at 7:50, with Ines Calloway, about 30 minutes.” · “No 7:50” “on Tuesday,
November 24.”
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from programming.language import gettext as _
from programming.text.names import list_names

FEWEST_DAYS = 5
MOST_MISSING = 2
SayDay = Callable[[date], str]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Extra:
    """`name` leads (“Q&A”), `joined` says how the person comes in: “with” or “by”."""

    name: str
    person: str = ""
    joined: str = "with"
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A show: its house day, its moment (aware), its time in the house's style, and what may set it apart."""

    day: date
    starts_at: datetime
    clock: str
    format: str = ""
    access: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
    is_free: bool = False
    note: str = ""
    is_on: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`lead` is set in bold, `rest` follows."""

    lead: str
    rest: str


def exceptions(shows: Iterable[Shown], *, now: datetime, say: SayDay) -> tuple[Sentence, ...]:
    """The sentences, in the order a listing prints them. `say` writes a day in full."""
    coming = sorted((show for show in shows if show.starts_at > now), key=lambda show: show.starts_at)
    on = [show for show in coming if show.is_on]
    return (
        *_formats(on, say),
        *(_told(_lead(name), own, on, say) for name, own in _by(on, lambda show: show.access)),
        *(_told(_lead(extra.name), own, on, say, extra) for extra, own in _by(on, lambda show: show.extras)),
        *(_told(_("Free:"), own, on, say) for _yes, own in _by(on, lambda show: (True,) * show.is_free)),
        *(
            _told(_lead(note.rstrip(".")), own, on, say)
            for note, own in _by(on, lambda show: (show.note,) * bool(show.note))
        ),
        *_missing(on, coming, say),
        *(_cancelled(show, say) for show in coming if not show.is_on),
    )


def occasions(shows: Sequence[Shown], say: SayDay) -> str:
    """“Monday, November 23, and Monday, November 30, at 7:50; Wednesday, November 25, at 4:10”"""
    days: dict[str, list[date]] = {}
    for show in shows:
        days.setdefault(show.clock, []).append(show.day)
    clocks: dict[tuple[date, ...], list[str]] = {}
    for clock, own in days.items():
        clocks.setdefault(tuple(own), []).append(clock)
    return "; ".join(
        _("%(days)s, at %(times)s") % {"days": _days(own, say), "times": list_names(at)} for own, at in clocks.items()
    )


def _by(shows: Sequence[Shown], keys: Callable[[Shown], Iterable[Key]]) -> list[tuple[Key, list[Shown]]]:
    found: dict[Key, list[Shown]] = {}
    for show in shows:
        for key in keys(show):
            found.setdefault(key, []).append(show)
    return list(found.items())


def _lead(name: str) -> str:
    return _("%(name)s:") % {"name": name}


def _told(lead: str, own: Sequence[Shown], on: Sequence[Shown], say: SayDay, extra: Extra | None = None) -> Sentence:
    when = _("every show") if len(own) == len(on) > 1 else occasions(own, say)
    return Sentence(lead, _extra(when, extra) if extra else f"{when}.")


def _formats(on: Sequence[Shown], say: SayDay) -> list[Sentence]:
    """What is not shown as most shows are. A show whose format is not known is left out of the count."""
    formats = _by(on, lambda show: (show.format,) * bool(show.format))
    if len(formats) < 2:
        return []
    usual = max(formats, key=lambda pair: len(pair[1]))[0]
    is_rest_known = len(formats) == 2 and all(show.format for show in on)
    said = _("%(when)s. All other shows from %(format)s.") if is_rest_known else "%(when)s."
    return [
        Sentence(
            _("On %(format)s:") % {"format": name},
            said % {"when": _weekly(own, on) or occasions(own, say), "format": usual},
        )
        for name, own in formats
        if name != usual
    ]


def _weekly(own: Sequence[Shown], on: Sequence[Shown]) -> str:
    """“Saturdays at 4:10”, where it is every one of them, at least two, and no other day."""
    (weekday, clock), *others = {(show.day.weekday(), show.clock) for show in own}
    same = [show for show in on if (show.day.weekday(), show.clock) == (weekday, clock)]
    return _every(weekday) % {"time": clock} if not others and len(same) == len(own) > 1 else ""


def _every(weekday: int) -> str:
    return (
        _("Mondays at %(time)s"),
        _("Tuesdays at %(time)s"),
        _("Wednesdays at %(time)s"),
        _("Thursdays at %(time)s"),
        _("Fridays at %(time)s"),
        _("Saturdays at %(time)s"),
        _("Sundays at %(time)s"),
    )[weekday]


def _extra(when: str, extra: Extra) -> str:
    joined = extra.joined if extra.person else ""
    said = {
        ("", False): "%(when)s.",
        ("", True): _("%(when)s, about %(minutes)s minutes."),
        ("with", False): _("%(when)s, with %(person)s."),
        ("with", True): _("%(when)s, with %(person)s, about %(minutes)s minutes."),
        ("by", False): _("%(when)s, by %(person)s."),
        ("by", True): _("%(when)s, by %(person)s, about %(minutes)s minutes."),
    }[joined, bool(extra.minutes)]
    return said % {"when": when, "person": extra.person, "minutes": extra.minutes}


def _missing(on: Sequence[Shown], coming: Sequence[Shown], say: SayDay) -> list[Sentence]:
    """Times that play on every day to come but one or two. A show that was cancelled has a sentence of its own."""
    days = sorted({show.day for show in on})
    if len(days) < FEWEST_DAYS:
        return []
    found: list[tuple[date, str, str]] = []
    for clock, own in _by(on, lambda show: (show.clock,)):
        there = {show.day for show in coming if show.clock == clock}
        gone = [day for day in days if day not in there]
        if 0 < len(gone) <= MOST_MISSING and len(own) >= FEWEST_DAYS:
            found.append((gone[0], clock, _days(gone, say)))
    if not found:
        return []
    (_day, clock, when), *more = sorted(found)
    said = [_("on %(days)s") % {"days": when}]
    said += [_("no %(time)s on %(days)s") % {"time": other, "days": gone} for _day, other, gone in more]
    return [Sentence(_("No %(time)s") % {"time": clock}, f"{'; '.join(said)}.")]


def _cancelled(show: Shown, say: SayDay) -> Sentence:
    reason = f" {show.reason.rstrip('.')}." if show.reason else ""
    return Sentence(_("Cancelled:"), f"{occasions([show], say)}.{reason}")


def _days(days: Sequence[date], say: SayDay) -> str:
    """Days have commas of their own, so that each is set off by one."""
    *first, last = (say(day) for day in days)
    return _("%(days)s, and %(last)s") % {"days": ", ".join(first), "last": last} if first else last
