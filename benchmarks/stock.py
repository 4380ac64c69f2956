"""What a developer would write on stock Wagtail: its own search, and a GROUP BY for each facet."""

from django.db.models import Count
from wagtail.search.backends import get_search_backend

from interventions.models import CaseStudyPage

FACETS = (
    "type_items__tag__slug", "outcome_items__tag__slug", "sector_items__tag__slug",
    "target_group_items__tag__slug", "places__municipality", "places__municipality__province",
    "status", "start_year", "evaluations__conclusion",
)  # fmt: skip


def stock_list(text: str) -> int:
    """Answer a word with three filters: twenty hits, their number, and the counts of nine facets.

    It does less than the site: no facet ignores its own filter, nothing is highlighted or rendered.
    """
    cases = (
        CaseStudyPage.objects.live()
        .public()
        .filter(
            type_items__tag__slug__in=["centraal-aanmelden", "ouderinitiatief"],
            sector_items__tag__slug="po",
            status="running",
        )
        .distinct()
    )
    hits = get_search_backend("default").search(text, CaseStudyPage.objects.filter(pk__in=cases))
    total = hits.count()
    list(hits[:20])
    found = CaseStudyPage.objects.filter(pk__in=[page.pk for page in hits[:total]])
    for facet in FACETS:
        list(found.values(facet).annotate(number=Count("pk", distinct=True)))
    return total
