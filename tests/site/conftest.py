import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import production
from tests.production import Site

FILL = """
from wagtail.models import Collection, PageViewRestriction
from tests import builders
picture = builders.picture(Collection.get_first_root_node())
assert picture.file.url == "/media/original_images/plein.png", picture.file.url
partner = builders.partner("Partner Noord")
for slug in ("password", "login"):
    page = builders.case(partner, slug.title(), slug=slug)
    PageViewRestriction.objects.create(page=page, restriction_type=slug, password="sesam")
builders.user("anna")
"""


@pytest.fixture(scope="session")
def running_site(
    kept_database: Path, static_root: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The site as it runs in production, on a SQLite file, with some content.

    pytest-django makes the database that this one is copied from where a test is marked ``django_db``.
    """
    folder = tmp_path_factory.mktemp("production")
    database = folder / "schoolmix.sqlite3"
    shutil.copyfile(kept_database, database)
    environment = production.environment(
        DATABASE_URL=f"sqlite:///{database}",
        MEDIA_ROOT=str(folder / "media"),
        STATIC_ROOT=str(static_root),
    )
    production.manage(environment, "shell", "--command", FILL)
    with production.running(environment, folder / "log") as site:
        yield site
