"""What every answer keeps to: the Dutch API Design Rules, and errors that name what is wrong."""

import re
from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client

from core.models import HomePage
from tests import builders
from tests.api.asking import BASE, effect, faulty, get, problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

LISTS = ["/cases", "/evaluations", "/findings", "/types", "/outcomes", "/partners", "/pool"]


@pytest.mark.parametrize("path", [*LISTS, "/types/anders", "/openapi.json"])
def test_an_unknown_parameter_is_refused_by_name(client: Client, path: str) -> None:
    assert faulty(client, f"{path}?paage=2") == ["paage"]


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/findings?outcome=bestaat-niet", ["outcome"]),
        ("/findings?outcome=", ["outcome"]),
        ("/findings?level=9&design=x", ["design", "level"]),
        ("/findings?from=abcd", ["from"]),
        ("/findings?from=2020&until=2010", ["until"]),
        ("/findings?from=2020&from=2021", ["from"]),
        ("/findings?effect=maybe", ["effect"]),
        ("/findings?collection=all", ["collection"]),
        ("/findings?limit=abc", ["limit"]),
        ("/findings?limit=0", ["limit"]),
        ("/findings?limit=101", ["limit"]),
        ("/findings?limit=-1", ["limit"]),
        ("/findings?limit=" + "9" * 5000, ["limit"]),
        ("/findings?offset=100000000000000000000000", ["offset"]),
        ("/findings?page=0", ["page"]),
        ("/findings?sort=effect", ["sort"]),
        ("/findings?cursor=abc", ["cursor"]),
        ("/findings?cursor=" + "a" * 5000, ["cursor"]),
        ("/findings?" + "&".join(f"design=x{n}" for n in range(200)), ["design"]),
        ("/findings?" + "&".join(["role=confirmatory"] * 41), ["role"]),
        ("/evaluations?outcome=bestaat-niet", ["outcome"]),
        ("/pool?outcome=bestaat-niet", ["outcome"]),
        ("/pool?limit=1", ["limit"]),
        ("/cases?type=bestaat-niet", ["type"]),
        ("/cases?municipality=9999", ["municipality"]),
        ("/cases?sort=x", ["sort"]),
        ("/cases?q=" + "a" * 10_001, ["q"]),
        ("/cases?q=" + "een+" * 20, ["q"]),
        ("/cases?page=2", ["page"]),
        ("/cases?after=2", ["after"]),
        ("/cases?cursor=abc", ["cursor"]),
        ("/partners?limit=abc", ["limit"]),
    ],
)
def test_what_is_wrong_is_named(client: Client, address: str, names: list[str]) -> None:
    assert faulty(client, address) == names


def test_a_refusal_says_what_would_do(client: Client) -> None:
    [error] = problem(client, "/findings?role=x")["errors"]
    assert error["detail"] == "One of: confirmatory, exploratory."


@pytest.mark.parametrize(
    "path",
    ["", "/", "/cases/", "/nothing", "/cases/1", "/cases/1/", "/types/bestaat-niet",
     "/findings/9999999999999999999999", "/findings/abc", "/openapi.json/",
     "/evaluations/00000000-0000-4000-8000-000000000000"],
)  # fmt: skip
def test_nothing_here(client: Client, path: str) -> None:
    problem(client, path, 404)


def test_a_nul_character_is_a_problem_too(client: Client) -> None:
    problem(client, "/cases?q=%00")
    problem(client, "/%00")


