"""The closed lists of the trade. Each behaves: what a choice implies is asked of the choice, not decided elsewhere."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _


class Format(TextChoices):
    """What runs through the booth. The value is the address of the format's calendar."""

    DCP = "dcp", "DCP"
    DCP_4K = "dcp4k", "4K DCP"
    FILM_70 = "70mm", "70mm"
    FILM_35 = "35mm", "35mm"
    FILM_16 = "16mm", "16mm"
    SUPER_8 = "super8", "Super 8"
    FILE = "file", _("digital file")
    DISC = "disc", _("disc")
    TAPE = "tape", _("tape")

    @property
    def is_film(self) -> bool:
        """Whether a print runs: what audiences look for and listings mark."""
        return self in (Format.FILM_70, Format.FILM_35, Format.FILM_16, Format.SUPER_8)


class ScreeningStatus(TextChoices):
    """What became of a show. A published show is never deleted; it takes one of these."""

    SCHEDULED = "scheduled", _("scheduled")
    CANCELLED = "cancelled", _("cancelled")
    REPLACED = "replaced", _("replaced")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def is_on(self) -> bool:
        """Whether an audience can come."""
        return self is ScreeningStatus.SCHEDULED

    @property
    def is_public(self) -> bool:
        """Whether the public record speaks of it; a withdrawn show should never have been announced."""
        return self is not ScreeningStatus.WITHDRAWN


class RunState(TextChoices):
    PENCILLED = "pencilled", _("pencilled")
    CONFIRMED = "confirmed", _("confirmed")


class Announcement(TextChoices):
    """How much of a confirmed run the public is told."""

    UNDATED = "undated", _("announced, dates to come")
    DATED = "dated", _("dates announced, times to come")
    TIMED = "timed", _("dates and times announced")


class CreditRole(TextChoices):
    DIRECTOR = "director", _("Directed by")
    WRITER = "writer", _("Written by")
    SOURCE = "source", _("Based on work by")
    PRODUCER = "producer", _("Produced by")
    CINEMATOGRAPHY = "cinematography", _("Photographed by")
    PRODUCTION_DESIGN = "production_design", _("Designed by")
    EDITOR = "editor", _("Edited by")
    MUSIC = "music", _("Music")
    CAST = "cast", _("With")


class PressLineKind(TextChoices):
    """Who stands behind what is shown; four roles that listings keep apart."""

    PRESENTER = "presenter", _("presented by")
    RESTORATION = "restoration", _("restoration")
    RELEASE = "release", _("release")
    SUPPORT = "support", _("supported by")


class ProgrammeKind(TextChoices):
    """What one admission buys."""

    SINGLE = "single", _("single film")
    DOUBLE_BILL = "double_bill", _("double bill")
    SHORTS = "shorts", _("shorts programme")
    PARTS = "parts", _("film in parts")
    MARATHON = "marathon", _("marathon")
    SECRET = "secret", _("secret film")
    EVENT = "event", _("event without a film")

    @property
    def leads_with_film(self) -> bool:
        """Whether the public knows the programme by its first film, on whose page it stands."""
        return self in (ProgrammeKind.SINGLE, ProgrammeKind.DOUBLE_BILL)

    @property
    def names_films(self) -> bool:
        """Whether the public may be told what plays."""
        return self is not ProgrammeKind.SECRET

    @property
    def is_rated(self) -> bool:
        """Whether an audience may be asked what it thought of it."""
        return self is not ProgrammeKind.EVENT


class ItemKind(TextChoices):
    """What a programme is made of, in the order it plays."""

    FILM = "film", _("film")
    SHORT = "short", _("short")
    INTERMISSION = "intermission", _("intermission")
    INTRODUCTION = "introduction", _("introduction")
    QA = "qa", _("Q&A")
    LIVE_MUSIC = "live_music", _("live music")
    TALK = "talk", _("talk, quiz, party")

    @property
    def is_film(self) -> bool:
        return self in (ItemKind.FILM, ItemKind.SHORT)


