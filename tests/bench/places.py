"""The addresses that are measured, as they are in a made house."""

from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from programming.models import Film, PublishedScreening, Series, Venue

SEASON = 200
"""Shows of the season that is measured."""


def places() -> dict[str, str]:
    """By name, the path of each page and feed."""
    venue = Venue.objects.get()
    today = venue.day_of(timezone.now())
    week = venue.week_of(today).next.first
    shown = PublishedScreening.objects.standing().listed().exclude(format="").filter(house_day=week, run__isnull=False)
    show = shown.filter(programme__kind="single").order_by("pk").first()
    assert show is not None
    film = Film.objects.filter(published_screenings=show).get()
    sized = Series.objects.annotate(shows=Count("published_screenings"))
    seasons = sized.filter(kind="season", shows__gt=0)
    season = min(seasons, key=lambda one: abs(one.shows - SEASON))  # in a house of any age of the same size
    strand = sized.filter(kind="strand").order_by("-shows", "pk").first()
    assert strand is not None
    month = today.replace(day=1)
    return {
        "home": "/",
        "day": f"/on/{week}/",
        "week": f"/week/{week}/",
        "month": f"/calendar/{month:%Y/%m}/",
        "films": "/films/",
        "film": f"/films/{film.slug}/",
        "series": f"/series/{season.slug}/",
        "strand": f"/series/{strand.slug}/",
        "all series": "/series/",
        "archive": "/archive/",
        "archive year": f"/archive/{(today - timedelta(days=300)).year}/",
        "search": "/search/?q=lantern",
        "suggest": "/search/suggest?q=lan",
        "one show": f"/screenings/{show.uid}/",
        "changes": "/changes/",
        "calendar.ics": "/calendar.ics",
        "film.ics": f"/films/{film.slug}.ics",
        "screen.ics": "/screens/screen-1.ics",
        "35mm.ics": "/formats/35mm.ics",
        "show.ics": f"/screenings/{show.uid}.ics",
        "feed.atom": "/feed.atom",
        "changes.atom": "/changes.atom",
        "api screenings": f"/api/v1/screenings?from={week}&to={week + timedelta(days=6)}",
        "embed": "/embed/tonight/",
        "sitemap": "/sitemap.xml",
    }
