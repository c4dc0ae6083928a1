"""Pages and feeds are rendered once a revision: every later reader is given the same bytes.

One read tells the revision (models/revision.py); with the moments that have passed since the house day began
(listings/moments.py) it tells all that a page depends on besides its address. So nothing kept is ever out of date, and
nothing has to be thrown away in time: the next reader finds another stamp. Where the copy stands, and what the page was
made from is answered as it was then (models/reading.py), it is kept on; else it is rendered anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from threading import Lock
from time import monotonic, sleep
from typing import NamedTuple

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

from programming.listings.house import Desk
from programming.listings.moments import Moments, moments
from programming.models import Part, Revision
from programming.models.reading import Reading
from programming.views.packing import Packed, packed_of

MOST_BYTES = 16 * 1024 * 1024
"""What one process keeps: the whole of a small house, or what is read most of a large one."""
MOST_ASKED_BYTES = 4 * 1024 * 1024
"""What it keeps of addresses with a question, so that what somebody searches does not push out what everybody reads."""
LONGEST_QUERY = 200
SHARED_SECONDS = 86400
LOCKS = 64
TURN_SECONDS = 5
"""How long a machine that renders a page keeps the others waiting for it, should it die over it."""
GLANCE_SECONDS = 0.02
OF_THE_BODY = ("Content-Type", "Content-Disposition", "Content-Length")

Handler = Callable[[HttpRequest], HttpResponseBase]


class Stamp(NamedTuple):
    """All that kept pages depend on besides their address."""

    token: str
    place: tuple[int, int]
    until: datetime


class Kept(NamedTuple):
    """A whole answer, as it was sent to the first who asked for it."""

    stamp: Stamp
    route: str  # its name, for the log
    headers: tuple[tuple[str, str], ...]
    packed: Packed
    copy: str = ""
    reading: Reading | None = None  # known to the process alone that made the page

    @property
    def size(self) -> int:
        return len(self.packed.content) + 4000


class Memory:
    """Answers by address, those read last up to `most_bytes`."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._size, self._lock = most_bytes, 0, Lock()
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def get(self, key: str) -> Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, kept: Kept) -> None:
        with self._lock:
            self._drop(key)
            if kept.size > self._most // 4:
                return
            self._kept[key] = kept
            self._size += kept.size
            while self._size > self._most:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        if old := self._kept.pop(key, None):
            self._size -= old.size


