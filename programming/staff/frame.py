"""What the frame of every staff page needs."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import resolve, reverse

from programming.listings.desk import run_facts
from programming.models import Run


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context that the panel's own pages share with Django's, asked of the site that answers at /staff/."""
    site: AdminSite = vars(resolve(reverse("staff:index")).func)["admin_site"]
    return site.each_context(request)


def run_head(run: Run) -> dict[str, Any]:
    """What stands at the head of a page about one run."""
    return {"title": run.programme.full_title, "facts": run_facts(run)}
