from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.addresses import absolute
from core.feeds import ENTRIES, Entry, EntryFeed
from evidence.addresses import evidence_url
from evidence.query import EvidenceQuery
from evidence.selection import studies

FIELDS = (
    "title", "summary", "url_path", "public_id", "evaluator", "conclusion", "first_published_at",
    "last_published_at",
)  # fmt: skip


class EvaluationFeed(EntryFeed):
    """The newest evaluations of any question, with the parameters of the evidence."""

    def get_object(self, request: HttpRequest) -> EvidenceQuery:
        """Read the question.

        Raises
        ------
        BadRequest : something is wrong with it
        """
        query = EvidenceQuery.parse(request.GET)
        if query.problems:
            raise BadRequest(" ".join(problem.text for problem in query.problems))
        return query.with_page(1)

    def title(self, query: EvidenceQuery) -> str:
        return _("Schoolmix: newest evaluations")

    def link(self, query: EvidenceQuery) -> str:
        return absolute(evidence_url(query))

    def feed_url(self, query: EvidenceQuery) -> str:
        parameters = query.urlencode()
        return absolute(reverse("evaluation_feed")) + (f"?{parameters}" if parameters else "")

    def items(self, query: EvidenceQuery) -> list[Entry]:
        newest = studies(query).order_by("-first_published_at", "pk")[:ENTRIES]
        return [
            Entry(
                title=study.title,
                summary=study.summary,
                url=absolute(study.get_url()),
                permalink=study.permalink,
                author=study.evaluator,
                published=study.first_published_at,
                updated=study.last_published_at,
                categories=[str(study.get_conclusion_display())],
            )
            for study in newest.only(*FIELDS)
        ]
