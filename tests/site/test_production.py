"""The site as docs/operating.md has an operator run it, asked over the network as its proxy asks it."""

import getpass
import os
import re
import subprocess
from pathlib import Path

import pytest

from scripts.postgresql import throwaway_cluster
from tests import production
from tests.production import HOST, PICTURE, ROOT, SIGN_IN, Answer, Site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: One address of each kind, with the status of its answer.
ADDRESSES = {
    "/": 200,
    "/en/": 200,
    "/interventies/?q=school": 200,
    "/interventies/suggest?q=sch": 200,
    "/patronen/": 200,
    SIGN_IN: 200,
    "/_util/login/": 302,
    "/beheer/login/": 302,
    "/beheer/": 302,
    "/beheer/bestaat-niet/": 302,
    PICTURE: 200,
    "/media/original_images/bestaat-niet.png": 404,
    "/bestaat-niet/": 404,
    "/en/bestaat-niet/": 404,
    "/%00": 400,
    "/sitemap.xml": 200,
    "/robots.txt": 200,
    "/.well-known/security.txt": 200,
    "/livez": 200,
    "/readyz": 200,
}
#: Whoever types the commands: `deploy/manage` becomes the site's user only when root runs it.
OPERATOR = {
    "PATH": os.environ["PATH"],
    "SCHOOLMIX_USER": getpass.getuser(),
    "DJANGO_SUPERUSER_PASSWORD": "a long enough password",
}


def static_files(answer: Answer) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', answer.body)


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_each_address_answers(running_site: Site, address: str, status: int) -> None:
    assert running_site.ask(address).status == status


def test_http_is_sent_to_https(running_site: Site) -> None:
    answer = running_site.ask("/interventies/?q=taal", scheme="http")
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/interventies/?q=taal"


def test_a_monitor_on_the_machine_needs_no_https(running_site: Site) -> None:
    assert running_site.ask("/livez", scheme="http").status == 200
    assert running_site.ask("/readyz", scheme="http").status == 200


def test_another_host_is_refused(running_site: Site) -> None:
    assert running_site.ask("/", Host="elders.example").status == 400


@pytest.mark.parametrize("address", ["/", SIGN_IN, "/bestaat-niet/"])
def test_the_files_of_a_page_are_there_and_may_be_kept(running_site: Site, address: str) -> None:
    files = static_files(running_site.ask(address))
    assert files
    for file in files:
        answer = running_site.ask(file, Accept_Encoding="gzip")
        assert answer.status == 200, file
        assert "immutable" in answer.headers["Cache-Control"], file


@pytest.mark.postgresql_server
def test_the_site_runs_as_the_documentation_says(tmp_path: Path) -> None:
    """Each command of `deploy/manage` under Install, in its order, on an empty PostgreSQL."""
    with throwaway_cluster() as address:
        values = {
            "DATABASE_URL": address,
            "MEDIA_ROOT": str(tmp_path / "media"),
            "STATIC_ROOT": str(tmp_path / "static"),
        }
        environment = production.environment(**values)
        file = tmp_path / "environment"
        file.write_text("".join(f"{name}='{value}'\n" for name, value in environment.items()))
        for command in documented_commands():
            if command[0] == "createsuperuser":
                command += ["--no-input", "--username", "anna", "--email", "anna@schoolmix.example"]
            subprocess.run(
                [ROOT / "deploy" / "manage", *command],
                env=OPERATOR | {"SCHOOLMIX_ENVIRONMENT": str(file)},
                check=True,
                stdout=subprocess.DEVNULL,
            )
        with production.running(environment, tmp_path / "log") as site:
            assert site.ask("/readyz", scheme="http").status == 200
            for page in ("/", "/en/", "/interventies/", "/coalitie/"):
                assert site.ask(page).status == 200, page
            assert site.sign_in("anna", "a wrong password").status == 200
            signed_in = site.sign_in("anna", OPERATOR["DJANGO_SUPERUSER_PASSWORD"])
            assert signed_in.headers["Location"] == "/beheer/"


def documented_commands() -> list[list[str]]:
    text = (ROOT / "docs" / "operating.md").read_text()
    install = text.partition("## Install")[2].partition("\n## ")[0]
    return [line.split() for line in re.findall(r"^deploy/manage (.+)$", install, re.MULTILINE)]
