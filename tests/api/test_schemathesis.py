"""Schemathesis asks the API whatever its description allows, and much that it does not.

The same questions every time: it draws them in its deterministic mode.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.api.asking import BASE, effect

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

HOOKS = Path(__file__).with_name("schemathesis_hooks.py")
#: Of each operation, beside those that its description lists.
EXAMPLES = 12


@pytest.fixture
def address(live_server: Any, settings: Any, tmp_path: Path) -> str:
    """The address of a running API with something in each list, of which Schemathesis is told."""
    settings.API_REQUESTS_PER_MINUTE = 0
    settings.BASE_URL = live_server.url
    owner = builders.partner()
    case = builders.case(owner, places=["0268"], tags=["sport"], start_year=2019)
    pages: dict[str, Any] = {"partners": owner, "cases": case}
    for estimate in (0.1, 0.2, 0.6):
        pages["evaluations"] = builders.evaluation(
            case, findings=[effect(estimate)], period_start=2015
        )
    tmp_path.joinpath("schemathesis.toml").write_text(
        "".join(
            f'[[operations]]\ninclude-path = "/{name}/{{public_id}}"\n'
            f'parameters = {{ public_id = "{page.public_id}" }}\n'
            for name, page in pages.items()
        )
    )
    return f"{live_server.url}{BASE}/openapi.json"


def test_nothing_is_found(address: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "run", address,
            "--phases", "examples,coverage,fuzzing,stateful",
            "--max-examples", str(EXAMPLES), "--generation-deterministic", "--workers", "4",
            "--continue-on-failure", "--no-color",
        ],
        cwd=tmp_path,
        env=os.environ | {"SCHEMATHESIS_HOOKS": str(HOOKS)},
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "13 selected / 13 total" in done.stdout
