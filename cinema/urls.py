"""Root addresses: the site, and uploaded pictures beside it."""

from django.urls import include, path

from cinema.media import media

handler500 = "cinema.outage.broken"

urlpatterns = [
    # Good enough for a small house. Before a busy one, let the reverse proxy serve /media/ from MEDIA_ROOT.
    path("media/<path:path>", media, name="media"),
    path("", include("programming.urls")),
]
