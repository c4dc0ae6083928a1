"""The masthead of the staff panel: where a programmer goes, as far as this person may."""

from functools import lru_cache
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


class Place(NamedTuple):
    text: str
    href: str
    permission: str = ""  # who may go there; empty for all staff
    below: tuple[str, ...] = ()  # what the addresses begin with that lie there besides its own
    current: str = ""  # as aria-current says it

    def seen_from(self, path: str) -> "Place":
        """Marked where `path` is its own address or lies below."""
        if path == self.href:
            return self._replace(current="page")
        return self._replace(current="true") if path.startswith(self.below) else self


def places(request: HttpRequest) -> tuple[Place, ...]:
    may = request.user.has_perm
    every = _every(get_language(), get_script_prefix())
    return tuple(place.seen_from(request.path) for place in every if not place.permission or may(place.permission))


@lru_cache(8)
def _every(_language: str, _prefix: str) -> tuple[Place, ...]:
    return (
        Place(_("The desk"), reverse("admin:index")),
        _place(_("Board"), "staff-board", "view_screening"),
        _place(pgettext("the desk where runs are held over", "Monday"), "staff-holdovers", "view_run"),
        _place(_("Tonight"), "staff-tonight", "view_screening"),
        _place(_("Films"), "admin:programming_film_changelist", "view_film"),
        _place(pgettext("what is written of a film", "Copy"), "staff-copy", "change_film"),
        _place(_("Ratings"), "staff-ratings", "moderate_vote"),
        _place(_("Programmes"), "admin:programming_programme_changelist", "view_programme"),
        _place(_("Series"), "admin:programming_series_changelist", "view_series"),
        _place(_("Runs"), "admin:programming_run_changelist", "view_run", f"{reverse('admin:index')}runs/"),
        _place(_("Publish"), "staff-publish", "add_publication"),
        Place(_("Public site"), reverse("home")),
    )


def _place(text: str, name: str, permission: str, *below: str) -> Place:
    href = reverse(name)
    return Place(text, href, f"programming.{permission}", (href, *below))
