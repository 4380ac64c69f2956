"""Generated cases: written in bulk, they must be what an editor's save would have written."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from demo.synthetic.writing import write_cases
from interventions.models import CaseStudyPage, EvaluationPage
from partners.models import PartnerPage
from search import snapshot
from search.engines import get_engine
from search.models import CaseRecord
from search.query import CaseQuery
from search.services import index_cases
from tests import builders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.usefixtures("site"),
    pytest.mark.slow,
]


@pytest.fixture(autouse=True)
def _municipalities() -> None:
    for code in ("0268", "0344", "0363", "0518", "1900"):
        builders.municipality(code)


def generate(count: int, seed: int = 1) -> None:
    call_command("generate_cases", count=count, seed=seed, verbosity=0)


def written(page: CaseStudyPage) -> tuple[Any, ...]:
    entry = IndexEntry.objects.filter(object_id=str(page.pk), content_type=page.content_type)
    record = CaseRecord.objects.get(page_id=page.pk)
    return (
        entry.values("title", "body", "autocomplete").get(),
        record.visible, {name: sorted(keys) for name, keys in record.values.items()},
        record.title_key, record.published,
    )  # fmt: skip


def test_the_index_has_what_a_save_would_write() -> None:
    generate(12)
    for page in CaseStudyPage.objects.filter(is_synthetic=True):
        generated = written(page)
        index_cases([page.pk])
        assert written(page) == generated


def test_pages_stand_in_the_tree_as_if_added_one_by_one(client: Client) -> None:
    real = builders.case(builders.partner())
    generate(30)
    generate(10, seed=2)
    assert CaseStudyPage.objects.filter(is_synthetic=True).count() == 40
    assert EvaluationPage.objects.exists()
    assert not any(Page.find_problems())
    # The next page gets an id and a path of its own.
    builders.case(
        PartnerPage.objects.filter(slug__startswith="voorbeeld").earliest("pk"), "Nog een"
    )
    assert not any(Page.find_problems())
    assert client.get(real.get_url()).status_code == 200


def test_a_generated_case_says_so_wherever_it_is_shown(client: Client) -> None:
    generate(5)
    page = CaseStudyPage.objects.filter(is_synthetic=True).earliest("pk")
    other = CaseStudyPage.objects.filter(is_synthetic=True).latest("pk")
    for address in (
        page.get_url(),
        "/interventies/",
        f"/interventies/vergelijk?case={page.pk}&case={other.pk}",
    ):
        assert "Verzonnen voorbeeld" in client.get(address).content.decode(), address


def test_they_are_found_by_text_and_facet() -> None:
    generate(40)
    everything = get_engine().search(CaseQuery.parse(QueryDict("")))
    assert everything.total == 40
    page = CaseStudyPage.objects.filter(is_synthetic=True).earliest("pk")
    slug = page.intervention_types.all()[0].slug
    found = get_engine().search(CaseQuery.parse(QueryDict(f'q="{page.title}"&type={slug}')))
    assert page.pk in found.page_ids


def test_deleting_them_leaves_the_rest_as_it_was() -> None:
    real = builders.case(builders.partner(), "Echt")
    before = (Page.objects.count(), IndexEntry.objects.count())
    generate(25)
    edited = CaseStudyPage.objects.filter(is_synthetic=True).earliest("pk")
    edited.save_revision().publish()
    call_command("generate_cases", delete=True, verbosity=0)
    assert (Page.objects.count(), IndexEntry.objects.count()) == before
    assert not any(Page.find_problems())
    assert list(get_engine().search(CaseQuery.parse(QueryDict(""))).page_ids) == [real.pk]
    snapshot.forget()
    assert get_engine().search(CaseQuery.parse(QueryDict(""))).total == 1
    connection.check_constraints()


def test_the_same_seed_writes_the_same_cases() -> None:
    arguments = (
        [("0268", "Nijmegen"), ("0344", "Utrecht")],
        ["ouders", "gemeenten", "schoolteams"],
        5,
    )
    assert list(write_cases(20, 7, *arguments)) == list(write_cases(20, 7, *arguments))
    assert list(write_cases(20, 7, *arguments)) != list(write_cases(20, 8, *arguments))


@pytest.mark.parametrize("count", ["0", "-3", "many", "999999999"])
def test_a_wrong_number_is_refused_in_a_sentence(count: str) -> None:
    with pytest.raises(CommandError, match="a number from 1 to"):
        call_command("generate_cases", f"--count={count}")
