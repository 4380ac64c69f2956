"""What a developer would write on stock modelsearch with Elasticsearch: a request for each facet."""

from typing import Any

from modelsearch.backends.elasticsearch9 import Elasticsearch9SearchBackend
from modelsearch.index import FilterField
from modelsearch.query import MATCH_ALL

from interventions.models import CaseStudyPage
from search.query import PAGE_SIZE, CaseQuery

#: Facets of stock, by the parameter that chooses in them; stock can't count places or conclusions.
FACETS = {
    "type": "intervention_types", "outcome": "target_outcomes", "sector": "sectors",
    "target": "target_groups", "status": "status", "year": "start_year",
}  # fmt: skip
COLUMNS = {"status": "status", "year": "start_year"}


def backend(urls: list[str]) -> Elasticsearch9SearchBackend:
    """Return stock's backend, for an index that has what the site's facets need."""
    CaseStudyPage.search_fields = [
        *CaseStudyPage.search_fields, *(FilterField(name) for name in FACETS.values())
    ]  # fmt: skip
    return Elasticsearch9SearchBackend(
        {"URLS": urls, "INDEX_PREFIX": "stock-", "TIMEOUT": 600, "ATOMIC_REBUILD": True}
    )


def rebuild(stock: Elasticsearch9SearchBackend) -> None:
    """Do what `rebuild_modelsearch_index` does, for cases only."""
    rebuilder = stock.rebuilder_class(stock.get_index_for_model(CaseStudyPage))
    index = rebuilder.start()
    index.add_model(CaseStudyPage)
    pages = CaseStudyPage.get_indexed_objects().order_by("pk")
    for start in range(0, pages.count(), 1000):
        index.add_items(CaseStudyPage, pages[start : start + 1000])
    rebuilder.finish()


def whole_page(stock: Elasticsearch9SearchBackend, query: CaseQuery) -> None:
    """Answer a question: hits, their number, and the counts of stock's facets."""
    found = _search(stock, query)
    list(found[:PAGE_SIZE])
    found.count()
    counts(stock, query)


def counts(stock: Elasticsearch9SearchBackend, query: CaseQuery) -> None:
    """Count each facet under the choices in the others."""
    for parameter, name in FACETS.items():
        _search(stock, query, without=parameter).facet(name)


def _search(stock: Elasticsearch9SearchBackend, query: CaseQuery, without: str = "") -> Any:
    cases = CaseStudyPage.objects.live()
    for parameter, values in query.filters.items():
        if parameter != without:
            cases = cases.filter(**{f"{COLUMNS[parameter]}__in": values})
    if query.q:
        return stock.search(query.q, cases, operator="and")
    return stock.search(MATCH_ALL, cases)
