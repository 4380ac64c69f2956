"""`manage.py check` holds the architecture: it refuses what breaks a rule, and nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def check(settings: str) -> subprocess.CompletedProcess[str]:
    """Run it as a developer does, in a process of its own: models can't be taken back."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def complaints() -> dict[str, list[str]]:
    """What is said of a room and settings that break each rule: by rule, the sentences."""
    wrong = check("tests.core.wrong_room.settings")
    assert wrong.returncode == 1, wrong.stderr
    found: dict[str, list[str]] = {}
    for rule, sentence in re.findall(r"\((schoolmix\.E\d+)\) (.+)", wrong.stderr):
        found.setdefault(rule, []).append(sentence)
    return found


def test_the_project_keeps_its_rules() -> None:
    right = check("schoolmix.settings.testing")
    assert right.returncode == 0, right.stderr
    assert "schoolmix." not in right.stdout + right.stderr


def test_a_page_without_the_base_is_refused(complaints: dict[str, list[str]]) -> None:
    assert complaints["schoolmix.E001"] == [
        "PageWithoutBase is a page that does not derive from core.models.BasePage."
    ]


def test_a_stream_field_with_its_blocks_in_migrations_is_refused(
    complaints: dict[str, list[str]],
) -> None:
    assert sorted(complaints["schoolmix.E002"]) == [
        "NoPage.text is a StreamField that is not a core.fields.StoryField.",
        "PageWithStreamField.text is a StreamField that is not a core.fields.StoryField.",
    ]


def test_another_engine_for_the_admin_is_refused(complaints: dict[str, list[str]]) -> None:
    [sentence] = complaints["schoolmix.E003"]
    assert "modelsearch.backends.elasticsearch9" in sentence


def test_no_rule_is_without_a_test(complaints: dict[str, list[str]]) -> None:
    code = (ROOT / "core" / "checks.py").read_text()
    assert set(complaints) == set(re.findall(r"schoolmix\.E\d+", code))
