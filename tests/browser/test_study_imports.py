"""Studies from a file, as a researcher brings them in: mended, looked at, made, and taken back."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from core.models import User
from evidence.imports.models import StudyImport
from interventions.models import EvaluationPage
from tests import builders
from tests.browser.conftest import AssertAccessible, SignIn
from tests.browser.test_publishing import NOTHING_FADES, SCHEMES
from tests.evidence.imports.files import FULL, MEANS, Row, as_csv

TITLE = "Samen zwemmen in de gracht"
STUDY: Row = {**FULL, "study_title": TITLE, "study_id": "a"}
SECOND: Row = {"study_id": "a", **MEANS, "finding_measure": "Ontmoetingen"}


@pytest.fixture
def researcher(db: None) -> Iterator[User]:
    researcher = builders.researcher("onderzoeker-van-ver")
    yield researcher
    EvaluationPage.objects.filter(title=TITLE).delete()
    StudyImport.objects.all().delete()
    researcher.delete()


def choose(page: Page, *rows: Row) -> None:
    file = FilePayload(name="studies.csv", mimeType="text/csv", buffer=as_csv(*rows))
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Bekijk het").click()


@pytest.fixture
def assert_usable(assert_accessible: AssertAccessible) -> AssertAccessible:
    """Fail when axe finds something, by day or by night, or when a phone has to scroll sideways."""

    def assert_usable(page: Page) -> None:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(NOTHING_FADES)
            assert_accessible(page)
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        page.set_viewport_size({"width": 1440, "height": 900})

    return assert_usable


def test_studies_are_mended_looked_at_made_and_taken_back(
    context: BrowserContext, sign_in: SignIn, researcher: User, assert_usable: AssertAccessible
) -> None:
    sign_in(context, researcher)
    page = context.new_page()
    page.goto("/beheer/")
    page.get_by_role("link", name="Studies inbrengen").click()
    expect(page.get_by_role("heading", name="Imports van studies")).to_be_visible()
    assert_usable(page)
    page.get_by_role("main").get_by_role("link", name="Studies inbrengen").first.click()
    expect(page.get_by_role("heading", name="1. Vul het sjabloon in")).to_be_visible()
    assert_usable(page)
    page.get_by_role("link", name="Wat er in elke kolom komt").click()
    expect(page.get_by_role("cell", name="study_title")).to_be_visible()
    assert_usable(page)

    page.goto(reverse("study_imports:add"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Sjabloon met codeboek (XLSX)").click()
    assert download.value.suggested_filename.endswith(".xlsx")

    choose(page, STUDY, {**SECOND, "finding_n_t": "honderd"})
    expect(page.get_by_role("heading", name="1 ding om te verbeteren")).to_be_visible()
    expect(page.get_by_role("cell", name="finding_n_t")).to_be_visible()
    assert_usable(page)

    page.get_by_role("link", name="Upload het verbeterde bestand").click()
    choose(page, STUDY, SECOND)
    expect(page.get_by_role("heading", name="Dit wordt er gemaakt")).to_be_visible()
    assert not EvaluationPage.objects.filter(title=TITLE).exists()
    assert_usable(page)

    page.get_by_role("button", name="Maak deze concepten").click()
    expect(page.get_by_text("Ingebracht. Elke studie is nu een concept.")).to_be_visible()
    assert_usable(page)
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("#id_title")).to_have_value(TITLE)
    expect(page.locator("#id_findings-1-measure")).to_have_value("Ontmoetingen")

    page.go_back()
    page.get_by_role("button", name="Draai deze import terug").click()
    expect(page.get_by_text("Teruggedraaid: de concepten zijn verwijderd.")).to_be_visible()
    assert not EvaluationPage.objects.filter(title=TITLE).exists()
    assert_usable(page)
