"""How many queries a list takes: six at most, however much there is."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interventions.models import CaseStudyPage, EvaluationAuthor, FurtherCase
from tests import builders
from tests.api.asking import effect, get

pytestmark = [
    pytest.mark.slow,
    # The process's memory of cases works outside transactions only, as in a site in use.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,
]

LISTS = ["/cases", "/evaluations", "/findings", "/partners", "/types", "/outcomes"]
MOST = 6


def count(client: Client, path: str) -> int:
    """Return the queries of a second visit: the first reads what a process keeps for a minute."""
    get(client, path)
    with CaptureQueriesContext(connection) as queries:
        get(client, path)
    return len(queries)


def grow(number: int) -> None:
    owner = builders.partner(f"Partner {number}", municipality=builders.municipality("0268"))
    for n in range(number):
        case = builders.case(owner, f"Aanpak {n}", places=["0268"], outcomes=["houding"])
        evaluation = builders.evaluation(case, findings=[effect(), effect(0.3)])
        evaluation.further_cases.set([FurtherCase(case=CaseStudyPage.objects.first())])
        evaluation.authors.set([EvaluationAuthor(name="A. Voorbeeld")])
        evaluation.save_revision().publish()


def test_a_list_of_twenty_takes_six_queries_at_most(client: Client) -> None:
    call_command("import_municipalities", verbosity=0)
    grow(2)
    few = {path: count(client, path) for path in LISTS}
    grow(10)
    call_command("generate_cases", count=30, verbosity=0)
    many = {path: count(client, path) for path in LISTS}
    assert many == few
    assert {path: number for path, number in many.items() if number > MOST} == {}
    following = get(client, "/cases")["next"]
    assert count(client, following) <= MOST
    following = get(client, "/findings?limit=10&type=vriendschapsschool&sector=po")["next"]
    assert count(client, following) <= MOST
