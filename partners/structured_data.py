"""A partner as search engines read it (https://schema.org)."""

from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from partners.models import PartnerPage


def describe_partner(page: "PartnerPage") -> dict[str, Any]:
    """Return the partner as a schema.org Organization; only what the page itself shows."""
    described = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": page.permalink,
        "name": page.title,
        "description": page.summary,
        "url": page.website,
        "mainEntityOfPage": page.full_url,
        "location": {"@type": "Place", "name": page.municipality.name} if page.municipality else None,
        "memberOf": {
            "@type": "Organization", "name": settings.SITE_NAME, "url": settings.BASE_URL,
        },
    }  # fmt: skip
    return {name: value for name, value in described.items() if value}
