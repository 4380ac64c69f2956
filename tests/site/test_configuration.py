"""Every variable is documented, and one that is missing or malformed is refused by name."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from schoolmix.environment import Environment, read_environment
from scripts.check_deployment import FILLED_IN, read_example

ROOT = Path(__file__).resolve().parents[2]
FIELDS = Environment.model_fields
REQUIRED = sorted(name for name, field in FIELDS.items() if field.is_required())

MALFORMED = {
    "SECRET_KEY": "short",
    "ALLOWED_HOSTS": " , ",
    "BASE_URL": "schoolmix.example",
    "DATABASE_URL": "mysql://localhost/schoolmix",
    "BEHIND_TLS_PROXY": "perhaps",
    "HSTS_SECONDS": "-1",
    "PROXY_COUNT": "many",
    "SECOND_FACTOR_REQUIRED": "false",
    "OIDC_PROVIDERS": '[{"id": "x", "name": "X", "server_url": "https://x.example", "client_id": "x"}]',
    "API_REQUESTS_PER_MINUTE": "-1",
    "API_CONTACT_EMAIL": "the caretaker",
    "EMAIL_PORT": "70000",
    "EMAIL_USE_TLS": "sometimes",
    "SECURITY_CONTACT": "the caretaker",
    "LOG_LEVEL": "LOUD",
}


def _documented() -> dict[str, str]:
    """Return the tables of configuration.md: name of a variable, and its default."""
    text = (ROOT / "docs" / "configuration.md").read_text()
    rows: dict[str, str] = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", text, re.MULTILINE))
    return rows


def _start(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of its own: they are read at import."""
    return subprocess.run(
        [sys.executable, "-c", "import schoolmix.settings.production"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "site")} | environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("name", FIELDS)
def test_each_variable_is_documented(name: str) -> None:
    documented = _documented()
    assert name in documented, f"docs/configuration.md lacks {name}"
    assert ("required" in documented[name]) == FIELDS[name].is_required()
    assert name in read_example(), f"deploy/environment.example lacks {name}"


def test_the_example_sets_nothing_that_is_not_read() -> None:
    assert set(read_example()) - set(FIELDS) == {"DJANGO_SETTINGS_MODULE"}


def test_the_example_starts_once_it_is_filled_in() -> None:
    started = _start(read_example() | FILLED_IN)
    assert started.returncode == 0, started.stderr


def test_the_example_holds_no_secret() -> None:
    example = read_example()
    assert [name for name in ("SECRET_KEY", "EMAIL_HOST_PASSWORD") if example[name]] == []


def test_what_is_missing_is_named_all_at_once() -> None:
    started = _start({})
    assert started.returncode != 0
    assert "ImproperlyConfigured" in started.stderr
    for name in REQUIRED:
        assert f"The environment variable {name} is not set." in started.stderr


@pytest.mark.parametrize(("name", "value"), MALFORMED.items())
def test_what_is_malformed_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, right in (read_example() | FILLED_IN | {name: value}).items():
        monkeypatch.setenv(variable, right)
    with pytest.raises(ImproperlyConfigured) as refused:
        read_environment()
    sentence = str(refused.value)
    assert sentence.startswith(f"The environment variable {name} is not")
    assert "\n" not in sentence, "only this one is wrong"
    if name in {"SECRET_KEY", "DATABASE_URL"}:
        assert value not in sentence.split(": ", 1)[-1], "a secret must not end up in a log"
