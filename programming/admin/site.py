"""The site at /staff/."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programming.admin.desk import desk_page
from programming.models import Venue


class HouseSite(AdminSite):
    site_header = _("Held Over")
    site_title = _("Held Over")
    index_title = _("The desk")
    site_url = "/"
    enable_nav_sidebar = False  # the places stand in the masthead, as on the public pages

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Django's frame under the house's own name. One query more."""
        name = Venue.objects.values_list("name", flat=True).first()
        return super().each_context(request) | {"site_header": name or self.site_header}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().index(request, {"desk": desk_page(timezone.now()), **(extra_context or {})})


house_site = HouseSite(name="staff")
