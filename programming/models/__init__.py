"""What is stored: a file per concept, querysets with domain verbs beside their model."""

from programming.models import among  # noqa: F401  a lookup that columns have once it is read
from programming.models.deed import Acknowledgement, Deed, Draft, DraftShow
from programming.models.door import DoorEntry, SecondStepRule
from programming.models.film import Film, OtherTitle
from programming.models.further import Edition, EditionExtra, EditionScore, Reading, RelatedFilm
from programming.models.house import Closure, Notice, Screen, Venue
from programming.models.importing import Import
from programming.models.material import Material
from programming.models.notes import ProgrammeNote
from programming.models.person import Credit, NameVariant, Person
from programming.models.played import PlayedMonth
from programming.models.praise import Accolade, PressLine, PullQuote
from programming.models.programme import Programme, ProgrammeItem
from programming.models.publication import FeedEntry, Publication, PublishedRun, PublishedScreening, PublishedTitle
from programming.models.rating import QuotedRating, Vote
from programming.models.research import Claim, PrintedDate, Source
from programming.models.restoration import Restoration
from programming.models.revision import Part, Revision
from programming.models.run import Holdover, Run, RunQuote
from programming.models.screening import Screening, ScreeningExtra
from programming.models.search import NearKey, SearchWord
from programming.models.series import Series, SeriesEntry
from programming.models.still import Still

__all__ = [
    "Accolade",
    "Acknowledgement",
    "Claim",
    "Closure",
    "Credit",
    "Deed",
    "DoorEntry",
    "Draft",
    "DraftShow",
    "Edition",
    "EditionExtra",
    "EditionScore",
    "FeedEntry",
    "Film",
    "Holdover",
    "Import",
    "Material",
    "NameVariant",
    "NearKey",
    "Notice",
    "OtherTitle",
    "Part",
    "Person",
    "PlayedMonth",
    "PressLine",
    "PrintedDate",
    "Programme",
    "ProgrammeItem",
    "ProgrammeNote",
    "Publication",
    "PublishedRun",
    "PublishedScreening",
    "PublishedTitle",
    "PullQuote",
    "QuotedRating",
    "Reading",
    "RelatedFilm",
    "Restoration",
    "Revision",
    "Run",
    "RunQuote",
    "Screen",
    "Screening",
    "ScreeningExtra",
    "SearchWord",
    "SecondStepRule",
    "Series",
    "SeriesEntry",
    "Source",
    "Still",
    "Venue",
    "Vote",
]
