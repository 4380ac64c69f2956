"""Row 33, and what operators and moderators are told of the index of a search cluster."""

from datetime import timedelta
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from search.engines import CLUSTER
from search.models import CaseRecord, IndexCursor, IndexVersion
from tests import builders
from tests.faults.clusters import backend_settings, hanging, refusing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

PAGE = "/beheer/reports/search-index/"


@pytest.fixture
def behind(settings: Any) -> None:
    """A cluster that is away, whose index has everything but one change of ten minutes ago."""
    owner = builders.partner()
    builders.case(owner, "In de index")
    now = IndexVersion.objects.get().value
    IndexCursor.objects.create(
        index="away-cases-1", version=now, page_id=2**62, built_at=timezone.now(), drift=3
    )
    case = builders.case(owner, "Nog niet in de index")
    moment = timezone.now() - timedelta(minutes=10)
    CaseRecord.objects.filter(pk=case.pk).update(changed_at=moment)
    with refusing() as away:
        settings.WAGTAILSEARCH_BACKENDS = {
            **settings.WAGTAILSEARCH_BACKENDS,
            CLUSTER: backend_settings(away.url, prefix="away-"),
        }


def status() -> dict[str, str]:
    output = StringIO()
    call_command("search_status", stdout=output)
    return {line[:18].strip(): line[18:].strip() for line in output.getvalue().splitlines()}


def test_readiness_tells_the_age_of_the_oldest_change(client: Client, behind: None) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    found = response.json()["search"]
    assert found["engine"] == "elasticsearch"
    assert found["waiting"] == 1
    assert 600 <= found["oldest_change_seconds"] < 700


def test_readiness_asks_no_cluster(client: Client, settings: Any) -> None:
    with hanging() as away:
        settings.WAGTAILSEARCH_BACKENDS = {
            **settings.WAGTAILSEARCH_BACKENDS,
            CLUSTER: backend_settings(away.url, prefix="away-"),
        }
        assert client.get("/readyz").status_code == 200
        assert away.asked == []


def test_the_command_tells_what_is_behind(behind: None) -> None:
    found = status()
    assert found["waiting"] == "1 cases"
    assert 600 <= int(found["oldest change"].removesuffix(" s ago")) < 700
    assert found["drift found then"].startswith("3 cases")
    assert "refused" in found["cluster"].lower()


def test_the_admin_tells_moderators_and_nobody_else(client: Client, behind: None) -> None:
    client.force_login(builders.moderator())
    html = client.get(PAGE).content.decode()
    assert "10" in html
    assert "de database antwoordt" in html
    assert PAGE in client.get("/beheer/").content.decode()

    client.force_login(builders.editor(builders.partner("Partner B")))
    assert client.get(PAGE).status_code == 302


def test_moderators_of_an_older_site_get_the_rights_that_came_later(client: Client) -> None:
    moderator = builders.moderator()
    [group] = moderator.groups.all()
    before = set(group.permissions.all())
    group.permissions.remove(*group.permissions.filter(content_type__app_label="search"))
    client.force_login(moderator)
    assert client.get(PAGE).status_code == 302
    migration = import_module("search.migrations.0009_rights_of_moderators")
    migration.give_to_moderators(apps, None)
    assert client.get(PAGE).status_code == 200
    assert set(group.permissions.all()) == before


@pytest.mark.usefixtures("no_cluster")
def test_without_a_cluster_the_database_needs_nothing(client: Client) -> None:
    assert status() == {"engine": "the database, which needs no index beside it"}
    assert client.get("/readyz").json()["search"] == {"engine": "database"}
    client.force_login(builders.moderator())
    assert "geen aparte index nodig" in client.get(PAGE).content.decode()
    for command in ("rebuild_search", "compare_search"):
        with pytest.raises(CommandError, match="ELASTICSEARCH_URL is not set"):
            call_command(command)


@pytest.fixture
def no_cluster(settings: Any) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": settings.WAGTAILSEARCH_BACKENDS["default"]}


@pytest.mark.parametrize("command", ["rebuild_search", "compare_search"])
def test_a_command_says_that_the_cluster_is_away(command: str, behind: None) -> None:
    with pytest.raises(CommandError, match=r"refused|does not answer"):
        call_command(command)
