"""Cases and evaluations as search engines and reference managers read them (https://schema.org)."""

from typing import Any

from django.conf import settings

from core.addresses import absolute
from interventions.cards import CaseCard
from interventions.choices import Licence
from interventions.models import (
    CaseStudyPage,
    EvaluationAuthor,
    EvaluationPage,
    EvaluationSource,
)
from interventions.selectors import CaseDetail, places

Description = dict[str, Any]

#: Where each licence that may be shared under can be read.
LICENCES: dict[str, str] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


def describe_case(page: CaseStudyPage, case: CaseDetail) -> Description | None:
    """Return the case as a schema.org Article to learn from; None for a generated example, which
    nobody should cite.

    Only what the page itself shows: no contact person.
    """
    if page.is_synthetic:
        return None
    return _known(
        {
            **_article(page, ["Article", "LearningResource"]),
            "learningResourceType": "case study",
            "educationalLevel": [sector.name for sector in case.card.sectors],
            "license": LICENCES.get(page.licence),
            "about": [term.name for term in case.card.types],
            "keywords": [tag.name for tag in case.tags],
            "spatialCoverage": [
                {"@type": "Place", "name": name}
                for name in places(case.card.municipalities, case.card.region)
            ],
            "publisher": _organisation(case.card),
        }
    )


def describe_evaluation(page: EvaluationPage, evaluation: dict[str, Any]) -> Description | None:
    """Return the evaluation as a schema.org article about its case; None where that is generated,
    and for example data.

    A scholarly one where it can be read in a journal, which gives it a DOI; else a report.

    Parameters
    ----------
    evaluation : what :func:`interventions.selectors.evaluation_detail` returns
    """
    case = evaluation["case_card"]
    if page.is_example or (case and case.is_synthetic):
        return None
    has_doi = any(source.doi for source in evaluation["sources"])
    return _known(
        {
            **_article(page, "ScholarlyArticle" if has_doi else "Report"),
            "about": {"@type": "Article", "headline": case.title, "url": absolute(case.url)}
            if case
            else None,
            "author": [_person(author) for author in evaluation["authors"]]
            or (
                {"@type": "Organization", "name": evaluation["author"]}
                if evaluation["author"]
                else None
            ),
            "publisher": _organisation(case) if case else None,
            "citation": [_citation(source) for source in evaluation["sources"]],
        }
    )


def _article(page: CaseStudyPage | EvaluationPage, kind: str | list[str]) -> Description:
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": page.permalink,
        "url": page.full_url,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": settings.LANGUAGE_CODE,
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "isPartOf": {"@type": "WebSite", "name": settings.SITE_NAME, "url": settings.BASE_URL},
    }


def _organisation(card: CaseCard) -> Description:
    return {"@type": "Organization", "name": card.partner_name, "url": absolute(card.partner_url)}


def _person(author: EvaluationAuthor) -> Description:
    return _known(
        {
            "@type": "Person",
            "@id": f"https://orcid.org/{author.orcid}" if author.orcid else None,
            "name": author.name,
            "affiliation": _known(
                {
                    "@type": "Organization",
                    "@id": f"https://ror.org/{author.ror}" if author.ror else None,
                    "name": author.organisation,
                }
            )
            if author.organisation
            else None,
        }
    )


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
