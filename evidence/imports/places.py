"""Where the studies of an import go: under a case, or under the index of research elsewhere."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from evidence.imports.lines import Line
from interventions.models import (
    CaseStudyPage,
    EvaluationPage,
    EvaluationSource,
    ResearchIndexPage,
)
from partners.rights import may_see

if TYPE_CHECKING:
    from evidence.imports.plan import PlannedStudy

#: A permalink, or the identifier at its end.
PUBLIC_ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=/?$)", re.ASCII | re.IGNORECASE
)


def may_import(user: Any) -> bool:
    """Return whether somebody may add studies anywhere: under a case, or elsewhere."""
    addable = page_permission_policy.instances_user_has_permission_for(user, "add")
    return bool(addable.type(CaseStudyPage, ResearchIndexPage).exists())


class Places:
    """The pages under which this user may add the studies that these lines are about."""

    def __init__(self, user: Any, lines: Sequence[Line]) -> None:
        self.user = user
        named = {
            public_id
            for line in lines
            if (public_id := _public_id(line.cells.get("intervention_case", "")))
        }
        self.cases = {
            case.public_id: case
            for case in CaseStudyPage.objects.filter(public_id__in=named)
            if _may_add(user, case)
        }
        self.index = next(
            (page for page in ResearchIndexPage.objects.all() if _may_add(user, page)), None
        )

    def parent(self, case: str) -> Page | None:
        """Return the page for a study: of the case that a cell names, or else of the index."""
        if not case:
            return self.index
        public_id = _public_id(case)
        return self.cases.get(public_id) if public_id else None

    def reason(self, case: str) -> Promise:
        """Return why there is no such page, and what to do. It tells nothing of the cases of others."""
        if not case:
            return _("You can add studies to cases only. Fill in the permalink of the case.")
        return _(
            "You can add a study to no case with this address. Copy it from “Share or cite” on the page of the case."
        )

    def mark_known(self, studies: Sequence["PlannedStudy"]) -> None:
        """Mark the studies that are here already, as far as the user may know: by title or by DOI."""
        visible = may_see(self.user, EvaluationPage.objects.all())
        by_doi = {doi for study in studies if (doi := _doi(study))}
        known_dois = set(
            EvaluationSource.objects.filter(
                doi__in=by_doi, evaluation__in=visible.values("pk")
            ).values_list("doi", flat=True)
        )
        titles = {study.page.title for study in studies}
        known_titles = set(visible.filter(title__in=titles).values_list("title", flat=True))
        for study in studies:
            study.is_known = study.page.title in known_titles or _doi(study) in known_dois


def _may_add(user: Any, page: Page) -> bool:
    return bool(page.permissions_for_user(user).can_add_subpage())


def _public_id(text: str) -> UUID | None:
    found = PUBLIC_ID.search(text)
    return UUID(found[0]) if found else None


def _doi(study: "PlannedStudy") -> str:
    return next((source.doi for source in study.page.sources.all() if source.doi), "")
