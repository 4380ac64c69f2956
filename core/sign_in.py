"""The address by which failed attempts to sign in are counted."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: An IPv6 connection has this many bits of its own; the others its owner changes at will.
IPV6_NETWORK = 64


def address_of_visitor(request: HttpRequest) -> str | None:
    """Return the address that failed attempts are counted by; of IPv6 its network.

    Each proxy adds the address that it was asked from to ``X-Forwarded-For``. What the
    ``PROXY_COUNT`` proxies of the site added is true; what stands before it anybody can write.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    hops = [*request.META.get("HTTP_X_FORWARDED_FOR", "").split(","), peer]
    try:
        address = ip_address(hops[-1 - settings.PROXY_COUNT :][0].strip())
    except ValueError:
        return peer or None  # No proxy of ours wrote it: the request came past them.
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, IPV6_NETWORK), strict=False).network_address)
