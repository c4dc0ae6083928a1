"""Where a request came from, as far as it can be known."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """The visitor's address; of the newer kind the network, of which a household has one and may roam in.

    Behind proxies (settings.PROXIES says how many) it is what the outermost of ours wrote: what stands before that in
    the header, anybody may have made up.
    """
    said = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES:
        told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        said = told[-min(settings.PROXIES, len(told))] if told else said
    try:
        address = ip_address(said)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address) >> 64 << 64, 64)).network_address)
    return str(address)
