"""The key that operators give the site may do what the site asks of the cluster, and no more.

The server of the tests has no security; so each request of a whole round is recorded, and held to
the privilege that Elasticsearch's documentation asks for it.
"""

import json
import re
import threading
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.http import QueryDict
from elastic_transport import Transport

from search.engines import search_cluster
from search.engines.elasticsearch.backend import CaseSearchBackend
from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.keeper import follow, make_right
from search.query import CaseQuery
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.cluster, pytest.mark.usefixtures("site")]

OPERATING = Path(__file__).resolve().parents[2] / "docs" / "operating.md"

#: "Security privileges" and the page of each request in Elasticsearch's documentation, 9.x.
NEEDED = {
    r"POST /[^/]+/_search": "read",
    r"PUT /_bulk": "write",
    r"PUT /[^/_][^/]*": "create_index",
    r"DELETE /[^/_][^/]*": "delete_index",
    r"(GET|HEAD) (/[^/]+)?/_alias(/[^/]+)?": "view_index_metadata",
    r"GET /[^/]+/_mapping": "view_index_metadata",
    r"POST /[^/]+/_(flush|refresh)": "maintenance",
    r"PUT /[^/]+/_settings": "manage",
    r"POST /_aliases": "manage",
    r"GET /_cluster/health/[^/]+": "cluster monitor",
}
#: What a privilege on an index brings with it.
BRINGS = {
    "manage": {"create_index", "delete_index", "view_index_metadata", "maintenance", "monitor"},
}


class Request(NamedTuple):
    method: str
    path: str
    body: Any

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def indices(self) -> set[str]:
        """The indices and aliases that it names, in its address or in its body."""
        in_path = re.match(r"/([^/_][^/]*)|/_alias/([^/]+)|/_cluster/health/([^/]+)", self.path)
        named = {name for name in (in_path.groups() if in_path else ()) if name}
        for line in self.body if isinstance(self.body, list) else []:
            action = json.loads(line)
            if isinstance(action, dict):
                named |= {
                    about["_index"]
                    for about in action.values()
                    if isinstance(about, dict) and "_index" in about
                }
        return named


@pytest.fixture
def requests(backend: CaseSearchBackend, monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """Every request to the cluster from here on."""
    asked: list[Request] = []
    perform = Transport.perform_request

    def record(self: Transport, method: str, target: str, **options: Any) -> Any:
        asked.append(Request(method, target.partition("?")[0], options.get("body")))
        return perform(self, method, target, **options)

    monkeypatch.setattr(Transport, "perform_request", record)
    return asked


@pytest.fixture
def key() -> Any:
    """What operating.md gives the key of the site."""
    [body] = re.findall(r"--json '(\{.*?\n\})'", OPERATING.read_text(), re.DOTALL)
    return json.loads(body)["role_descriptors"]["schoolmix"]


def test_the_key_may_do_what_the_site_asks_and_no_more(requests: list[Request], key: Any) -> None:
    a_whole_round()
    needed = set()
    for request in requests:
        privileges = [name for form, name in NEEDED.items() if re.fullmatch(form, str(request))]
        assert len(privileges) == 1, f"which privilege does {request} need?"
        needed |= set(privileges)
    assert needed == set(NEEDED.values()), "a request of the list is no longer made"

    [indices] = key["indices"]
    given = set(indices["privileges"])
    assert {f"cluster {name}" for name in key["cluster"]} == {"cluster monitor"}
    on_indices = needed - {"cluster monitor"}
    assert on_indices <= given.union(*(BRINGS.get(name, set()) for name in given))
    assert given <= on_indices, "more than is needed"


def test_the_key_reaches_every_index_of_the_site(requests: list[Request], key: Any) -> None:
    a_whole_round()
    backend = search_cluster()
    assert backend is not None
    [indices] = key["indices"]
    names = [name.replace("schoolmix-", backend.index_prefix, 1) for name in indices["names"]]
    asked = set().union(*(request.indices for request in requests))
    assert backend.alias in asked
    assert len(asked) > 2
    assert [index for index in asked if not any(fnmatch(index, name) for name in names)] == []


def a_whole_round() -> None:
    """Do with the cluster whatever the site, its worker and its commands do."""
    backend = search_cluster()
    assert backend is not None
    cases = [builders.case(builders.partner(), f"Aanpak {number}") for number in range(3)]
    make_right(backend, threading.Event())
    cases[0].unpublish()
    cases[1].title = "Anders"
    cases[1].save_revision().publish()
    follow(backend)
    make_right(backend, threading.Event())
    for command in ("rebuild_search", "compare_search", "search_status"):
        call_command(command)
    engine = ElasticsearchEngine(backend)
    assert engine.search(CaseQuery.parse(QueryDict("q=aanpak&sector=po"))).counts
    assert engine.search(CaseQuery().beyond(cases[1].pk)).after == cases[1].pk
    engine.complete("aan", 5)
