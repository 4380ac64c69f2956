"""The words by which a case study is found, read in bulk: a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wagtail.blocks import StreamValue
from wagtail.models import Page

from core.fields import plain_text
from core.models import MediaDocument, Province
from interventions.cards import evaluation_rows
from interventions.links import names_by_case
from interventions.models import CaseStudyPage, Finding
from partners.models import PartnerPage

#: Text fields that readers see, in the order of the page.
TEXT_FIELDS = (
    "summary", "goal", "materials", "region", "setting", "procedure", "delivery", "providers",
    "status_reason", "schedule", "tailoring", "modifications", "fidelity_planned",
    "fidelity_actual", "preconditions", "legal_basis", "paid_by", "results", "side_effects",
    "lessons",
)  # fmt: skip

EVALUATION_TEXTS = ("title", "summary", "sample", "explanation", "side_effects")

#: Of all documents of a case together; PostgreSQL's index of one text has its own limit.
MOST_CHARACTERS = 150_000


@dataclass(frozen=True)
class CaseTexts:
    """The words of one case by their part in it."""

    #: Not in the text as a whole: every index has it apart.
    title: str
    types: Sequence[str]
    sectors: Sequence[str]
    #: Target groups and outcomes.
    aims: Sequence[str]
    terms_en: Sequence[str]
    tags: Sequence[str]
    places: Sequence[str]
    organisations: Sequence[str]
    partner: str
    summary: str
    #: The other text fields and the story, in the order of the page, without those that are empty.
    body: Sequence[str]
    #: Of each live public evaluation its title and its texts.
    evaluations: Sequence[str]
    #: Of each public document in the story its title and the text in it.
    documents: Sequence[str]
    #: All documents in the story, public or not.
    document_ids: frozenset[int]

    def __str__(self) -> str:
        names = (
            self.types, self.sectors, self.aims, self.terms_en, self.tags, self.places,
            self.organisations,
        )  # fmt: skip
        return "\n".join(
            [
                *(name for group in names for name in group),
                self.partner,
                self.summary,
                *self.body,
                *self.evaluations,
                *self.documents,
            ]
        )


def searchable_texts(ids: Sequence[int]) -> Mapping[int, CaseTexts]:
    """Return the words of each of these cases that the database has.

    A contact person is left out: consent can be withdrawn, and an index is slow to forget.
    """
    pages = CaseStudyPage.objects.filter(pk__in=ids).values_list(
        "pk", "path", "title", "story", *TEXT_FIELDS
    )
    types, sectors, targets, outcomes = (
        names_by_case(ids, kind, "name", "name_en")
        for kind in ("types", "sectors", "targets", "outcomes")
    )
    tags = names_by_case(ids, "tags", "name")
    places = names_by_case(ids, "municipalities", "name", "province")
    organisations = names_by_case(ids, "organisations", "name")
    provinces = {value: str(label) for value, label in Province.choices}
    partners = dict(
        PartnerPage.objects.filter(path__in={path[: -Page.steplen] for _, path, *_ in pages})
        .values_list("path", "title")
    )  # fmt: skip
    evaluations = evaluation_texts(ids)
    in_stories = {pk: _documents_in(story) for pk, _path, _title, story, *_texts in pages}
    documents = document_texts(in_stories)
    found = {}
    for pk, path, title, story, summary, *texts in pages:
        aims = (*targets[pk], *outcomes[pk])
        terms = (*types[pk], *sectors[pk], *aims)
        found[pk] = CaseTexts(
            title=title,
            types=[name for name, _ in types[pk]],
            sectors=[name for name, _ in sectors[pk]],
            aims=[name for name, _ in aims],
            terms_en=[name_en for _, name_en in terms if name_en],
            tags=[name for (name,) in tags[pk]],
            places=[
                name
                for municipality, province in places[pk]
                for name in (municipality, provinces[province])
            ],
            organisations=[name for (name,) in organisations[pk]],
            partner=partners[path[: -Page.steplen]],
            summary=summary,
            body=[text for text in (*texts, plain_text(story)) if text],
            evaluations=evaluations[pk],
            documents=documents[pk],
            document_ids=in_stories[pk],
        )
    return found


def evaluation_texts(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Return for each case the words of its live public evaluations and of what they measured."""
    found = evaluation_rows(ids, *EVALUATION_TEXTS)
    measures = _measures({row.pk for rows in found.values() for row in rows})
    return {
        pk: [
            "\n".join(
                filter(
                    None, [*(getattr(row, name) for name in EVALUATION_TEXTS), *measures[row.pk]]
                )
            )
            for row in found[pk]
        ]
        for pk in ids
    }


def document_texts(in_cases: Mapping[int, Iterable[int]]) -> Mapping[int, Sequence[str]]:
    """Return for each case the words of the public ones among its documents, bounded as a whole.

    Parameters
    ----------
    in_cases : for each case the ids of its documents
    """
    wanted = {document for ids in in_cases.values() for document in ids}
    public = MediaDocument.objects.public().in_bulk(wanted) if wanted else {}
    return {
        pk: _bounded(public[document] for document in sorted(ids) if document in public)
        for pk, ids in in_cases.items()
    }


def _measures(evaluations: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Return for each evaluation what its findings measured, each once."""
    measures = defaultdict[int, list[str]](list)
    if evaluations:
        findings = Finding.objects.filter(evaluation__in=evaluations).order_by("measure")
        for evaluation, measure in findings.values_list("evaluation", "measure").distinct():
            measures[evaluation].append(measure)
    return measures


def _bounded(documents: Iterable[MediaDocument]) -> list[str]:
    left = MOST_CHARACTERS
    texts = []
    for document in documents:
        text = f"{document.title}\n{document.current_text}"[:left]
        left -= len(text)
        texts.append(text)
    return [text for text in texts if text]


def _documents_in(story: StreamValue) -> frozenset[int]:
    """Return the documents that a story shows or links to."""
    return frozenset(
        int(pk)
        for model, pk, *_place in story.stream_block.extract_references(story)
        if model is MediaDocument
    )
