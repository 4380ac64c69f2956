"""What two people come for, from beginning to end: at a desk, on a phone, with the keyboard alone."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from interventions.models import EvaluationPage
from tests.browser.content import FULL_CASE, FULL_TITLE

PHONE: ViewportSize = {"width": 390, "height": 800}
PERFORMANCE = "Samen naar een voorstelling of samen sporten"
MOST_STOPS = 150


def path_of(address: str) -> str:
    """Return an address without the host: here it is another than the site's own."""
    return re.sub(r"^https?://[^/]+", "", address)


def titles(page: Page) -> list[str]:
    return page.locator("#results article h3").all_inner_texts()


def choose(page: Page, facet: str, value: str, filters: int) -> None:
    """Tick a value of a facet, and wait until so many filters are chosen."""
    group = page.locator(f"[data-facet={facet}]")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    page.locator(f"#f-{facet}-{value}").check()
    expect(page.locator(".chip--active")).to_have_count(filters)


def compare_chosen(page: Page, *names: str) -> None:
    for name in names:
        page.locator(f"[data-compare][data-title='{name}']").check()
    page.locator("[data-compare-bar] [type=submit]").click()
    expect(page.locator("[data-compare-kept]")).to_have_text(list(names))


def refuse_clipboard(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    target = session.send("Target.getTargetInfo")["targetInfo"]
    session.send(
        "Browser.setPermission",
        {
            "permission": {"name": "clipboard-write"},
            "setting": "denied",
            "browserContextId": target["browserContextId"],
        },
    )


def find_a_case_near(page: Page) -> None:
    """Search with a suggestion, for primary schools in Gelderland."""
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("ontmoet")
    page.get_by_role("option", name=re.compile("^Ontmoetingsprojecten")).first.click()
    expect(page).to_have_url(re.compile(r"\?type=ontmoetingsprojecten$"))
    choose(page, "sector", "po", 2)
    choose(page, "province", "gelderland", 3)
    expect(page.locator("[data-results-status]")).to_have_text("1 aanpak gevonden")
    assert titles(page) == [FULL_TITLE]


def test_a_board_member_finds_compares_shares_and_calls(page: Page) -> None:
    find_a_case_near(page)
    page.get_by_role("link", name=re.compile("Verwijderen: Provincie")).click()
    expect(page.locator(".chip--active")).to_have_count(2)
    found, address = titles(page), page.url

    page.get_by_role("link", name=found[-1]).click()
    expect(page.locator("h1")).to_have_text(found[-1])
    page.go_back()
    expect(page).to_have_url(address)
    assert titles(page) == found
    # The case that was opened is still in sight.
    expect(page.get_by_role("link", name=found[-1])).to_be_in_viewport()

    compare_chosen(page, FULL_TITLE, PERFORMANCE)
    expect(page.get_by_role("row", name=re.compile("Wie kunt u het vragen"))).to_contain_text(
        "Stichting Vol; bij de aanpak staat een contactpersoon"
    )
    page.get_by_role("link", name=FULL_TITLE, exact=True).click()
    expect(page.get_by_role("link", name="024 123 45 67")).to_have_attribute(
        "href", "tel:0241234567"
    )
    page.go_back()

    page.get_by_role("link", name=PERFORMANCE, exact=True).click()
    contact = page.get_by_role("region", name="Wie kunt u het vragen?")
    contact.get_by_role("link", name="Ministerie van OCW").click()
    expect(page.locator("h1")).to_have_text("Ministerie van OCW")


def test_a_comparison_is_printed_with_its_address(page: Page) -> None:
    find_a_case_near(page)
    page.locator(".chip--active").last.click()
    expect(page.locator(".chip--active")).to_have_count(2)
    compare_chosen(page, FULL_TITLE, PERFORMANCE)
    page.emulate_media(media="print")
    expect(page.locator(".compare")).to_be_visible()
    expect(page.get_by_text(path_of(page.url))).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("may_copy", [True, False], ids=["allowed", "refused"])
def test_the_address_of_a_comparison_is_copied(may_copy: bool, page: Page) -> None:
    page.goto("/interventies/")
    first, second = titles(page)[:2]
    compare_chosen(page, first, second)
    if may_copy:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        refuse_clipboard(page)
    page.get_by_role("button", name="Kopieer het adres").click()
    status = page.locator("[data-share] [role=status]")
    if may_copy:
        expect(status).to_have_text("Het adres is gekopieerd.")
        copied = page.evaluate("navigator.clipboard.readText()")
    else:
        expect(status).to_contain_text("Het adres is geselecteerd")
        expect(page.get_by_label("Adres om te delen")).to_be_focused()
        copied = page.evaluate("getSelection().toString()")
    page.goto("/")
    page.goto(path_of(copied))
    expect(page.locator("[data-compare-kept]")).to_have_text([first, second])


def test_a_board_member_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.fill("#q", "sport")
    page.get_by_role("button", name="Zoeken").click()
    page.locator("[data-filters] > summary").click()
    choose(page, "sector", "po", 2)
    page.locator("[data-filters] > summary").click()
    page.get_by_role("link", name=PERFORMANCE).click()
    expect(page.get_by_role("region", name="Wie kunt u het vragen?")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=sport&sector=po$"))
    compare_chosen(page, *titles(page)[:2])
    expect(page.get_by_role("button", name="Kopieer het adres")).to_be_visible()


def structured_data(page: Page) -> dict[str, str]:
    """Return what a search engine reads on this page, parsed."""
    text = page.locator("script[type='application/ld+json']").text_content() or ""
    described: dict[str, str] = json.loads(text)
    return described


def test_a_researcher_finds_why_nothing_can_be_said_and_cites_it(page: Page) -> None:
    page.goto("/interventies/")
    choose(page, "conclusion", "inconclusive", 1)
    pilots = "Twaalf pilots tegen segregatie, 2008-2011"
    assert sorted(titles(page)) == ["Centraal aanmelden in Nijmegen", pilots]
    page.locator("#results article h3 a", has_text=pilots).click()
    case = structured_data(page)
    assert path_of(case["url"]) == path_of(page.url)
    assert case["headline"] == page.locator("h1").inner_text()
    page.get_by_role("link", name="Bekijk de evaluatie").click()
    page.locator(".evaluation a").click()

    expect(page.locator(".finding")).to_contain_text("Niet te zeggen")
    expect(page.locator(".finding")).to_contain_text("het duurde te kort")
    expect(page.get_by_role("heading", name="Waar deze conclusie op berust")).to_be_visible()
    assert page.locator(".sources li").count() >= 1
    permalink = page.locator("#permalink").inner_text()
    expect(page.locator(".cite__text")).to_contain_text(permalink)
    evaluation = structured_data(page)
    assert evaluation["@id"].endswith(
        str(EvaluationPage.objects.get(title=evaluation["headline"]).public_id)
    )
    assert evaluation["citation"]
    address = page.url
    page.goto(path_of(permalink))
    expect(page).to_have_url(address)


def test_generated_examples_are_not_described_for_citing(page: Page) -> None:
    page.goto(f"/coalitie/stichting-vol/{FULL_CASE}/")
    expect(page.locator("script[type='application/ld+json']")).to_have_count(0)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    pytest.fail(f"Tab does not reach {wanted}")


def test_search_and_facets_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, page.locator("#q"))
    page.keyboard.type("sport")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=sport$"))
    found = page.locator("#results-title").inner_text()

    group = page.locator("[data-facet=sector]")
    tab_to(page, group.locator("summary"))
    page.keyboard.press("Space")
    expect(page.locator("[data-facet=sector][open]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("[data-facet=sector][open]")).to_have_count(1)
    tab_to(page, page.locator("#f-sector-po"))
    page.keyboard.press("Space")
    expect(page.locator(".chip--active")).to_have_count(2)
    expect(page.locator("#f-sector-po")).to_be_focused()
    expect(page.locator("[data-results-status]")).to_contain_text("gevonden")

    tab_to(page, page.get_by_role("link", name=re.compile("Verwijderen: Sector")))
    page.keyboard.press("Enter")
    expect(page.locator("#results-title")).to_have_text(found)
    expect(page.locator("#results-title")).to_be_focused()
    for _ in range(2):
        tab_to(page, page.locator("[data-compare]:not(:checked)").first)
        page.keyboard.press("Space")
    tab_to(page, page.locator("[data-compare-bar] [type=submit]"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-compare-kept]")).to_have_count(2)
