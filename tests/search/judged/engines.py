"""What answers the judged queries: our engines, and stock modelsearch on the same cluster."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.http import QueryDict
from modelsearch.backends.elasticsearch9 import Elasticsearch9SearchBackend

from interventions.fulltext import searchable_texts
from interventions.models import CaseStudyPage
from search.engines.base import Engine
from search.query import PAGE_SIZE, CaseQuery
from search.services import batches

#: Answers a text with the ids of the first page of results.
Ask = Callable[[str], Sequence[int]]


def asking(engine: Engine) -> Ask:
    """Return what asks one of our engines as the list of cases does."""
    return lambda text: engine.search(CaseQuery.parse(QueryDict(urlencode({"q": text})))).page_ids


def stock_modelsearch(url: str, prefix: str) -> tuple[Ask, Callable[[], None]]:
    """Fill an index of modelsearch's Elasticsearch 9 backend, as it is out of the box.

    It gets the same words of each case as the embedded engine.

    Returns
    -------
    what asks it, and what removes the index
    """
    backend = Elasticsearch9SearchBackend({"URLS": [url], "INDEX_PREFIX": prefix})
    index = backend.get_index_for_model(CaseStudyPage)
    index.put()
    index.add_model(CaseStudyPage)
    for ids in batches(CaseStudyPage.objects.values_list("pk", flat=True)):
        texts = searchable_texts(ids)
        pages = list(CaseStudyPage.objects.filter(pk__in=ids))
        for page in pages:
            page.searchable_text = str(texts[page.pk])
        index.add_items(CaseStudyPage, pages)
    index.refresh()

    def ask(text: str) -> Sequence[int]:
        return [page.pk for page in backend.search(text, CaseStudyPage.objects.live())[:PAGE_SIZE]]

    return ask, index.delete
