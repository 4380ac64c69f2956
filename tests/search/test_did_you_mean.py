"""'Bedoelde u ...' on the list, where the engine knows near words."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from search.engines import CLUSTER
from tests import builders

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.postgresql,
    pytest.mark.elasticsearch,
    pytest.mark.usefixtures("site"),
]

QUESTION = "/interventies/?q=vriendskapsschool+utrecht&sector=po&sort=title"
MEANT = (
    'Bedoelde u <a href="/interventies/?q=vriendschapsschool+utrecht&amp;sector=po&amp;sort=title">'
    "vriendschapsschool utrecht</a>?"
)


@pytest.mark.parametrize("sector", ["po", "vo"], ids=["few found", "nothing found"])
def test_a_near_word_is_offered_and_the_filters_stay(
    settle: Callable[[], None], sector: str
) -> None:
    builders.case(builders.partner(), "Vriendschapsschool in Utrecht", sectors=[sector])
    settle()
    html = " ".join(Client().get(QUESTION).content.decode().split())
    # The database knows no near words.
    assert (MEANT in html) == (CLUSTER in settings.WAGTAILSEARCH_BACKENDS)
    assert ("Bedoelde u" in html) == (MEANT in html)


def test_nothing_is_offered_for_words_that_cases_have(settle: Callable[[], None]) -> None:
    builders.case(builders.partner(), "Vriendschapsschool in Utrecht")
    settle()
    html = Client().get("/interventies/?q=vriendschapsschool").content.decode()
    assert "Bedoelde u" not in html
