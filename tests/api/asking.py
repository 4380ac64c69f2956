"""How tests ask the API something."""

from typing import Any

from django.test import Client

from tests import builders

BASE = "/api/v1"


def get(client: Client, path: str, **headers: str) -> Any:
    """Return what is answered at a path of the API, or at an address that it gave itself."""
    path = path.removeprefix("http://testserver").removeprefix(BASE)
    response = client.get(BASE + path, headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def problem(client: Client, path: str, status: int = 400, method: str = "GET") -> Any:
    """Return the problem that is answered at a path of the API."""
    response = client.generic(method, BASE + path)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["API-Version"]
    told = response.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told


def faulty(client: Client, path: str) -> list[str]:
    """Return the names of the parameters for which a path is refused."""
    return [error["name"] for error in problem(client, path)["errors"]]


def walk(client: Client, path: str) -> list[Any]:
    """Return the items of all parts of a list."""
    items, following = [], path
    while following:
        part = get(client, following)
        items += part["items"]
        following = part["next"]
    return items


def effect(estimate: float = 0.2, **fields: Any) -> Any:
    """Return a finding with an effect size, of no evaluation yet."""
    return builders.finding(
        **{"data": "effect", "reported_metric": "smd", "reported_effect": estimate,
           "reported_se": 0.1, **fields}
    )  # fmt: skip
