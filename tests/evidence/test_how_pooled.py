"""How findings are pooled: by the model that the address asks for, and with a funnel where studies are many."""

import numpy as np
import pytest
from django.http import QueryDict
from django.test import Client

from evidence.charts import funnel
from evidence.pooling import pool
from evidence.query import EvidenceQuery
from interventions.models import CaseStudyPage
from methods import synthesis
from tests import builders
from tests.forms import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site"), pytest.mark.slow]

URL = "/bewijs/"
# Lipsey & Wilson (2001): the first ten of the tests of methods.
EFFECTS = (-0.33, 0.32, 0.39, 0.31, 0.17, 0.64, -0.33, 0.15, -0.02, 0.00)
VARIANCES = (0.084, 0.035, 0.017, 0.034, 0.072, 0.117, 0.102, 0.093, 0.012, 0.067)


def publish(case: CaseStudyPage, count: int) -> None:
    for effect, variance in zip(EFFECTS[:count], VARIANCES, strict=False):
        finding = builders.finding(
            data="effect", reported_metric="smd", reported_effect=effect,
            reported_se=variance**0.5,
        )  # fmt: skip
        builders.evaluation(case, findings=[finding])


@pytest.fixture
def case() -> CaseStudyPage:
    return builders.case(builders.partner())


def text(client: Client, address: str) -> str:
    [main] = soup(client.get(address)).select("main")
    return " ".join(main.get_text(" ").split())


def ask(parameters: str) -> EvidenceQuery:
    return EvidenceQuery.parse(QueryDict(parameters))


def test_each_model_is_the_one_that_was_asked_for(client: Client, case: CaseStudyPage) -> None:
    publish(case, 10)
    # Published: fixed .1549; DerSimonian-Laird .1534, tau² .025955.
    assert pool(ask("tau2=fixed")).pool.estimate == pytest.approx(0.1549, abs=5e-5)
    found = pool(ask("tau2=dl"))
    assert found.pool.estimate == pytest.approx(0.1534, abs=5e-5)
    assert found.pool.tau2 == pytest.approx(0.025955, abs=5e-6)
    assert pool(ask("")).pool.method == pool(ask("tau2=reml")).pool.method == "reml"
    assert "volgens DerSimonian en Laird" in text(client, f"{URL}?tau2=dl")
    assert "volgens Paule en Mandel" in text(client, f"{URL}?tau2=pm")
    told = text(client, f"{URL}?tau2=fixed")
    assert "Alsof alle onderzoeken één en hetzelfde effect meten" in told
    assert "Op een nieuwe plek" not in told
    [chosen] = soup(client.get(f"{URL}?tau2=dl")).select("#tau2 option[selected]")
    assert chosen["value"] == "dl"


@pytest.mark.parametrize("model", ["reml", "pm", "dl", "fixed"])
def test_without_one_study_is_pooled_alike(case: CaseStudyPage, model: str) -> None:
    publish(case, 5)
    left_out = pool(ask(f"tau2={model}")).left_out
    assert {each.method for each in left_out} == {model}
    effects, variances = np.array(EFFECTS[1:5]), np.array(VARIANCES[1:5])
    alone = {
        "fixed": synthesis.fixed_effect(effects, variances),
        "dl": synthesis.random_effects(effects, variances, tau2="dl"),
    }
    if model in alone:
        assert left_out[0].estimate == pytest.approx(alone[model].estimate)


def test_the_model_goes_along_in_every_address(client: Client, case: CaseStudyPage) -> None:
    publish(case, 3)
    query = ask("tau2=dl&outcome=plaatsing")
    assert query.urlencode() == "outcome=plaatsing&tau2=dl"
    links = [link["href"] for link in soup(client.get(f"{URL}?tau2=dl")).select(".sorts a")]
    assert links
    assert all("tau2=dl" in str(link) for link in links)


def test_an_unknown_model_is_told_and_left_out(client: Client) -> None:
    assert ask("tau2=magic").model == "reml"
    assert "tau2" in text(client, f"{URL}?tau2=magic")


@pytest.mark.parametrize(("count", "dots"), [(9, 0), (10, 10)])
def test_a_funnel_is_drawn_from_ten_studies(
    client: Client, case: CaseStudyPage, count: int, dots: int
) -> None:
    publish(case, count)
    page = soup(client.get(URL))
    assert len(page.select(".funnel__dot")) == dots
    assert len(page.select(".funnel__plot[role=img][aria-label]")) == bool(dots)


def test_precise_studies_stand_high_and_the_funnel_is_as_wide_as_chance() -> None:
    drawn = funnel([0.0, 0.5, -0.5], [0.1, 0.2, 0.3], 0.0)
    heights = [float(dot.y.rstrip("%")) for dot in drawn.dots]
    assert heights == sorted(heights)
    assert heights[2] == float(drawn.bottom.rstrip("%"))
    low, high = drawn.scale.low, drawn.scale.high
    share = float(drawn.right.rstrip("%")) / 100
    assert low + share * (high - low) == pytest.approx(1.96 * 0.3, abs=0.001)
    assert float(drawn.dots[1].x.rstrip("%")) > float(drawn.top.rstrip("%"))
