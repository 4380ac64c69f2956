"""What every answer says about itself, as a browser and internet.nl read it, over the network."""

import re

import pytest

from tests.production import HOST, PICTURE, SIGN_IN, Answer, Site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FORGOTTEN = "/inloggen/wachtwoord-vergeten/"
PUBLIC = [
    "/",
    "/en/",
    "/interventies/",
    "/coalitie/partner-noord/",
    "/coalitie/partner-noord/password/",
    "/coalitie/partner-noord/login/",
    SIGN_IN,
    FORGOTTEN,
    "/coalitie",
    PICTURE,
    "/bestaat-niet/",
    "/%00",
    "/sitemap.xml",
    "/robots.txt",
    "/readyz",
]
OF_THE_ADMIN = ["/beheer/", "/beheer/login/", "/beheer/password_reset/", "/beheer/sprite/"]
#: Stands for one of the static files, whose names change with what is in them.
STATIC = "static"


def ask(site: Site, address: str) -> Answer:
    if address == STATIC:
        [address, *_] = re.findall(r'"(/static/[^"]+\.css)"', site.ask("/").body)
    return site.ask(address)


def policy(answer: Answer) -> dict[str, set[str]]:
    """Return the Content-Security-Policy: directive, and what it allows."""
    directives = answer.headers["Content-Security-Policy"].split(";")
    return {name: set(allowed) for name, *allowed in map(str.split, directives)}


@pytest.mark.parametrize("address", [*PUBLIC, *OF_THE_ADMIN, STATIC])
def test_each_answer_protects_its_reader(running_site: Site, address: str) -> None:
    headers = ask(running_site, address).headers
    [seconds] = re.findall(r"max-age=(\d+)", headers["Strict-Transport-Security"])
    assert int(seconds) >= 31_536_000, "a year, which internet.nl asks for"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert "camera=()" in headers["Permissions-Policy"]
    assert policy(ask(running_site, address))["frame-ancestors"] == {"'self'"}
    if address != STATIC:
        assert headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("address", [*PUBLIC, STATIC])
def test_a_visitor_runs_nothing_but_our_own_files(running_site: Site, address: str) -> None:
    allowed = policy(ask(running_site, address))
    assert allowed["default-src"] == allowed["base-uri"] == {"'none'"}
    assert allowed["script-src"] == allowed["style-src"] == allowed["form-action"] == {"'self'"}
    everything = set().union(*allowed.values())
    assert everything == {"'self'", "'none'", "data:"}


@pytest.mark.parametrize("address", OF_THE_ADMIN)
def test_an_editor_runs_nothing_of_another_host(running_site: Site, address: str) -> None:
    allowed = policy(ask(running_site, address))
    assert allowed["object-src"] == {"'none'"}
    assert not {each for sources in allowed.values() for each in sources if "." in each}
    assert "*" not in set().union(*allowed.values())


@pytest.mark.parametrize("address", PUBLIC)
def test_the_address_says_the_language_and_no_header(running_site: Site, address: str) -> None:
    dutch = running_site.ask(address, Accept_Language="nl")
    english = running_site.ask(address, Accept_Language="en")
    assert "Accept-Language" not in dutch.headers.get("Vary", "")
    assert dutch.headers["Content-Language"] == english.headers["Content-Language"]


@pytest.mark.parametrize(
    "address",
    ["/", "/en/", "/interventies/", "/coalitie/partner-noord/", PICTURE, "/bestaat-niet/", STATIC],
)
def test_who_only_reads_gets_no_cookie(running_site: Site, address: str) -> None:
    headers = ask(running_site, address).headers
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")


@pytest.mark.parametrize("address", [SIGN_IN, "/en/inloggen/"])
def test_cookies_are_for_this_site_over_https(running_site: Site, address: str) -> None:
    cookies = running_site.sign_in("anna", "a long enough password", address).headers.get_all(
        "Set-Cookie"
    )
    assert cookies
    for cookie in cookies:
        assert "Secure" in cookie
        assert "SameSite=Lax" in cookie
        assert "Domain" not in cookie
    [session] = [cookie for cookie in cookies if cookie.startswith("sessionid=")]
    assert "HttpOnly" in session


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/en/",
        "/coalitie/",
        "/coalitie/partner-noord/",
        "/interventies/",
        "/interventies/suggest?q=sch",
        "/interventies/vergelijk",
        "/aanpak/vriendschapsschool/",
        "/patronen/",
        "/sitemap.xml",
        "/robots.txt",
        "/.well-known/security.txt",
        "/livez",
        "/readyz",
        "/id/00000000-0000-4000-8000-000000000000",
        PICTURE,
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_is_read_takes_no_other_method(running_site: Site, address: str, method: str) -> None:
    form = running_site.ask(FORGOTTEN)
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form.body)
    answer = running_site.ask(
        address,
        method,
        Cookie=form.headers["Set-Cookie"].partition(";")[0],
        X_CSRFToken=token,
        Referer=f"https://{HOST}/",
    )
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        ("/api/v1/types", HOST, 200),
        ("/api/v1/types/", HOST, 404),
        ("/api/v1/%00", HOST, 400),
        ("/api/v1/types", "elsewhere.example", 400),
    ],
)
def test_any_site_may_read_the_api(
    running_site: Site, address: str, host: str, status: int
) -> None:
    answer = running_site.ask(address, Host=host)
    assert answer.status == status
    assert answer.headers["Content-Type"].startswith("application/")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["API-Version"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_the_head_of_an_answer_of_the_api_has_no_body(running_site: Site) -> None:
    whole, head = (running_site.ask("/api/v1/types", method) for method in ("GET", "HEAD"))
    assert head.body == ""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    assert head.headers["ETag"] == whole.headers["ETag"]
