"""Dutch pages speak Dutch and English pages English; only what partners wrote stays Dutch."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from django.conf import settings
from django.test import Client
from django.utils.translation import override
from wagtail.users.models import UserProfile

from core.models import User
from interventions.models import CaseStudyPage
from tests import builders

pytestmark = pytest.mark.slow

LANGUAGES = ("nl", "en")
#: What is the same in both languages, and is no text of the interface's catalogue.
NAMES = {
    "Schoolmix", "NL", "EN", "Nederlands", "English", "doi.org/", "BibTeX", "SHA-256",
}  # fmt: skip
#: The interface's own corner of every page, where nothing of a partner stands.
INTERFACE = (
    ".skip-link, .site-header a, .site-footer a, main button, main summary > span:first-child"
)
#: Fewer words may be those of another text, or the same in both languages.
FEWEST_WORDS = 3
#: The patterns are English, for who designs, and say so themselves; the other is attributes only.
NOT_SPOKEN = {"patterns.html", "swap_links.html"}

#: From a language to an address of each kind of page.
Addresses = Callable[[str], dict[str, str]]


def _phrases() -> dict[str, set[str]]:
    """Return the texts of the catalogue in each language, in pieces without placeholders or tags."""
    phrases: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    with Path(settings.ROOT, "locale/nl/LC_MESSAGES/django.po").open("rb") as file:
        for message in read_po(file, locale="nl"):
            if message.id and message.string:
                phrases["en"] |= _pieces(message.id)
                phrases["nl"] |= _pieces(message.string)
    return phrases


def _pieces(texts: str | tuple[str, ...] | list[str]) -> set[str]:
    texts = (texts,) if isinstance(texts, str) else texts
    return {
        piece.strip(" .")
        for text in texts
        for piece in re.split(r"%\(\w+\)[sd]|<[^>]+>", text)
        if piece.strip(" .")
    }


def _texts_in(page: Tag, language: str) -> Iterator[str]:
    """Yield what is read and announced on a page in one language, wherever it stands."""
    for element in page.body.descendants if page.body else ():
        if _language_of(element) != language:
            continue
        if isinstance(element, Tag):
            yield from (value for value in element.attrs.values() if isinstance(value, str))
        elif isinstance(element, NavigableString):
            yield " ".join(element.split())


def _language_of(element: PageElement) -> str:
    marked = element if isinstance(element, Tag) and element.has_attr("lang") else None
    marked = marked or element.find_parent(lang=True)
    return str(marked["lang"]) if marked else ""


def _wrong(page: Tag, language: str) -> set[str]:
    """Return the phrases of the other language in what the page says in this one."""
    [other] = set(LANGUAGES) - {language}
    phrases = _phrases()
    foreign = {
        phrase
        for phrase in phrases[other] - phrases[language]
        if len(phrase.split()) >= FEWEST_WORDS
    }
    text = "\n".join(_texts_in(page, language))
    return {phrase for phrase in foreign if phrase in text}


def _page(client: Client, address: str) -> BeautifulSoup:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    for element in page.select("script, style"):
        element.decompose()
    return page


def _case() -> CaseStudyPage:
    partner = builders.partner(kind="school-board", municipality=builders.municipality("0268"))
    case = builders.case(
        partner,
        places=["0268"],
        outcomes=["houding"],
        targets=["ouders"],
        status="stopped",
        status_reason="Het geld was op.",
        start_year=2019,
        mechanism="meeting",
        goal="Leerlingen kennen elkaar niet.",
        cost_band=2,
        cost_yearly=4000,
        staff_fte="0.5",
        results="Dat weten we nog niet.",
        contact_name="Noor Jansen",
        contact_consent_on="2024-05-01",
    )
    builders.evaluation(
        case,
        "inconclusive",
        inconclusive_reason="ran-too-short",
        pupils=40,
        independence="independent",
        explanation="Eén jaar was te weinig.",
    )
    return case


@pytest.fixture
def addresses(site: object) -> Addresses:
    case = _case()
    other = builders.case(case.get_parent().specific, "Samen sporten", types=["anders"])
    evaluation = case.get_children().get()

    def addresses(language: str) -> dict[str, str]:
        with override(language):
            prefix = "" if language == "nl" else f"/{language}"
            listed = f"{prefix}/interventies/"
            return {
                "home": f"{prefix}/",
                "list": f"{listed}?q=samen&type=vriendschapsschool",
                "nothing found": f"{listed}?q=zzzz&sort=x&page=9&sector=onbekend",
                "case": case.get_url(),
                "case with little": other.get_url(),
                "evaluation": evaluation.get_url(),
                "compare": f"{listed}vergelijk?case={case.pk}&case={other.pk}",
                "nothing to compare": f"{listed}vergelijk?case=0",
                "type": f"{prefix}/aanpak/vriendschapsschool/",
                "outcome without cases": f"{prefix}/uitkomst/plaatsing/",
                "partner": case.get_parent().get_url(),
                "coalition": f"{prefix}/coalitie/",
                "about": f"{prefix}/over/",
                "not found": f"{prefix}/bestaat-niet/",
                "refused": f"{listed}?q={'a' * 10_001}",
            }

    return addresses


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_nothing_in_the_other_language(
    client: Client, addresses: Addresses, language: str
) -> None:
    wrong = {}
    for name, address in addresses(language).items():
        page = _page(client, address)
        assert page.html is not None
        assert page.html["lang"] == language, name
        wrong[name] = _wrong(page, language)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_and_buttons_are_texts_of_the_language(
    client: Client, addresses: Addresses, language: str
) -> None:
    known = _phrases()[language] | NAMES
    unknown = {}
    for name, address in addresses(language).items():
        page = _page(client, address)
        texts = {text for element in page.select(INTERFACE) for text in element.stripped_strings}
        assert len(texts) > len(NAMES), name
        unknown[name] = texts - known
    assert {name: found for name, found in unknown.items() if found} == {}


def _speaking(user: User, language: str) -> User:
    """Let an account choose a language; without that it has no profile at all."""
    UserProfile.objects.create(user=user, preferred_language=language)
    return user


def _admin_pages(user: User, case: CaseStudyPage) -> Iterator[BeautifulSoup]:
    client = Client(headers={"accept-language": "en-US,en"})
    yield _page(client, "/inloggen/")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    yield _page(client, f"/beheer/pages/{case.pk}/edit/")
    yield _page(client, f"/beheer/pages/add/interventions/evaluationpage/{case.pk}/")
    yield _page(client, f"/beheer/pages/{case.get_parent().pk}/")


def test_an_editor_who_chose_no_language_works_in_dutch(site: object) -> None:
    case = _case()
    editor = builders.editor(case.get_parent().specific)
    for page in _admin_pages(editor, case):
        assert page.html is not None
        assert page.html["lang"] == "nl"
        assert _wrong(page, "nl") == set()
        labels = {text for label in page.select("label") for text in label.stripped_strings}
        assert not labels & {"Username", "Password", "Title"}


def test_an_editor_who_chose_english_works_in_english(site: object) -> None:
    case = _case()
    editor = _speaking(builders.editor(case.get_parent().specific), "en")
    _login, *pages = _admin_pages(editor, case)
    for page in pages:
        assert page.html is not None
        assert page.html["lang"] == "en"
        assert _wrong(page, "en") == set()


def test_every_text_in_a_template_can_be_translated() -> None:
    templates = set(Path(settings.ROOT, "templates").rglob("*.html"))
    untranslated = {
        template.relative_to(settings.ROOT).as_posix(): texts
        for template in templates
        if template.name not in NOT_SPOKEN and (texts := _bare_texts(template.read_text("utf-8")))
    }
    assert untranslated == {}


def _bare_texts(source: str) -> set[str]:
    """Return the words of a template that are in no tag, variable or translated block."""
    for code in (
        r"{#.*?#}",
        r"{% comment.*?{% endcomment %}",
        r"{% blocktranslate.*?{% endblocktranslate %}",
        r"{%.*?%}",
        r"{{.*?}}",
    ):
        source = re.sub(code, "", source, flags=re.DOTALL)
    page = BeautifulSoup(source, "html.parser")
    spoken = [
        str(element[name])
        for element in page.find_all(True)
        for name in ("aria-label", "alt", "placeholder", "title")
        if element.has_attr(name)
    ]
    texts = {*page.stripped_strings, *spoken} - NAMES - {"html"}
    return {text for text in texts if re.search(r"[^\W\d_]{2}", text)}
