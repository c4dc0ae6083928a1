"""How fast something may be sent from one place, without keeping where it came from."""

import secrets
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

from programming.forms.visitor import address_of

WHILE = 300
"""Seconds that a place is remembered, and a salt is in use."""

MOST = 60
"""A full foyer shares the house's own network, and so one address: a vote every five seconds is an audience."""

SALT = "rating-salt"


def is_crowded(request: HttpRequest, what: str = "rating") -> bool:
    """Counts one of `what` from wherever `request` came from; whether there were too many in the last minutes.

    In the cache only, under a digest of the address and of a random salt. Both are forgotten within WHILE seconds, and
    without the salt the digest is the address of nobody. Without a Redis each process counts for itself, so that a
    house with several lets through a few more. What bounds a stuffed ballot box in the end is the number of seats
    (actions/ratings.py).
    """
    salt = cache.get_or_set(SALT, secrets.token_hex, WHILE)
    key = f"{what}-" + sha256(f"{salt} {address_of(request)}".encode()).hexdigest()
    cache.add(key, 0, WHILE)
    try:
        return bool(cache.incr(key) > MOST)
    except ValueError:  # it was forgotten between the two lines
        return False