@pytest.mark.parametrize("path", [*LISTS, "/openapi.json", "/types/anders"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_it_can_only_be_read(client: Client, path: str, method: str) -> None:
    problem(client, path, 405, method)
    assert client.generic(method, BASE + path)["Allow"] == "GET, HEAD, OPTIONS"
    browser = Client(enforce_csrf_checks=True)
    assert browser.generic(method, BASE + path).status_code == 405


@pytest.mark.parametrize("path", [*LISTS, "/openapi.json", "/nothing", "/cases?x=1"])
def test_any_site_may_read_it_and_nobody_frames_it(client: Client, path: str) -> None:
    headers = client.get(BASE + path).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["API-Version"] == get(client, "/openapi.json")["info"]["version"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")


def test_a_browser_may_ask_beforehand(client: Client) -> None:
    response = client.options(f"{BASE}/cases")
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_the_head_of_an_answer(client: Client) -> None:
    whole, head = client.get(f"{BASE}/types"), client.head(f"{BASE}/types")
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == whole["ETag"]


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get(f"{BASE}/partners")
    assert "max-age" in first["Cache-Control"]
    again = client.get(f"{BASE}/partners", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["API-Version"]
    builders.partner()
    changed = client.get(f"{BASE}/partners", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_errors_are_not_kept(client: Client) -> None:
    assert client.get(f"{BASE}/nothing")["Cache-Control"] == "no-store"


def test_a_cursor_fits_its_own_question_only(client: Client) -> None:
    case = builders.case(builders.partner())
    for _ in range(3):
        builders.evaluation(case, findings=[effect(), effect(0.4)])
    first = get(client, "/findings?limit=2")["next"]
    cursor = first.partition("cursor=")[2]
    assert get(client, f"/findings?limit=1&cursor={cursor}")["items"]
    assert faulty(client, f"/findings?effect=yes&cursor={cursor}") == ["cursor"]
    assert faulty(client, f"/evaluations?cursor={cursor}") == ["cursor"]
    made_up = Signer(key="another key", salt="x").sign_object(1)
    assert faulty(client, f"/findings?cursor={made_up}") == ["cursor"]


def test_a_list_holds_still_while_something_is_published(client: Client) -> None:
    case = builders.case(builders.partner())
    for number in range(4):
        builders.evaluation(case, title=f"Onderzoek {number}")
    first = get(client, "/evaluations?limit=2")
    builders.evaluation(case, title="Nieuw")
    rest = get(client, first["next"])
    second = get(client, rest["next"])
    titles = [each["title"] for part in (first, rest, second) for each in part["items"]]
    assert second["next"] is None
    assert get(client, "/evaluations?limit=5")["next"] is None
    assert titles == ["Onderzoek 0", "Onderzoek 1", "Onderzoek 2", "Onderzoek 3", "Nieuw"]


def test_who_asks_too_often_hears_when_to_come_back(client: Client, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 3
    # So many that they exceed the limit also where the minute ends among them.
    answers = [client.get(f"{BASE}/types") for _ in range(8)]
    assert answers[0].status_code == 200
    [refused, *_] = [answer for answer in answers if answer.status_code == 429]
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["API-Version"]
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert client.get("/").status_code == 200, "the site itself has no such limit"


def test_each_address_is_counted_by_itself(client: Client, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 1
    settings.PROXY_COUNT = 1

    def ask(sent: str) -> int:
        return client.get(f"{BASE}/nothing", headers={"X-Forwarded-For": sent}).status_code

    assert 429 in [ask("198.51.100.7") for _ in range(4)]
    assert ask("198.51.100.8") == 404
    made_up = [ask(f"203.0.113.{n}, 198.51.100.7") for n in range(4)]
    assert 429 in made_up, "what stands before the proxy anybody can write"


def test_no_limit(client: Client, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 0
    assert {client.get(f"{BASE}/nothing").status_code for _ in range(200)} == {404}


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_the_interfaces_of_wagtail_are_off(client: Client, version: str, site: HomePage) -> None:
    for path in (
        "",
        "pages/",
        f"pages/{site.pk}/",
        "images/",
        "documents/",
        "openapi.json",
        "docs/",
    ):
        assert client.get(f"/api/{version}/{path}").status_code == 404
    inside = client.get("/beheer/api/main/pages/")
    assert inside.status_code in (302, 403)


def test_the_description_is_openapi_with_examples(client: Client, settings: Any) -> None:
    settings.API_CONTACT_EMAIL = "api@schoolmix.example"
    told = get(client, "/openapi.json")
    assert told["openapi"].startswith("3.1")
    assert told["servers"] == [{"url": f"http://testserver{BASE}"}]
    assert told["info"]["contact"]["email"] == "api@schoolmix.example"
    for path, operations in told["paths"].items():
        assert not path.endswith("/")
        assert set(operations) == {"get"}
        operation = operations["get"]
        assert "API-Version" in operation["responses"]["200"]["headers"]
        assert {"400", "429"} <= set(operation["responses"])
        for parameter in operation["parameters"]:
            if parameter["in"] == "query":
                assert re.fullmatch(r"[a-z]+[0-9]?([A-Z][a-z]*)*", parameter["name"])
                assert parameter["description"]
    records = told["components"]["schemas"]
    for name in (
        "Case",
        "EvaluationWithFindings",
        "Finding",
        "InterventionType",
        "Outcome",
        "Partner",
    ):
        [example] = records[name]["examples"]
        assert set(example) == set(records[name]["properties"])
    for response in told["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]