class ExtraKind(TextChoices):
    """What a single show has besides its programme."""

    INTRODUCTION = "introduction", _("Introduction")
    QA = "qa", _("Q&A")
    DISCUSSION = "discussion", _("Discussion")
    LIVE_MUSIC = "live_music", _("Live music")
    SIGNING = "signing", _("Book signing")
    QUIZ = "quiz", _("Quiz")

    @property
    def mark(self) -> str:
        return gettext(self.typed).upper()

    @property
    def typed(self) -> str:
        """The mark as it may be typed in any language."""
        return {
            "introduction": gettext_noop("INTRO"),
            "qa": gettext_noop("Q&A"),
            "discussion": gettext_noop("TALK"),
            "live_music": gettext_noop("LIVE MUSIC"),
            "signing": gettext_noop("SIGNING"),
            "quiz": gettext_noop("QUIZ"),
        }[self.value]

    @property
    def adds_minutes(self) -> bool:
        """Whether the show lasts longer by it; music is played under the film."""
        return self is not ExtraKind.LIVE_MUSIC


class Access(TextChoices):
    """How a show can be followed. The value is the address of the access kind's calendar."""

    OPEN_CAPTIONS = "open-captions", _("Open captions")
    AUDIO_DESCRIPTION = "audio-description", _("Audio description")
    RELAXED = "relaxed", _("Relaxed screening")
    HEARING_LOOP = "hearing-loop", _("Hearing loop")

    @property
    def mark(self) -> str:
        return gettext(self.typed).upper()

    @property
    def typed(self) -> str:
        """The mark as it may be typed in any language."""
        return {
            "open-captions": gettext_noop("OC"),
            "audio-description": gettext_noop("AD"),
            "relaxed": gettext_noop("RELAXED"),
            "hearing-loop": gettext_noop("LOOP"),
        }[self.value]


class Availability(TextChoices):
    """Live at once, without a publication. Empty says nothing, which is not the same as seats to be had."""

    UNSAID = "", _("not said")
    LIMITED = "limited", _("few seats left")
    SOLD_OUT = "sold_out", _("sold out")


class SeriesKind(TextChoices):
    SEASON = "season", _("season")
    STRAND = "strand", _("strand")


class ChangeKind(TextChoices):
    """What a published version changed about its show, run or title. Sold out is none: it needs no publication."""

    ADDED = "added", _("added")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    REPLACED = "replaced", _("replaced")
    BACK = "back", _("on again")
    FORMAT = "format", _("format")
    ACCESS = "access", _("access")
    EXTRAS = "extras", _("guests")
    PROGRAMME = "programme", _("programme")
    PRICE = "price", _("price")
    HELD_OVER = "held_over", _("held over")
    DATES = "dates", _("dates")
    LINE = "line", _("line")
    TITLE = "title", _("title")
    DETAILS = "details", _("details")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def is_told(self) -> bool:
        """Whether the public change log speaks of it."""
        return self not in (ChangeKind.LINE, ChangeKind.TITLE, ChangeKind.DETAILS, ChangeKind.WITHDRAWN)

    @property
    def is_bad_news(self) -> bool:
        return self in (ChangeKind.CANCELLED, ChangeKind.REPLACED)


class WordsState(TextChoices):
    """What became of the words beside a vote. The stars count from the start, whatever becomes of the words."""

    NONE = "", _("no words")
    PENDING = "pending", _("waiting")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")

    @property
    def is_verdict(self) -> bool:
        """Whether somebody of the house said so."""
        return self in (WordsState.APPROVED, WordsState.REFUSED)


class BallotState(TextChoices):
    """Whether the audience of a show can rate it now, and if not, why."""

    OPEN = "open", _("open")
    EARLY = "early", _("not over yet")
    CLOSED = "closed", _("over for too long")
    OFF = "off", _("did not take place")
    UNRATED = "unrated", _("not asked about")


