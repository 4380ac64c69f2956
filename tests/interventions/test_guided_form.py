"""“Share your approach”: what an occasional author does, step by step, over HTTP."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from interventions.guided import unsaved
from interventions.models import CaseStudyPage, InterventionType, Outcome, Sector
from partners.models import PartnerPage
from tests import builders
from tests.admin import address, signed_in
from tests.forms import soup
from tests.guided import answer, error_beside, notices, step_address, typed_in
from tests.postbox import waiting_for

pytestmark = pytest.mark.slow

START = "/delen/"
TITLE = "Samen fietsen naar school"


@pytest.fixture
def draft(partner: PartnerPage, author: Client) -> CaseStudyPage:
    answer(author, START, title=TITLE)
    return the_case()


def the_case() -> CaseStudyPage:
    """The one case there is, as it was last saved."""
    case: CaseStudyPage = CaseStudyPage.objects.get().get_latest_revision_as_object()
    return case


def complete(author: Client, draft: CaseStudyPage) -> None:
    """Answer what is required."""
    kind = InterventionType.objects.get(slug="vriendschapsschool").pk
    answer(author, step_address(draft, "wat"), summary="Wij fietsen.", intervention_types=[kind])
    answer(author, step_address(draft, "waar"), sectors=[Sector.objects.get(slug="po").pk])
    answer(author, step_address(draft, "hoe"), procedure="Vraag ouders.\nMaak groepen.")


def test_a_name_makes_the_draft_that_the_admin_would_make(
    partner: PartnerPage, author: Client, client: Client
) -> None:
    answered = answer(author, START, title=TITLE)

    case = the_case()
    assert answered["Location"] == step_address(case, "wat")
    assert case.get_parent().specific == partner
    assert case.owner.username == "author"
    assert not case.live
    assert case.slug == "samen-fietsen-naar-school"
    assert client.get(case.url).status_code == 404
    assert TITLE in author.get(address("edit", case)).text
    assert TITLE in author.get(START).text


def test_a_case_without_a_name_is_not_begun(author: Client, partner: PartnerPage) -> None:
    refused = answer(author, START, title=" ")

    assert error_beside(refused, "title")
    assert not CaseStudyPage.objects.exists()


def test_who_writes_for_two_partners_chooses(partner: PartnerPage, site: Any) -> None:
    other = builders.partner("Een andere stichting")
    account = builders.author(partner)
    account.groups.add(other.workspace.authors)

    answer(signed_in(account), START, title=TITLE, partner=other.pk)

    assert the_case().get_parent().specific == other


def test_nobody_begins_a_case_for_somebody_else(partner: PartnerPage, author: Client) -> None:
    other = builders.partner("Een andere stichting")
    refused = author.post(START, {"title": TITLE, "partner": other.pk})
    assert error_beside(refused, "partner")
    assert typed_in(refused)["title"] == TITLE

    for account in (builders.moderator(), builders.onlooker()):
        refused = signed_in(account).post(START, {"title": "Anders", "partner": other.pk})
        assert refused.status_code == 200
        assert "schrijft nog voor geen partner" in notices(refused)
        assert soup(refused).select_one(".notice a[href='/meedoen/']")
    assert not CaseStudyPage.objects.exists()


def test_each_step_keeps_its_answers_and_leads_on(author: Client, draft: CaseStudyPage) -> None:
    builders.municipality("0363")
    nijmegen = builders.municipality("0268")
    outcome = Outcome.objects.get(slug="houding").pk

    answer(author, step_address(draft, "wat"), goal="Elkaar leren kennen.", then="next")
    answered = answer(
        author, step_address(draft, "waar"),
        places__0__municipality=nijmegen.pk, organisations__0__name="Basisschool De Brug",
    )  # fmt: skip
    assert answered["Location"] == step_address(draft, "hoe")
    answer(author, step_address(draft, "hoe"), cost_band="2", story_text="Het begon.\n\nToen.")
    answer(author, step_address(draft, "beeld"))
    answer(author, step_address(draft, "uitkomst"), target_outcomes=[outcome], start_year="2021")
    answered = answer(
        author, step_address(draft, "contact"),
        contact_name="Robin", contact_consent_on="2026-11-02",
    )  # fmt: skip
    assert answered["Location"] == reverse("guided_check", args=[draft.pk])

    case = the_case()
    assert case.title == TITLE
    assert case.goal == "Elkaar leren kennen."
    assert [place.municipality for place in case.places.all()] == [nijmegen]
    assert [each.name for each in case.organisations.all()] == ["Basisschool De Brug"]
    assert case.cost_band == 2
    assert str(case.story[0].value.source) == "<p>Het begon.</p><p>Toen.</p>"
    assert [each.slug for each in case.target_outcomes.all()] == ["houding"]
    assert case.start_year == 2021
    assert (case.contact_name, str(case.contact_consent_on)) == ("Robin", "2026-11-02")


@pytest.mark.parametrize(("button", "place"), [("stay", "waar"), ("stop", None)])
def test_one_may_save_and_stay_or_stop(
    author: Client, draft: CaseStudyPage, button: str, place: str | None
) -> None:
    answered = answer(author, step_address(draft, "waar"), region="Twente", then=button)

    assert answered["Location"] == (step_address(draft, place) if place else START)
    assert "Bewaard" in notices(author.get(answered["Location"]))
    assert the_case().region == "Twente"


def test_rows_are_added_and_taken_away(author: Client, draft: CaseStudyPage) -> None:
    at = step_address(draft, "waar")
    answer(author, at, organisations__0__name="De Brug", organisations__1__name="Het Water")

    form = typed_in(author.get(at), organisations__2__name="De Haven")
    form["organisations-0-DELETE"] = "on"
    author.post(at, form)

    assert [each.name for each in the_case().organisations.all()] == ["Het Water", "De Haven"]


def test_a_wrong_answer_is_told_beside_the_question_and_all_stays(
    author: Client, draft: CaseStudyPage
) -> None:
    refused = answer(
        author, step_address(draft, "uitkomst"),
        results="Meer vriendschap.", start_year="2024", end_year="2020",
    )  # fmt: skip

    assert refused.status_code == 200
    assert "2024" in error_beside(refused, "end_year")
    assert typed_in(refused)["results"] == "Meer vriendschap."
    assert the_case().results == ""


def test_what_a_step_does_not_ask_is_not_taken(author: Client, draft: CaseStudyPage) -> None:
    form = typed_in(author.get(step_address(draft, "wat")), summary="Wij fietsen.")
    form.update(
        {"live": "on", "owner": "1", "slug": "anders", "is_synthetic": "on", "licence": "anders",
         "results": "Het werkt!", "first_published_at": "2020-01-01", "locked": "on"}
    )  # fmt: skip
    author.post(step_address(draft, "wat"), form)

    case = the_case()
    assert case.summary == "Wij fietsen."
    assert (case.live, case.locked, case.is_synthetic) == (False, False, False)
    assert (case.slug, case.results, case.licence) == (draft.slug, "", draft.licence)
    assert case.owner == draft.owner


@pytest.mark.parametrize(
    "broken",
    [
        {"places-TOTAL_FORMS": "x"},
        {"places-INITIAL_FORMS": "3", "places-TOTAL_FORMS": "5"},
        {"places-0-municipality": "999999"},
        {"sectors": "geen-getal"},
        {"pupils_reached": "veel"},
    ],
)
def test_a_hand_made_form_is_refused(
    author: Client, draft: CaseStudyPage, broken: dict[str, str]
) -> None:
    form = typed_in(author.get(step_address(draft, "waar")), region="Twente")
    form.update(broken)
    for name, value in broken.items():
        form[name] = value

    assert author.post(step_address(draft, "waar"), form).status_code in {200, 400}
    assert the_case().region == ""


def test_handing_in_waits_for_what_is_required(author: Client, draft: CaseStudyPage) -> None:
    check = reverse("guided_check", args=[draft.pk])
    page = soup(author.get(check))
    missing = {str(link["href"]) for link in page.select("[aria-labelledby=required] a")}
    assert missing == {
        f"{step_address(draft, 'wat')}#id_summary",
        f"{step_address(draft, 'wat')}#id_intervention_types",
        f"{step_address(draft, 'waar')}#id_sectors",
        f"{step_address(draft, 'hoe')}#id_procedure",
    }
    for href in missing:
        place, _, anchor = href.partition("#")
        assert soup(author.get(place)).select_one(f"#{anchor}"), href

    author.post(check, {"version": "x"})
    assert not the_case().workflow_in_progress


def test_a_complete_case_is_handed_in_and_seen_by_the_moderators(
    author: Client, draft: CaseStudyPage
) -> None:
    moderator = signed_in(builders.moderator())
    complete(author, draft)

    answer(author, reverse("guided_check", args=[draft.pk]))

    assert the_case().workflow_in_progress
    assert len(waiting_for("moderator@example.org")) == 1
    assert address("edit", draft) in moderator.get("/beheer/").text


def test_what_is_handed_in_is_read_only_until_a_moderator_answers(
    author: Client, draft: CaseStudyPage
) -> None:
    complete(author, draft)
    form = typed_in(author.get(step_address(draft, "wat")), summary="Toch anders.")
    answer(author, reverse("guided_check", args=[draft.pk]))

    shown = author.get(step_address(draft, "wat"))
    assert "moderator leest" in notices(shown)
    assert not soup(shown).select("main form")
    author.post(step_address(draft, "wat"), form)
    assert the_case().summary == "Wij fietsen."

    review = CaseStudyPage.objects.get().current_workflow_task_state
    review.task.specific.on_action(review, builders.moderator(), "reject", comment="Hoeveel?")
    assert "Hoeveel?" in author.get(step_address(draft, "wat")).text
    answer(author, step_address(draft, "wat"), summary="Wij fietsen met veertig.")
    answer(author, reverse("guided_check", args=[draft.pk]))
    assert the_case().workflow_in_progress
    assert the_case().summary == "Wij fietsen met veertig."


def test_a_locked_case_is_read_only(author: Client, draft: CaseStudyPage) -> None:
    form = typed_in(author.get(step_address(draft, "wat")), summary="Wij fietsen.")
    CaseStudyPage.objects.update(locked=True, locked_by=builders.moderator())

    shown = author.get(step_address(draft, "wat"))
    assert "vergrendeld" in notices(shown)
    assert not soup(shown).select("main form")
    refused = author.post(step_address(draft, "wat"), form)
    assert the_case().summary == ""
    assert "Niet bewaard" in notices(refused)
    assert "Wij fietsen." in refused.text, "to copy"
    assert not soup(refused).select("main form [type=submit]")


def test_changes_to_what_is_live_wait(author: Client, partner: PartnerPage, client: Client) -> None:
    case = builders.case(partner, owner=partner.workspace.authors.user_set.get())
    answer(author, step_address(case, "wat"), summary="Nieuwe woorden.")

    assert "Nieuwe woorden." not in client.get(case.url).text
    assert the_case().summary == "Nieuwe woorden."
    assert TITLE not in author.get(START).text
    assert "Nieuwe woorden." in author.get(reverse("guided_preview", args=[case.pk])).text


def test_a_story_that_is_more_than_text_stays_as_it_is(
    author: Client, partner: PartnerPage
) -> None:
    story = [
        {"type": "heading", "value": "Hoe het begon"},
        {"type": "paragraph", "value": "<p>Met een <b>fiets</b>.</p>"},
    ]
    case = builders.case(
        partner, owner=partner.workspace.authors.user_set.get(), live=False, story=story
    )
    shown = author.get(step_address(case, "hoe"))
    assert "story_text" not in shown.text
    assert address("edit", case) in shown.text

    form = typed_in(shown, procedure="Anders.")
    form["story_text"] = "Weg ermee."
    author.post(step_address(case, "hoe"), form)

    assert the_case().procedure == "Anders."
    assert [block["value"] for block in the_case().story.raw_data] == [
        each["value"] for each in story
    ]


def test_who_was_signed_out_finds_back_what_was_typed(draft: CaseStudyPage, author: Client) -> None:
    at = step_address(draft, "wat")
    form = typed_in(author.get(at), summary="Een half uur werk.")
    author.cookies.clear()

    sent = author.post(at, form)
    assert sent["Location"].endswith(f"?next={at}")
    assert the_case().summary == ""
    author.force_login(draft.owner, backend="django.contrib.auth.backends.ModelBackend")
    shown = author.get(at)

    assert "uitgelogd" in notices(shown)
    kept = typed_in(shown)
    assert kept["summary"] == "Een half uur werk."
    author.post(at, kept)
    assert the_case().summary == "Een half uur werk."
    assert "uitgelogd" not in notices(author.get(at))


def test_a_form_of_another_site_is_refused(partner: PartnerPage) -> None:
    builders.author(partner)
    account = partner.workspace.authors.user_set.get()
    browser = signed_in(account, enforce_csrf_checks=True)
    assert browser.post(START, {"title": TITLE}).status_code == 403
    assert not CaseStudyPage.objects.exists()


def test_a_stranger_does_not_fill_the_table_of_sessions(site: Any) -> None:
    for _attempt in range(unsaved.MOST_IN_AN_HOUR + 5):
        assert Client().post(START, {"title": "x"}).status_code == 302

    assert Session.objects.count() == unsaved.MOST_IN_AN_HOUR
