"""Row 31 of the faults: on SQLite, editors who publish at the same moment wait for each other.

Only there: PostgreSQL locks rows, and there is nothing to wait for.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.urls import reverse

from interventions.models import CaseStudyPage
from search.models import CaseRecord
from tests import builders
from tests.admin import signed_in
from tests.forms import filled_in

pytestmark = pytest.mark.slow

EDITORS = 8
#: Without ``transaction_mode`` IMMEDIATE a third of these fail.
TIMES = 15


@pytest.fixture
def _only_the_work_itself(settings: Any) -> None:
    """Leave the watch on queries out, which is not made for several threads."""
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "n_plus_one" not in each]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("_only_the_work_itself")
def test_nobody_is_told_that_the_database_is_locked() -> None:
    moderator = builders.moderator()
    partner = builders.partner()
    cases = [builders.case(partner, f"Aanpak {number}") for number in range(EDITORS)]
    form = filled_in(signed_in(moderator, raise_request_exception=False).get(edit_url(cases[0])))
    del form["loaded_revision_created_at"]  # It serves for all: a form takes a second to draw.
    start = Barrier(EDITORS)

    def publish_again_and_again(case: CaseStudyPage) -> list[int]:
        client = signed_in(moderator, raise_request_exception=False)
        typed = form.copy()
        typed.update({"action-publish": "1"})
        typed["title"], typed["slug"] = case.title, case.slug
        start.wait()
        statuses = []
        for attempt in range(TIMES):
            typed["summary"] = f"Poging {attempt}"
            statuses.append(client.post(edit_url(case), typed).status_code)
        connections.close_all()
        return statuses

    with ThreadPoolExecutor(EDITORS) as editors:
        answers = [each for some in editors.map(publish_again_and_again, cases) for each in some]

    assert Counter(answers) == {302: EDITORS * TIMES}
    published = CaseStudyPage.objects.filter(live=True, summary=f"Poging {TIMES - 1}")
    assert published.count() == EDITORS
    assert CaseRecord.objects.filter(page_id__in=published, visible=True).count() == EDITORS


def edit_url(case: CaseStudyPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[case.pk])
