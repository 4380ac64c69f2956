"""What all tests share.

- The database: migrations take a quarter of a minute, so the first run keeps a SQLite file that is
  migrated and set up, named after what it was made of, and each test process gets a copy of its own. A test that
  commits (`transaction=True`) empties its tables afterwards: ask for `serialized_rollback=True` too,
  or the next one finds no root page.
- Hypothesis draws the same examples every time: a failure is a fact, not luck.
- With CI=true a skipped test is a failed test.
"""

import hashlib
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation.reloader import translation_file_changed
from hypothesis import settings as hypothesis_settings

from scripts.compile_translations import compile_translations
from tests import production
from tests.postbox import Postbox

ROOT = Path(__file__).resolve().parents[1]
KEPT_DATABASES = ROOT / "var" / "test-databases"

hypothesis_settings.register_profile(
    "ci", derandomize=True, max_examples=50, deadline=None, database=None
)
hypothesis_settings.load_profile("ci")


def pytest_configure(config: pytest.Config) -> None:
    for compiled in compile_translations():
        translation_file_changed(None, compiled)  # Django may have read the one before.
    # Only where all results come together: with xdist, not in its workers.
    if os.environ.get("CI") == "true" and not hasattr(config, "workerinput"):
        config.pluginmanager.register(NothingSkipped(), "nothing-skipped")


class NothingSkipped:
    """Fail a run in which a test was skipped."""

    def __init__(self) -> None:
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.skipped:
            terminalreporter.write_line("Skipped, which CI does not allow:", red=True)
            for name in self.skipped:
                terminalreporter.write_line(f"  {name}")


def _kept_database() -> Path:
    """Return the place of the migrated file that fits the code as it is now."""
    sources = [
        ROOT / "requirements-dev.txt",
        *sorted(ROOT.glob("*/migrations/*.py")),
        *sorted(ROOT.glob("*/models/*.py")),
        ROOT / "demo" / "site_setup.py",
        *sorted((ROOT / "demo" / "content").glob("*.toml")),
    ]
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.read_bytes())
    return KEPT_DATABASES / f"{digest.hexdigest()[:16]}.sqlite3"


def _is_sqlite() -> bool:
    from django.conf import settings

    return bool(settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Begin with a copy of the kept file where there is one; Django then only checks it."""
    from django.conf import settings

    if not (_is_sqlite() and _kept_database().exists()):
        return False
    name = settings.DATABASES["default"]["TEST"]["NAME"]
    # A write-ahead log that an interrupted run left would be read as part of the new file.
    for left_over in (f"{name}-wal", f"{name}-shm"):
        Path(left_over).unlink(missing_ok=True)
    shutil.copyfile(_kept_database(), name)
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool, django_db_blocker: Any) -> None:
    """Set up as pytest-django does, with the site that every test begins with; keep that file."""
    from django.db import connection, connections

    from demo.site_setup import set_up_site

    with django_db_blocker.unblock():
        set_up_site()
        # What a test with `serialized_rollback` puts back.
        contents = connection.creation.serialize_db_to_string()
        vars(connections["default"])["_test_serialized_contents"] = contents
        if _is_sqlite() and not django_db_keepdb:
            _keep(connection.connection)


def _keep(connection: sqlite3.Connection) -> None:
    KEPT_DATABASES.mkdir(parents=True, exist_ok=True)
    kept = _kept_database()
    unfinished = kept.with_name(f"{kept.name}.{os.getpid()}")
    with sqlite3.connect(unfinished) as copy:
        connection.backup(copy)
    copy.close()
    for outdated in KEPT_DATABASES.glob("*.sqlite3"):
        if outdated != kept:  # Another process of this run may be reading it.
            outdated.unlink(missing_ok=True)
    unfinished.replace(kept)


@pytest.fixture(scope="session")
def kept_database(django_db_setup: None) -> Path:
    """A SQLite file with the site that every test begins with, to copy."""
    return _kept_database()


@pytest.fixture(scope="session")
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what `collectstatic` gathers for the production settings."""
    folder = tmp_path_factory.mktemp("static")
    production.manage(
        production.environment(STATIC_ROOT=str(folder)), "collectstatic", "--no-input"
    )
    return folder


@pytest.fixture
def own_signals() -> Iterator[None]:
    """Give the test process its signal handlers back: the worker sets its own."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
    handlers = [(number, signal.getsignal(number)) for number in numbers]
    yield
    for number, handler in handlers:
        signal.signal(number, handler)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Tests roll the database back, which a process in use never sees happen."""
    from django.core.cache import caches

    from search import remembered, snapshot

    snapshot.forget()
    remembered.forget()
    for cache in caches.all():  # Wagtail keeps renditions in one, the API who asked how often.
        cache.clear()


@pytest.fixture
def site(db: None) -> Any:
    """The home page of the site as every new one starts: see ``django_db_setup``."""
    from core.models import HomePage

    return HomePage.objects.get()


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    """A real mail server on loopback, which the site sends to."""
    with Postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = box.host, box.port
        yield box


@pytest.fixture
def fast_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a form for people be filled in as fast as a test does it."""
    monkeypatch.setattr("core.robots.FASTEST", timedelta(0))
