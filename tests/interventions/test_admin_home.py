"""The home page of the admin: what an author and a moderator find to do, and nothing of others."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from core.models import User
from interventions.models import CaseStudyPage
from partners.models import PartnerPage
from tests import builders
from tests.forms import soup
from tests.partners.coalition import SECRET, member

pytestmark = pytest.mark.slow

REASON = "Voor welke kinderen is dit?\nNoem <b>de leeftijd</b>."


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def home_of(user: User) -> Any:
    return soup(signed_in(user).get(reverse("wagtailadmin_home")))


def titles(home: Any, panel: str) -> list[str]:
    return [link.get_text() for link in home.select(f"#{panel}-section .work__title > a")]


def hand_in(page: Page, by: User) -> TaskState:
    return page.get_workflow().start(page, by).current_task_state


def send_back(review: TaskState, by: User) -> None:
    review.task.specific.on_action(review, by, "reject", comment=REASON)


@pytest.fixture
def partner(site: Any) -> PartnerPage:
    return builders.partner("Stichting Brug")


@pytest.fixture
def author(partner: PartnerPage) -> User:
    return builders.author(partner)


@pytest.fixture
def moderator(site: Any) -> User:
    return builders.user(
        "moderator", builders.moderator("Mo").groups.get(), first_name="Mo", last_name="Dera"
    )


def work_of(author: User, partner: PartnerPage, moderator: User, mark: str = "") -> None:
    """Give an author a page in every state."""

    def case(title: str, **fields: Any) -> CaseStudyPage:
        return builders.case(partner, f"{title}{mark}", owner=author, **fields)

    case("Concept", live=False)
    hand_in(case("Ingediend", live=False), author)
    send_back(hand_in(case("Teruggestuurd", live=False), author), moderator)
    live = case("Online")
    live.title = f"Online gewijzigd{mark}"
    live.save_revision()
    planned = case("Gepland", live=False)
    planned.go_live_at = timezone.now() + timedelta(days=9)
    planned.save_revision().publish()


def test_an_author_finds_each_page_where_it_stands(
    author: User, partner: PartnerPage, moderator: User
) -> None:
    work_of(author, partner, moderator)

    home = home_of(author)

    assert titles(home, "sent-back") == ["Teruggestuurd"]
    assert titles(home, "drafts") == ["Online gewijzigd", "Concept"]
    assert titles(home, "handed-in") == ["Ingediend"]
    assert titles(home, "published") == ["Online"]
    assert "Gepland" in home.select_one("#published-section").get_text()


def test_an_author_reads_what_should_change_and_who_asks(
    author: User, partner: PartnerPage, moderator: User
) -> None:
    work_of(author, partner, moderator)

    reason = home_of(author).select_one(".work__reason")

    assert "Voor welke kinderen is dit?" in reason.get_text()
    assert "Noem <b>de leeftijd</b>." in reason.get_text()
    assert reason.b is None
    assert "Gevraagd door Mo Dera" in reason.get_text()


def test_what_was_handed_in_again_is_with_the_moderator(
    author: User, partner: PartnerPage, moderator: User
) -> None:
    case = builders.case(partner, "Nog een keer", owner=author, live=False)
    send_back(hand_in(case, author), moderator)
    case.current_workflow_state.resume(author)

    home = home_of(author)

    assert titles(home, "handed-in") == ["Nog een keer"]
    assert home.select(".work__reason") == []


def test_only_an_editor_finds_the_drafts_of_colleagues(author: User, partner: PartnerPage) -> None:
    builders.case(partner, "Van een collega", owner=author, live=False)

    editors_home = home_of(builders.editor(partner))

    assert titles(editors_home, "drafts") == ["Van een collega"]
    assert "door author" in editors_home.select_one("#drafts-section").get_text()
    assert titles(home_of(builders.author(partner, "ander")), "drafts") == []


@pytest.mark.parametrize("role", ["author", "editor"])
def test_nobody_finds_anything_of_another_partner(site: Any, role: str) -> None:
    own, other = member("a", mark="eigen"), member("b")

    text = home_of(getattr(own, role)).get_text()

    assert "eigen a draft" in text
    assert other.live.title not in text
    assert SECRET not in text


def test_an_author_begins_with_a_case_of_their_own_partner(
    author: User, partner: PartnerPage
) -> None:
    builders.case(partner, "Van een collega")
    client = signed_in(author)
    home = soup(client.get(reverse("wagtailadmin_home")))

    [add] = home.select(".own-work__buttons .bicolor")

    assert add["href"] == f"/beheer/pages/add/interventions/casestudypage/{partner.pk}/"
    assert client.get(add["href"]).status_code == 200
    assert len(home.select(".own-work__begin li")) == 3
    builders.case(partner, owner=author, live=False)
    assert home_of(author).select(".own-work__begin") == []


def test_the_pages_of_an_author_begin_at_their_own_partner(
    author: User, partner: PartnerPage
) -> None:
    explorer = signed_in(author).get(reverse("wagtailadmin_explore_root"), follow=True)

    assert explorer.context["parent_page"].pk == partner.pk


def test_a_moderator_finds_what_waits_longest_first(author: User, partner: PartnerPage) -> None:
    hand_in(builders.case(partner, "Later", owner=author, live=False), author)
    first = hand_in(builders.case(partner, "Eerst", owner=author, live=False), author)
    TaskState.objects.filter(pk=first.pk).update(started_at=timezone.now() - timedelta(days=9))

    home = home_of(builders.moderator())

    assert titles(home, "queue") == ["Eerst", "Later"]
    row = home.select_one("#queue-section .work").get_text(" ", strip=True)
    assert "Stichting Brug" in row
    assert "1\N{NO-BREAK SPACE}week geleden" in row
    assert "door author" in row
    assert "wacht 9 dagen" in row
    assert [
        late.get_text(strip=True) for late in home.select("#queue-section .work .w-status")
    ] == ["te laat"]
    assert home.select(".own-work") == []


def test_a_moderator_reads_that_nothing_waits(site: Any) -> None:
    assert "Er wacht niets" in home_of(builders.moderator()).select_one("#queue-section").get_text()


def test_an_author_has_no_queue(author: User) -> None:
    assert home_of(author).select("#queue-section") == []


def test_the_number_of_queries_is_the_same_however_much_there_is_to_do(
    author: User, partner: PartnerPage, moderator: User
) -> None:
    def queries(user: User) -> int:
        client = signed_in(user)
        client.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("wagtailadmin_home"))
        return len(captured)

    work_of(author, partner, moderator)
    few = queries(author), queries(moderator)
    for number in range(5):
        work_of(author, partner, moderator, f" {number}")

    assert (queries(author), queries(moderator)) == few
