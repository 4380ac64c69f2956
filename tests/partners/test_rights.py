"""Nobody of a partner learns or changes anything of another that the public cannot see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse

from tests import builders
from tests.admin import signed_in
from tests.forms import filled_in
from tests.partners.addresses import (
    NOT_FOR_PARTNERS,
    OF_NOBODY,
    OPEN_TO_ALL,
    administration,
    every_address,
)
from tests.partners.coalition import SECRET, member
from tests.partners.verbs import (
    IN_STEPS,
    LISTINGS,
    NAMING,
    ON_A_PAGE,
    ON_MEDIA,
    ON_PLEDGES,
    Situation,
    Verb,
)

pytestmark = pytest.mark.slow

#: What the test client returns: a response, with what it was the answer to.
Answer = Any
#: What merely looking around writes: about oneself, and the thumbnails of what one sees.
OWN_TRACKS = (
    "django_session", "wagtailadmin_editingsession", "wagtailusers_userprofile",
    "core_picturerendition",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _uncounted_queries(settings: Any) -> None:
    """Leave the watch on queries out: these are Wagtail's own views, by the hundred."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "n_plus_one" not in each]


@pytest.fixture
def situations(site: Any) -> list[Situation]:
    own, other = member("a", mark="eigen"), member("b")
    moderator = signed_in(builders.moderator())
    return [Situation(other, own, page, _form(moderator, page)) for page in other.pages]


@pytest.fixture(params=["visitor", "researcher", "author", "editor"])
def outsider(request: pytest.FixtureRequest, situations: list[Situation]) -> Client:
    """Somebody who has nothing to do with the other partner."""
    match request.param:
        case "visitor":
            return Client()
        case "researcher":
            return signed_in(builders.researcher())
        case role:
            return signed_in(getattr(situations[0].own, role))


def _form(moderator: Client, page: Any) -> Any:
    form = moderator.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return filled_in(form, title="Overgenomen")


@contextmanager
def noted_writes() -> Iterator[list[str]]:
    """Collect the statements that change something of others."""
    written: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        is_write = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        if is_write and not any(f'"{table}"' in sql for table in OWN_TRACKS):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield written


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, verb: Verb, situation: Situation) -> list[Answer]:
    """Ask by GET, and by POST where the verb has data."""
    address = verb.address(situation)
    answers = [client.get(address)]
    if verb.data is not None:
        answers.append(client.post(address, verb.data(situation)))
    return answers


def is_refusal(response: Answer) -> bool:
    if response.status_code == 302:
        # Wagtail sends who explores elsewhere back to the pages of their own.
        home, login, own_pages = "wagtailadmin_home", "account_login", "wagtailadmin_explore"
        target = resolve(response["Location"].partition("?")[0])
        return target.view_name in {home, login, own_pages}
    return response.status_code in {403, 404, 405}


def told(answers: list[Answer]) -> str:
    """What the answers say, with the messages that they leave for the next page."""
    messages = [str(message) for each in answers for message in get_messages(each.wsgi_request)]
    return " ".join([*map(body_of, answers), *messages])


def body_of(response: Answer) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode() + response.get("Location", "")


def fault_of(
    client: Client,
    verb: Verb,
    situation: Situation,
    expected: Callable[[Answer], bool] = lambda _: True,
) -> str:
    """Return what is wrong with the answers to a verb, in a line; nothing if all is well."""
    with undone(), noted_writes() as written:
        answers = ask(client, verb, situation)
    said = told(answers)
    faults = [
        f"answered {answer.status_code} {answer.get('Location', '')}"
        for answer in answers
        if not expected(answer)
    ]
    faults += [f"told {said[max(0, said.index(SECRET) - 60) :][:100]!r}"] if SECRET in said else []
    faults += [f"wrote {sql[:60]}" for sql in written[:1]]
    return f"{verb.address(situation)}: {'; '.join(faults)}" if faults else ""


def test_nothing_of_another_partner_can_be_read_or_changed(
    outsider: Client, situations: list[Situation]
) -> None:
    first = situations[0]
    faults = [
        *(
            fault_of(outsider, verb, each, is_refusal)
            for each in situations
            for verb in (*ON_A_PAGE, *IN_STEPS)
        ),
        *(fault_of(outsider, verb, each) for each in situations for verb in NAMING),
        *(fault_of(outsider, verb, first, is_refusal) for verb in (*ON_MEDIA, *ON_PLEDGES)),
        *(fault_of(outsider, verb, first) for verb in LISTINGS),
    ]
    assert [fault for fault in faults if fault] == []


def test_a_colleague_of_a_partner_administers_nothing(
    outsider: Client, situations: list[Situation]
) -> None:
    entered = [
        address
        for address in administration(situations[0])
        if not is_refusal(outsider.get(address))
    ]
    assert entered == []


def test_each_verb_of_these_tables_does_something_for_who_may(situations: list[Situation]) -> None:
    """Or nothing would be proved by its refusal."""
    administrator = signed_in(builders.user("administrator", is_superuser=True))
    idle = [
        str(verb)
        for verb in (*ON_A_PAGE, *IN_STEPS, *ON_MEDIA, *ON_PLEDGES)
        if not any(_works(administrator, verb, situation) for situation in situations)
    ]
    assert idle == []


def _works(administrator: Client, verb: Verb, situation: Situation) -> bool:
    with undone(), noted_writes() as written:
        answers = ask(administrator, verb, situation)
    if verb.data is None:
        return not is_refusal(answers[0])
    return bool(written) or not verb.changes


def test_every_address_of_the_admin_stands_in_a_table() -> None:
    tested = {
        verb.name for verb in (*ON_A_PAGE, *ON_MEDIA, *ON_PLEDGES, *NAMING, *LISTINGS)
    } | OF_NOBODY
    left = {
        name
        for name, _wanted in every_address()
        if name not in tested and not name.startswith((*NOT_FOR_PARTNERS, *OPEN_TO_ALL))
    }
    assert left == set()