class Keeper:
    """The middleware. `get_response` renders; it is asked once for each address and stamp by each process, and by one
    process alone where they share what they made.
    """

    def __init__(self, get_response: Handler) -> None:
        self._get_response = get_response
        self._pages, self._asked = Memory(MOST_BYTES), Memory(MOST_ASKED_BYTES)
        self._moments: tuple[str, Moments] | None = None
        self._locks = tuple(Lock() for _each in range(LOCKS))
        self._elsewhere = (settings.STATIC_URL, settings.MEDIA_URL, reverse("staff:index"))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self._is_public(request):
            return _sent(request, self._get_response(request))
        key = request.get_full_path()
        found: Kept | HttpResponseBase | None
        try:
            found = self._found(key)
        except DatabaseError:  # whoever asks next behind will find it away too, and the answer gets all its headers
            return _sent(request, self._get_response(request))
        if found is None:
            with self._locks[hash(key) % LOCKS], _turn(key):
                found = self._made(key, request)
        if isinstance(found, Kept):
            vars(request)["route"] = found.route
            return _handed_out(request, HttpResponse(headers=dict(found.headers)), found.packed)
        return found

    def _is_public(self, request: HttpRequest) -> bool:
        """What is not asked for in a transaction, of which nobody knows whether it will be true."""
        is_asked = request.method in ("GET", "HEAD") and not request.path.startswith(self._elsewhere)
        is_safe = request.is_secure() or not settings.SECURE_SSL_REDIRECT
        return is_asked and is_safe and not (settings.DEBUG or connection.in_atomic_block) and _is_ours(request)

    def _memory(self, key: str) -> Memory:
        return self._pages if _is_shared(key) else self._asked

    def _found(self, key: str) -> Kept | None:
        kept = self._memory(key).get(key)
        return kept if kept and kept.stamp == self._stamp(Revision.objects.token(), timezone.now()) else None

    def _stamp(self, token: str, at: datetime, desk: Desk | None = None) -> Stamp | None:
        """The stamp of a moment; None where it is not known without a desk to ask at."""
        known = self._moments
        if known is None or known[0] != token or at >= known[1].until:
            if desk is None or not token:
                return None
            self._moments = known = (token, moments(desk))
        return Stamp(token, known[1].place(at), known[1].until)

    def _made(self, key: str, request: HttpRequest) -> Kept | HttpResponseBase:
        """Kept already, kept on or rendered. All that it reads was true at one moment, and so is its stamp."""
        shared = None
        with one_moment():
            tokens, at = Revision.objects.tokens(), timezone.now()
            desk = Desk.at_moment(at, copy=tokens.get(Part.COPY, ""))
            stamp = self._stamp(tokens.get(Part.ALL, ""), at, desk)
            if desk is None or stamp is None:
                return _sent(request, self._get_response(request))
            known = self._known(key, desk, stamp) or (shared := _shared(key, stamp))
            found = known or self._rendered(request, desk, stamp)
        if not isinstance(found, Kept):
            return _sent(request, found)
        self._memory(key).put(key, found)
        if found is not shared:
            _share(key, found)
        return found

    def _known(self, key: str, desk: Desk, stamp: Stamp) -> Kept | None:
        """What says at the desk's moment what it said when it was made."""
        kept = self._memory(key).get(key)
        if kept and (kept.stamp == stamp or self._is_as_read(kept, desk, stamp)):
            return kept._replace(stamp=stamp)
        return None

    def _is_as_read(self, kept: Kept, desk: Desk, stamp: Stamp) -> bool:
        """Whether all that it was made from is the same, and no moment has passed since."""
        made = kept.reading
        if made is None or not desk.copy == kept.copy != "":
            return False
        return self._stamp(stamp.token, made.at) == stamp and made.holds(desk.at)

    def _rendered(self, request: HttpRequest, desk: Desk, stamp: Stamp) -> Kept | HttpResponseBase:
        """Anew, and as it is kept where it may be."""
        vars(request)["desk"] = desk
        reading = Reading(desk.at)
        with reading.opened():
            response = self._get_response(request)
        if not isinstance(response, HttpResponse) or not _may_be_kept(request, response):
            return response
        return _kept(stamp, request, response)._replace(copy=desk.copy, reading=reading if reading.is_whole else None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of the moment of the first reading, however much is written meanwhile."""
    with _beginning(), transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _beginning() -> Iterator[None]:
    """On SQLite a transaction that only reads must not ask for the write lock, as all others do (cinema/env.py)."""
    own = vars(connections["default"])
    usual = own.get("transaction_mode")
    if usual:
        own["transaction_mode"] = "DEFERRED"
    try:
        yield
    finally:
        if usual:
            own["transaction_mode"] = usual


def _is_ours(request: HttpRequest) -> bool:
    """Whether it is our name that was asked for; if not, the middleware behind refuses it."""
    try:
        return bool(request.get_host())
    except DisallowedHost:
        return False


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        getattr(response, "is_kept", False)
        and response.status_code == 200
        and not response.cookies
        and len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    )


def _kept(stamp: Stamp, request: HttpRequest, response: HttpResponse) -> Kept:
    route = request.resolver_match.view_name if request.resolver_match else ""
    headers = tuple((name, value) for name, value in response.items() if name != "Content-Length")
    return Kept(stamp, route, headers, packed_of(response))


def _handed_out(request: HttpRequest, response: HttpResponse, packed: Packed) -> HttpResponseBase:
    """The response with its body, as this reader can take it; 304 for one who has it already."""
    patch_vary_headers(response, ("Accept-Encoding",))
    modified = response.get("Last-Modified")
    seconds = parse_http_date_safe(modified) if modified else None
    found: HttpResponse = get_conditional_response(request, response["ETag"], seconds, response) or response
    if found is not response:
        return _without_body(found, response)
    takes_zipped = packed.is_zipped and re_accepts_gzip.search(request.headers.get("Accept-Encoding", ""))
    response.content = packed.content if takes_zipped else packed.body
    if takes_zipped:
        response["Content-Encoding"] = "gzip"
        response["ETag"] = f"W/{response['ETag']}"  # the same words, other bytes
    response["Content-Length"] = str(len(response.content))
    return response


def _without_body(found: HttpResponse, response: HttpResponse) -> HttpResponse:
    """A 304 or 412 says all that `response` says but of its body."""
    for name, value in response.items():
        if name not in OF_THE_BODY:
            found.headers.setdefault(name, value)
    return found


def _sent(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What is not kept; that of views/answer.py is compressed and answered with 304 all the same."""
    if isinstance(response, HttpResponse) and hasattr(response, "is_kept"):
        return _handed_out(request, response, packed_of(response))
    return response


@contextmanager
def _turn(key: str) -> Iterator[None]:
    """Wait while another process that shares its pages is at this one; at once where nothing is shared."""
    turn, until = f"turn-{_digest(key)}", monotonic() + TURN_SECONDS
    while _is_shared(key) and not caches["pages"].add(turn, True, TURN_SECONDS) and monotonic() < until:
        sleep(GLANCE_SECONDS)
    try:
        yield
    finally:
        if _is_shared(key):
            caches["pages"].delete(turn)


def _shared(key: str, stamp: Stamp) -> Kept | None:
    """What another machine has made."""
    found: Kept | None = caches["pages"].get(_digest(key)) if _is_shared(key) else None
    return found if found and found.stamp == stamp else None


def _share(key: str, kept: Kept) -> None:
    if _is_shared(key):
        caches["pages"].set(_digest(key), kept._replace(reading=None), SHARED_SECONDS)


def _is_shared(key: str) -> bool:
    """Of addresses with a question there are as many as anybody likes, so that each process keeps a few of its own."""
    return "?" not in key


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()
