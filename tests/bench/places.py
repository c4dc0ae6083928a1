"""The addresses that are measured, as they are in a made house."""

from datetime import timedelta

from django.utils import timezone

from programming.models import Film, PublishedScreening, Series, Venue


def places() -> dict[str, str]:
    """By name, the path of each page and feed."""
    venue = Venue.objects.get()
    today = venue.day_of(timezone.now())
    week = venue.week_of(today).next.first
    shown = PublishedScreening.objects.standing().listed().exclude(format="").filter(house_day=week, run__isnull=False)
    show = shown.filter(programme__kind="single").order_by("pk").first()
    assert show is not None
    film = Film.objects.filter(published_screenings=show).get()
    series = Series.objects.filter(kind="season").order_by("order").first()
    month = today.replace(day=1)
    return {
        "home": "/",
        "day": f"/on/{week}/",
        "week": f"/week/{week}/",
        "month": f"/calendar/{month:%Y/%m}/",
        "films": "/films/",
        "film": f"/films/{film.slug}/",
        "series": f"/series/{series.slug}/" if series else "/series/",
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
