"""A page is found by its whole address at once; what is not there is a 404, however odd."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.usefixtures("site")]


def test_each_level_of_the_tree_has_its_page(client: Client) -> None:
    owner = builders.partner("Partner Noord")
    case = builders.case(owner, "Samen koken")
    evaluation = builders.evaluation(case, title="Onderzoek")
    for page, address in (
        (owner, "/coalitie/partner-noord/"),
        (case, "/coalitie/partner-noord/samen-koken/"),
        (evaluation, "/coalitie/partner-noord/samen-koken/onderzoek/"),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert response.context["page"].pk == page.pk


def test_two_pages_of_one_slug_are_kept_apart(client: Client) -> None:
    first = builders.case(builders.partner("Partner Noord"), "Samen koken")
    second = builders.case(builders.partner("Partner Zuid"), "Samen koken")
    assert client.get("/coalitie/partner-noord/samen-koken/").context["page"].pk == first.pk
    assert client.get("/coalitie/partner-zuid/samen-koken/").context["page"].pk == second.pk


@pytest.mark.parametrize(
    "address",
    [
        "/coalitie/bestaat-niet/",
        "/partner-noord/",
        "/samen-koken/",
        "/coalitie/samen-koken/",
        "/coalitie/partner-noord/concept/",
        "/coalitie/Partner-Noord/",
        "/coalitie/coalitie/",
        "/" + "coalitie/" * 50_000,
    ],
)
def test_elsewhere_is_nothing(address: str, client: Client) -> None:
    owner = builders.partner("Partner Noord")
    builders.case(owner, "Samen koken")
    builders.case(owner, "Concept", live=False)
    assert client.get(address).status_code == 404


def test_a_page_that_moved_is_found_under_its_old_address(client: Client) -> None:
    case = builders.case(builders.partner("Partner Noord"), "Samen koken")
    for old in ("/oud", "/api/v1/oud"):
        Redirect.objects.create(old_path=old, redirect_page=case)
    response = client.get("/oud/")
    assert response.status_code == 301
    assert response["Location"].endswith("/coalitie/partner-noord/samen-koken/")
    assert client.get("/api/v1/oud").status_code == 404, "programs are never sent elsewhere"
