"""A case study as search engines and reference managers read it (https://schema.org)."""

from typing import Any

from django.conf import settings

from interventions.models import CaseStudyPage
from interventions.selectors import CaseDetail, places

Description = dict[str, Any]


def describe_case(page: CaseStudyPage, case: CaseDetail) -> Description | None:
    """Return the case as a schema.org Article; None for a generated example, which nobody should cite.

    Only what the page itself shows: no contact person.
    """
    if page.is_synthetic:
        return None
    described = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": page.permalink,
        "url": page.full_url,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": settings.LANGUAGE_CODE,
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "about": [term.name for term in case.card.types],
        "keywords": [tag.name for tag in case.tags],
        "spatialCoverage": [
            {"@type": "Place", "name": name}
            for name in places(case.card.municipalities, case.card.region)
        ],
        "publisher": {"@type": "Organization", "name": case.card.partner_name},
        "isPartOf": {"@type": "WebSite", "name": settings.SITE_NAME, "url": settings.BASE_URL},
    }
    return {name: value for name, value in described.items() if value}
