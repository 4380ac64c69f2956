"""Renditions are there before the first visitor, and a page that comes first is right all the same."""

import contextlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from core.models import Picture, PictureRendition
from tests import builders

pytestmark = [
    # The worker closes its connection, and a transaction of the test with it.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("site", "own_signals"),
    pytest.mark.slow,
]


def run_worker() -> None:
    call_command("run_worker", "--batch", "--no-schedule", "--no-startup-delay", verbosity=0)


@pytest.fixture
def case() -> Any:
    owner = builders.partner()
    owner.logo = builders.picture(owner.workspace.collection, "Merk")
    owner.save_revision().publish()
    lead, drawing = (builders.picture(owner.workspace.collection, name) for name in "AB")
    story = [{"type": "image", "value": {"image": drawing.pk, "caption": ""}}]
    return builders.case(owner, lead_image=lead, story=story)


def visit_everything(case: Any) -> list[str]:
    addresses = ["/", "/interventies/", "/coalitie/", case.get_parent().url, case.url]
    answers = [Client().get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.text for answer in answers]


def made() -> set[tuple[str, str]]:
    return set(PictureRendition.objects.values_list("image__title", "filter_spec"))


def test_who_visits_after_the_worker_waits_for_no_picture(case: Any) -> None:
    assert not made()
    run_worker()
    ready = made()
    assert {title for title, _ in ready} == {"A", "B", "Merk"}
    visit_everything(case)
    assert made() == ready


def test_a_picture_is_made_ready_when_another_takes_its_place(case: Any) -> None:
    run_worker()
    case.lead_image = builders.picture(case.get_parent().specific.workspace.collection, "Nieuw")
    case.save_revision().publish()
    run_worker()
    ready = made()
    assert "Nieuw" in {title for title, _ in ready}
    visit_everything(case)
    assert made() == ready


def test_pages_work_before_the_worker_came(case: Any) -> None:
    sources = {
        source
        for text in visit_everything(case)
        for source in re.findall(r"/media/images/[^\s\"]+", text)
    }
    assert len(sources) >= 10
    for source in sources:
        with contextlib.closing(Client().get(source)) as answer:
            assert answer.status_code == 200, source


def test_a_file_that_is_gone_stops_neither_worker_nor_page(case: Any) -> None:
    Path(Picture.objects.get(title="A").file.path).unlink()
    run_worker()
    assert {title for title, _ in made()} == {"B", "Merk"}
    visit_everything(case)


def test_the_command_makes_what_is_missing(case: Any) -> None:
    call_command("make_renditions", verbosity=0)
    ready = made()
    visit_everything(case)
    assert made() == ready != set()
