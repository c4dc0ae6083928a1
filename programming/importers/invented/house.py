"""The house itself: a venue and its screens."""

from programming.choices import Format
from programming.importers.invented.rows import stored
from programming.models import Screen, Venue

FORMATS = [Format.DCP, Format.DCP_4K, Format.FILM_35, Format.FILM_16]


def make_venue(screens: int) -> Venue:
    venue = Venue(
        name="The Meridian",
        tagline="A repertory cinema that nobody has",
        street="4 Quarry Lane",
        locality="Fenwick",
        region="IL",
        postal_code="60000",
        country="US",
        latitude="41.900000",
        longitude="-88.600000",
        phone="555 0100",
        email="boxoffice@meridian.example",
        site_url="https://meridian.example",
        time_zone="America/Chicago",
        admission="$14, members $9",
        ticketing_note="Box office from half an hour before the first show.",
        access_note="Every screen is step-free and has a hearing loop.",
    )
    stored([venue])  # as all other rows, without a first state in its history, which would bear the hour
    stored(
        Screen(
            venue=venue,
            slug=f"screen-{number}",
            name=f"Screen {number}",
            seats=240 - 20 * min(number, 9),
            formats=[str(format) for format in FORMATS],
            order=number,
        )
        for number in range(1, screens + 1)
    )
    venue.refresh_from_db()
    return venue
