"""The files for containers hold together, and the search cluster is the one that the tests know.

No container is started: this looks at their form.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolmix.environment import Environment
from tests.cluster.distribution import VERSION

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
OPERATING = (DEPLOY.parent / "docs" / "operating.md").read_text()
SITE, SEARCH = "compose.yaml", "compose.elasticsearch.yaml"
NODES = ["search1", "search2", "search3"]


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text())
    return found


@pytest.fixture
def services() -> dict[str, Any]:
    found: dict[str, Any] = read(SEARCH)["services"]
    return found


@pytest.mark.parametrize("name", [SITE, SEARCH])
def test_each_volume_and_secret_that_is_used_is_declared(name: str) -> None:
    both = [read(SITE), read(name)]
    volumes = set().union(*(content["volumes"] for content in both))
    secrets = set().union(*(content["secrets"] for content in both))
    for service in read(name)["services"].values():
        mounted = {volume.partition(":")[0] for volume in service.get("volumes", ())}
        assert {volume for volume in mounted if not volume.startswith(".")} <= volumes
        assert set(service.get("secrets", ())) <= secrets


def test_what_waits_for_a_service_waits_for_one_that_is_there() -> None:
    services = read(SITE)["services"] | read(SEARCH)["services"]
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)


def test_the_nodes_differ_in_name_and_certificate_only(services: dict[str, Any]) -> None:
    known = {name for name, service in services.items() if "node.name" in str(service)}
    assert sorted(known) == NODES
    without_names = {re.sub("|".join(NODES), "NODE", str(services[name])) for name in NODES}
    assert len(without_names) == 1
    for name in NODES:
        settings = services[name]["environment"]
        assert settings["node.name"] == name
        assert settings["discovery.seed_hosts"].split(",") == NODES
        assert settings["cluster.initial_master_nodes"].split(",") == NODES


def test_the_server_is_the_version_that_the_tests_run(services: dict[str, Any]) -> None:
    for name in [*NODES, "certificates"]:
        assert services[name]["image"].endswith(f"/elasticsearch:{VERSION}")


def test_everything_is_encrypted(services: dict[str, Any]) -> None:
    """Between nodes the name isn't compared: they call each other by address, which none has."""
    for name in NODES:
        settings = services[name]["environment"]
        assert settings["xpack.security.enabled"] == "true"
        for layer in ("http", "transport"):
            prefix = f"xpack.security.{layer}.ssl"
            assert settings[f"{prefix}.enabled"] == "true"
            assert settings[f"{prefix}.key"] == f"certificates/{name}/{name}.key"
        assert settings["xpack.security.transport.ssl.verification_mode"] == "certificate"
        assert "ports" not in services[name]


def test_site_and_worker_can_read_the_authority(services: dict[str, Any]) -> None:
    [mounted] = set(re.findall(r"in the containers `(.+?)`", OPERATING))
    for name in ("web", "worker"):
        folders = [volume.split(":")[1] for volume in services[name]["volumes"]]
        assert any(mounted.startswith(f"{folder}/") for folder in folders)


def test_the_variables_to_set_are_those_that_the_site_reads() -> None:
    named = set(re.findall(r"ELASTICSEARCH_[A-Z_]+", OPERATING))
    assert named == {"ELASTICSEARCH_URL", "ELASTICSEARCH_API_KEY", "ELASTICSEARCH_CA_CERTS"}
    assert named <= set(Environment.model_fields)
