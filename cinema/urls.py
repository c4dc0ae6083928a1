"""Root addresses: the site, and uploaded pictures beside it."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve

urlpatterns = [
    # Good enough for a small house. Before a busy one, let the reverse proxy serve /media/ from MEDIA_ROOT.
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    path("", include("programming.urls")),
]
