"""The site at /staff/."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class HouseSite(AdminSite):
    site_header = _("Held Over")
    site_title = _("Held Over")
    index_title = _("The desk")
    site_url = "/"
    enable_nav_sidebar = True


house_site = HouseSite(name="staff")