class SourceKind(TextChoices):
    """Where staff read what a claim says."""

    ARTICLE = "article", _("article")
    REVIEW = "review", _("review")
    DISC = "disc", _("disc")
    PAGE = "page", _("page")
    PERSON = "person", _("person")


class Trust(IntegerChoices):
    """How much a source's word weighs in this house."""

    LOW = 1, _("low")
    FAIR = 2, _("fair")
    GOOD = 3, _("good")
    HIGH = 4, _("high")


class ClaimScope(TextChoices):
    """What a claim is about: the film whatever copy is shown, a version of it, or one copy."""

    WORK = "work", _("the work")
    VERSION = "version", _("a version")
    COPY = "copy", _("a copy")


class ClaimStatus(TextChoices):
    """What the house holds of a claim."""

    UNVERIFIED = "unverified", _("unverified")
    ACCEPTED = "accepted", _("accepted")
    DISPUTED = "disputed", _("disputed")
    REJECTED = "rejected", _("rejected")

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return self in (ClaimStatus.UNVERIFIED, ClaimStatus.DISPUTED)


class ClaimProperty(TextChoices):
    """What a claim says something about. Which of them are fields of a record is in models/properties.py."""

    TITLE = "title", _("title")
    ORIGINAL_TITLE = "original_title", _("original title")
    YEAR = "year", _("year")
    COUNTRY = "country", _("country")
    LANGUAGE = "language", _("language")
    RUNNING_TIME = "running_time", _("running time")
    COLOUR = "colour", _("colour")
    SOUND = "sound", _("sound")
    RATIO = "ratio", _("aspect ratio")
    SUBTITLES = "subtitles", _("subtitles")
    NAME = "name", _("spelling of a name")
    CREDIT = "credit", _("credit")
    BASED_ON = "based_on", _("what it is based on")
    CHARACTER = "character", _("character")
    STORY = "story", _("story")
    PRODUCTION = "production", _("production")
    TECHNIQUE = "technique", _("technique")
    ACCOLADE = "accolade", _("accolade")
    RECEPTION = "reception", _("reception")
    ENGAGEMENT = "engagement", _("engagement")
    RIGHTS = "rights", _("who stands behind it")
    RESTORATION = "restoration", _("restoration")
    EDITION = "edition", _("edition on disc")
    RELATED = "related", _("other work")
    OTHER = "other", _("something else")

    @property
    def is_spelled(self) -> bool:
        """Whether another reading may be right too, as a spelling that search finds."""
        return self in (ClaimProperty.NAME, ClaimProperty.TITLE)


class DoorKind(TextChoices):
    """What the door book tells of (models/door.py)."""

    IN = "in", _("logged in")
    FAILED = "failed", _("wrong name or password")
    SHUT_OUT = "shut-out", _("shut out for a while")
    LET_IN = "let-in", _("let in again")
    OUT = "out", _("logged out")
    OUT_EVERYWHERE = "out-everywhere", _("logged out everywhere")
    PASSWORD = "password", _("password changed")
    SECOND_PASSED = "second-passed", _("second step passed")
    SECOND_FAILED = "second-failed", _("wrong code at the second step")
    CODE_USED = "code-used", _("recovery code used")
    SECOND_SET_UP = "second-set-up", _("second step set up")
    SECOND_OFF = "second-off", _("second step turned off")
    SECOND_RESET = "second-reset", _("second step reset")
    CODES = "codes", _("new recovery codes")
    RIGHTS = "rights", _("rights changed")
    RULE = "rule", _("rule of the second step changed")


class NoteKind(TextChoices):
    """What a programme note is. The values stand in this order wherever kinds are listed."""

    HISTORY = "history", _("production history")
    ESSAY = "essay", _("essay")
    FACTS = "facts", _("facts")
    FAQ = "faq", _("questions and answers")


class ReadingKind(TextChoices):
    """What there is to read on."""

    BOOK = "book", _("book")
    ESSAY = "essay", _("essay")
    ARTICLE = "article", _("article")
    PLAY = "play", _("play")
    PAGE = "page", _("page")
