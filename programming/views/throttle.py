"""How fast votes may come from one place, without keeping where they came from."""

import secrets
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WHILE = 300
"""Seconds that a place is remembered, and a salt is in use."""

MOST = 60
"""A full foyer shares the house's own network, and so one address: a vote every five seconds is an audience."""

SALT = "rating-salt"


def is_crowded(request: HttpRequest) -> bool:
    """Counts a vote from wherever `request` came from; whether there were too many in the last minutes.

    In the cache only, under a digest of the address and of a random salt. Both are forgotten within WHILE seconds, and
    without the salt the digest is the address of nobody. Each process counts for itself, so that a house with several
    lets through a few more. What bounds a stuffed ballot box in the end is the number of seats (actions/ratings.py).
    """
    salt = cache.get_or_set(SALT, secrets.token_hex, WHILE)
    key = "rating-" + sha256(f"{salt} {_place(request)}".encode()).hexdigest()
    cache.add(key, 0, WHILE)
    try:
        return bool(cache.incr(key) > MOST)
    except ValueError:  # it was forgotten between the two lines
        return False


def _place(request: HttpRequest) -> str:
    """The visitor's address; of the newer kind only its network, of which a household has one.

    Behind a proxy it is what the proxy wrote last: what stands before that, anybody may have made up.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        said = request.headers.get("X-Forwarded-For", said).rpartition(",")[2].strip()
    try:
        address = ip_address(said)
    except ValueError:
        return str(said)
    return str(int(address) >> 64) if isinstance(address, IPv6Address) else str(address)
