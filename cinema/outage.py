"""When the database is away, or takes no changes: a page that says so and asks nothing of it.

What somebody sent stands on that page, to be sent again: nothing that was typed is lost.
"""

import errno
import logging
import re
import sys
from dataclasses import dataclass
from enum import Enum

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.views import defaults

logger = logging.getLogger("cinema.outage")
RETRY_SECONDS = 30
OWN = re.compile(r"_.*|csrfmiddlewaretoken|opened|do|deed|version|.*-(id|ORDER|(TOTAL|INITIAL|(MIN|MAX)_NUM)_FORMS)")
"""Fields that nobody types."""
SECRET = ("password", "otp_", "recovery", "secret")


class Outage(Enum):
    AWAY = "away"
    FULL = "full"
    FIXED = "read-only"


SQLITE = {"SQLITE_FULL": Outage.FULL, "SQLITE_IOERR_SHMSIZE": Outage.FULL, "SQLITE_READONLY": Outage.FIXED}
POSTGRES = {"53100": Outage.FULL, "25006": Outage.FIXED}
SYSTEM = {
    errno.ENOSPC: Outage.FULL,
    errno.EDQUOT: Outage.FULL,
    errno.EROFS: Outage.FIXED,
    errno.EACCES: Outage.FIXED,
}
"""For files: a picture that does not fit, a folder that may not be written to."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with the request, in its order; and whether files did, which a page cannot send again."""

    fields: tuple[tuple[str, str], ...] = ()
    with_files: bool = False

    @property
    def typed(self) -> tuple[tuple[str, str], ...]:
        """What a person may have written: neither buttons nor what forms carry for themselves."""
        return tuple((name, value) for name, value in self.fields if value.strip() and not OWN.fullmatch(name))


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler of what nobody else handled: 503 for an outage, else 500."""
    error = sys.exc_info()[1]
    outage = outage_of(error)
    if outage is None:
        return defaults.server_error(request)
    logger.error("Outage (%s): %s", outage.value, str(error).partition("\n")[0])
    page = render_to_string("503.html", {"outage": outage.value, "sent": _sent(request)})
    response = HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    add_never_cache_headers(response)
    vars(response)["_has_been_logged"] = True  # in a word: a traceback for every visitor would say no more
    return response


def outage_of(error: BaseException | None) -> Outage | None:
    """What the error says of database and disk; None where it is an error of the program."""
    if isinstance(error, OSError):
        return SYSTEM.get(error.errno or 0)
    if not isinstance(error, OperationalError | InterfaceError | InternalError):
        return None
    cause = error.__cause__
    if state := getattr(cause, "sqlstate", None):
        found = POSTGRES.get(state)
        return found or (None if isinstance(error, InternalError) else Outage.AWAY)
    name = getattr(cause, "sqlite_errorname", "")
    name = name if name in SQLITE else "_".join(name.split("_")[:2])
    if name == "SQLITE_ERROR":  # a mistake in a query, which SQLite's driver calls operational too
        return None
    return SQLITE.get(name, Outage.AWAY)


def _sent(request: HttpRequest) -> Sent:
    """Nothing of a form that asks for a password or a code: a page is no place to keep those."""
    if request.method != "POST" or any(sign in name for name in request.POST for sign in SECRET):
        return Sent()
    fields = tuple((name, value) for name, values in request.POST.lists() for value in values)
    return Sent(fields, bool(request.FILES))
