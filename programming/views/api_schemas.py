"""The shapes of the API's answers, as its OpenAPI document tells of them. What nobody has said is null."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from programming.choices import (
    Access,
    Announcement,
    ChangeKind,
    ExtraKind,
    Format,
    ItemKind,
    ProgrammeKind,
    SeriesKind,
)

HouseDay = Annotated[
    date,
    Field(description="A house day: a show after midnight belongs to the evening before.", examples=["2026-11-21"]),
]
Moment = Annotated[
    datetime,
    Field(description="In the house's time, with its offset from UTC.", examples=["2026-11-21T19:00:00-05:00"]),
]
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Problem(BaseModel):
    """Why there is no answer."""

    detail: str = Field(description="In one sentence or a few.", examples=["Nothing is published at this address."])


# --- The house ------------------------------------------------------------------------------------


class HouseScreen(BaseModel):
    slug: str = Field(description="What the filter `screen` takes.")
    name: str
    seats: int
    formats: list[Format] = Field(description="What its booth can project.")
    access_note: str | None
    calendar: Address


class NewestPublication(BaseModel):
    number: int
    live_from: Moment


class House(BaseModel):
    """The cinema."""

    name: str
    tagline: str | None
    street: str
    locality: str
    region: str | None
    postal_code: str | None
    country: str = Field(description="ISO 3166-1, two letters.")
    latitude: float | None
    longitude: float | None
    phone: str | None
    email: str | None
    language: str = Field(description="Of what the house writes, BCP 47.")
    time_zone: str = Field(description="An IANA name.", examples=["America/New_York"])
    rollover_hour: int = Field(description="The hour at which a house day begins: earlier shows belong to last night.")
    week_starts: Weekday = Field(description="The first day of a play week.")
    today: HouseDay
    admission: str | None = Field(description="The usual price, as printed.")
    ticketing_note: str | None
    access_note: str | None
    screens: list[HouseScreen]
    publication: NewestPublication | None = Field(description="The last to go live. Null before the first.")
    since: str = Field(description="Where `/changes` goes on for someone who has just read everything.")
    links: dict[str, Address] = Field(description="Pages, feeds and calendars, by what they are.")


# --- Titles and series ----------------------------------------------------------------------------


class TitleLinks(BaseModel):
    page: Address
    calendar: Address = Field(description="Every show of it, as iCalendar.")


class Film(BaseModel):
    """A film, or a programme that has a page of its own, as listings name it."""

    slug: str = Field(description="Its stable name.", examples=["the-cranes-are-flying"])
    kind: Literal["film", "programme"]
    title: str = Field(description="As listings print it.")
    canonical_title: str = Field(description="The film's own title: mostly the same.")
    credit: str | None = Field(description="The name above the title.", examples=["Mikhail Kalatozov’s"])
    original_title: str | None
    directors: str | None
    year: str | None = Field(description="As printed: may name two.", examples=["1957"])
    countries: list[str]
    minutes: int | None
    is_approximate: bool = Field(description="Whether the running time is about so long.")
    spec: str | None = Field(description="The line of facts, as printed.")
    sequence: int = Field(description="Grows with each published version.")
    published_at: Moment
    links: TitleLinks


class Series(BaseModel):
    """A season or a strand. Its words are live on saving; what plays in it is what has been published."""

    slug: str = Field(description="Its stable name.")
    title: str
    kind: SeriesKind
    deck: str | None = Field(description="One sentence.")
    essay: str | None = Field(description="HTML: paragraphs, links, emphasis, `cite` for titles.")
    curator: str | None
    first_day: HouseDay = Field(description="House day of its first published show.")
    last_day: HouseDay = Field(description="House day of its last published show.")
    links: TitleLinks


# --- Runs -----------------------------------------------------------------------------------------


class KeptOn(BaseModel):
    first_on: HouseDay
    last_on: HouseDay
    is_final: bool = Field(description="Whether the house says that it must end then.")


class Run(BaseModel):
    """An engagement: a title for some days. A run without announced dates says none."""

    id: str = Field(description="Its stable name.", examples=["run-12"])
    title: str
    film: str = Field(description="Slug of the title on whose page it stands.")
    credit: str | None
    spec: str | None
    announcement: Announcement = Field(description="How much is announced: no dates, dates, or dates and times.")
    opens_on: HouseDay | None
    closes_on: HouseDay | None = Field(description="As first booked. Null for an open end.")
    last_on: HouseDay | None = Field(description="With every holdover counted. Null for an open end.")
    holdovers: list[KeptOn] = Field(description="Each time it was kept on, in order.")
    sequence: int = Field(description="Grows with each published version.")
    published_at: Moment
    links: TitleLinks


class RunNow(Run):
    """A run, with what the listing says of it at this moment."""

    lines: list[str] = Field(
        description="The engagement line or lines. They follow the schedule and the hour, not a publication.",
        examples=[["HELD OVER! Must end Thursday, August 1"]],
    )


# --- Screenings -----------------------------------------------------------------------------------


class Place(BaseModel):
    slug: str
    name: str


class Strand(BaseModel):
    slug: str
    title: str


class Extra(BaseModel):
    kind: ExtraKind
    person: str | None
    minutes: int | None
    note: str | None


class Segment(BaseModel):
    """One part of the programme, with the time at which it starts."""

    kind: ItemKind
    title: str
    canonical_title: str
    film: str | None = Field(description="Slug of the film. Null for what is none.")
    starts_at: Moment
    minutes: int
    credit: str | None
    directors: str | None
    year: str | None
    format: Format | None
    language: str | None
    subtitles: str | None
    spec: str | None
    person: str | None


class ScreeningLinks(BaseModel):
    page: Address
    calendar: Address = Field(description="The show's own event, as iCalendar.")
    film: Address


class Screening(BaseModel):
    """One show. A secret film has no segments."""

    uid: UUID = Field(description="Its stable name, also in every calendar.")
    title: str = Field(description="As listings print it, without the event line.")
    canonical_title: str = Field(description="The film's own title: mostly the same.")
    event_line: str | None = Field(description="What it has besides.", examples=["+ introduction by Ines Calloway"])
    credit: str | None
    directors: str | None
    year: str | None
    film: str = Field(description="Slug of the title on whose page it stands.")
    kind: ProgrammeKind
    run: str | None = Field(description="The run it belongs to. Null for a single show.", examples=["run-12"])
    screen: Place
    house_day: HouseDay
    starts_at: Moment
    ends_at: Moment
    status: Literal["scheduled", "cancelled", "replaced"]
    reason: str | None = Field(description="Why it was cancelled or moved.")
    moved_from: Moment | None = Field(description="When it was to start before it was moved.")
    replaced_by: UUID | None = Field(description="The show that plays in its place.")
    announced_at: Moment | None = Field(description="When the public first heard of it.")
    format: Format | None = Field(description="Of its first film.")
    formats: list[Format] = Field(description="Every format that runs.")
    language: str | None = Field(description="Of its first film.")
    subtitles: str | None = Field(description="Of its first film.")
    spec: str | None = Field(description="The line of facts, as printed.")
    admission: str | None = Field(description="What one ticket buys.", examples=["2 films for 1 admission"])
    price: str | None = Field(description="Where it is not the usual one.")
    is_free: bool
    note: str | None
    access: list[Access]
    extras: list[Extra]
    series: list[Strand]
    segments: list[Segment] = Field(description="What plays, in order.")
    availability: Literal["limited", "sold_out"] | None = Field(
        description="As of now, without a publication. Null says nothing: not that there are seats."
    )
    ticket_url: Address | None = Field(description="As of now, without a publication.")
    sequence: int = Field(description="Grows with each published version, as SEQUENCE in calendars does.")
    published_at: Moment
    links: ScreeningLinks


# --- Changes --------------------------------------------------------------------------------------


class Change(BaseModel):
    publication: int = Field(description="Number of the publication. Not always in order: one may wait for its hour.")
    live_from: Moment
    change: ChangeKind = Field(description="The most important thing that differs from the version before.")
    sequence: int = Field(description="Of the object. A higher one replaces a lower one.")
    public_note: str | None = Field(description="Why, in the house's words.")
    withdrawn: bool = Field(description="True where the object is public no more: forget it.")


class ScreeningChange(Change):
    kind: Literal["screening"]
    id: UUID
    object: Screening | None


class RunChange(Change):
    kind: Literal["run"]
    id: str
    object: Run | None


class FilmChange(Change):
    kind: Literal["film"]
    id: str = Field(description="The slug.")
    object: Film | None


AnyChange = Annotated[ScreeningChange | RunChange | FilmChange, Field(discriminator="kind")]
Next = Annotated[str | None, Field(description="Give it as `cursor` to go on. Null at the end.")]


class Films(BaseModel):
    items: list[Film]
    next: Next


class AllSeries(BaseModel):
    items: list[Series]
    next: Next


class Runs(BaseModel):
    items: list[RunNow]
    next: Next


class Screenings(BaseModel):
    items: list[Screening]
    next: Next


class Changes(BaseModel):
    items: list[AnyChange]
    next: Next
    since: str = Field(description="Keep it when `next` is null, and give it as `since` the next time you ask.")
