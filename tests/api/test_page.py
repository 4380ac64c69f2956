"""The page about the API: its examples do what they say, on a running site."""

import subprocess
import sys
from typing import Any

import pytest
from django.test import Client

from api.views import ADDRESSES
from demo.examples import load_examples
from tests import builders
from tests.api.asking import get, walk
from tests.forms import soup

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def examples(live_server: Any, settings: Any) -> list[str]:
    """The examples in Python, as the page of a running site with the example data shows them."""
    settings.BASE_URL = live_server.url
    list(load_examples())
    builders.case(builders.partner(), "Samen naar school")
    page = soup(Client().get("/api/"))
    return [code.get_text() for code in page.select("code.language-python")]


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_each_example_in_python_runs(examples: list[str], client: Client) -> None:
    # In several parts, though there are less than a hundred.
    findings, pool, cases = (run(code.replace("limit=100", "limit=5")) for code in examples)
    question = "outcome=leerprestaties&collection=examples"
    known = walk(client, f"/findings?{question}&effect=yes")
    assert len(findings.splitlines()) == len(known) > 5
    assert all(each["study"]["title"] in findings for each in known)
    pooled = get(client, f"/pool?{question}")["pooled"]
    assert f"{pooled['studies']} studies: {round(pooled['estimate'], 2)}" in pool
    assert "Samen naar school not-evaluated" in cases


def test_the_page_names_every_address_and_the_examples_in_r(client: Client) -> None:
    page = soup(client.get("/api/"))
    [rcode] = page.select("code.language-r")
    assert "rma(yi = effect" in rcode.get_text()
    described = {f"/{path.split('/')[1]}" for path in get(client, "/openapi.json")["paths"]}
    assert {path for path, _text in ADDRESSES} == {*described, "/openapi.json"}
    linked = {str(link["href"]) for link in page.select("main table a")}
    for address in linked:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200
