"""Cases and evaluations as search engines and reference managers read them (https://schema.org)."""

from typing import Any

from django.conf import settings

from core.addresses import absolute
from interventions.models import CaseStudyPage, EvaluationPage, EvaluationSource
from interventions.selectors import CaseDetail, places

Description = dict[str, Any]


def describe_case(page: CaseStudyPage, case: CaseDetail) -> Description | None:
    """Return the case as a schema.org Article; None for a generated example, which nobody should cite.

    Only what the page itself shows: no contact person.
    """
    if page.is_synthetic:
        return None
    return _known(
        {
            **_article(page),
            "about": [term.name for term in case.card.types],
            "keywords": [tag.name for tag in case.tags],
            "spatialCoverage": [
                {"@type": "Place", "name": name}
                for name in places(case.card.municipalities, case.card.region)
            ],
            "publisher": {"@type": "Organization", "name": case.card.partner_name},
        }
    )


def describe_evaluation(page: EvaluationPage, evaluation: dict[str, Any]) -> Description | None:
    """Return the evaluation as a schema.org Article about its case; None where that is generated,
    and for example data.

    Parameters
    ----------
    evaluation : what :func:`interventions.selectors.evaluation_detail` returns
    """
    case = evaluation["case_card"]
    if page.is_example or (case and case.is_synthetic):
        return None
    return _known(
        {
            **_article(page),
            "about": {"@type": "Article", "headline": case.title, "url": absolute(case.url)}
            if case
            else None,
            "author": {"@type": "Organization", "name": evaluation["author"]}
            if evaluation["author"]
            else None,
            "publisher": {"@type": "Organization", "name": case.partner_name} if case else None,
            "citation": [_citation(source) for source in evaluation["sources"]],
        }
    )


def _article(page: CaseStudyPage | EvaluationPage) -> Description:
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": page.permalink,
        "url": page.full_url,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": settings.LANGUAGE_CODE,
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "isPartOf": {"@type": "WebSite", "name": settings.SITE_NAME, "url": settings.BASE_URL},
    }


def _citation(source: EvaluationSource) -> Description:
    address = f"https://doi.org/{source.doi}" if source.doi else source.url
    return _known(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "author": source.authors,
            "datePublished": str(source.year or ""),
            "url": address,
        }
    )


def _known(described: Description) -> Description:
    return {name: value for name, value in described.items() if value}
