"""Signing in: the form, and the address by which failed attempts are counted."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm

#: An IPv6 connection has this many bits of its own; the others its owner changes at will.
IPV6_NETWORK = 64


class SignInForm(LoginForm):
    """Wagtail's form, which gives the field of the password no label to translate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")


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
