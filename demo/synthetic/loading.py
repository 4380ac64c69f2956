"""Generated cases into the database, thousands at a time.

``Page.add_child`` writes 26 to 52 pages a second, these statements some thousands. Everything that a
save would write is written: pages with their paths, terms, places, evaluations, text index, records.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count, islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import F, Max, Model, QuerySet
from django.utils.text import slugify
from wagtail.models import Locale, Page
from wagtail.search.models import IndexEntry

from core.models import Municipality
from demo.synthetic.writing import SyntheticCase, SyntheticEvaluation, write_cases
from interventions.fulltext import searchable_texts
from interventions.models import (
    CaseStudyIntervention,
    CaseStudyOutcome,
    CaseStudyPage,
    CaseStudyPlace,
    CaseStudySector,
    CaseStudyTargetGroup,
    EvaluationPage,
    FurtherCase,
    InterventionType,
    Outcome,
    Sector,
    TargetGroup,
)
from partners.models import CoalitionIndexPage, PartnerPage
from search.bulk import IndexedText, gather_statistics, index_texts
from search.services import batches, record_cases

BATCH = 2000
PARTNERS = 25
#: Nobody's name: who sees such a partner knows that it does not exist.
PARTNER_TITLE = "Voorbeeldpartner {number} (verzonnen)"
PARTNER_SLUG = "voorbeeldpartner-"

TERMS = (
    (CaseStudyIntervention, InterventionType, "types"),
    (CaseStudySector, Sector, "sectors"),
    (CaseStudyTargetGroup, TargetGroup, "targets"),
    (CaseStudyOutcome, Outcome, "outcomes"),
)


def generate(number: int, seed: int) -> Iterator[int]:
    """Write ``number`` published cases; yield how many are written, after each batch."""
    partners = _partners()
    places = list(Municipality.objects.filter(dissolved=False).values_list("code", "name"))
    targets = list(TargetGroup.objects.values_list("slug", flat=True))
    cases = write_cases(number, seed, places, targets, len(partners))
    batch_of = _Batches(partners)
    while batch := list(islice(cases, BATCH)):
        with transaction.atomic():
            batch_of.write(batch)
        yield len(batch)
    gather_statistics()


@transaction.atomic
def delete_generated() -> int:
    """Remove all generated cases, their evaluations and their partners; return how many cases."""
    generated = CaseStudyPage.objects.filter(is_synthetic=True)
    number = generated.count()
    # Those that somebody edited have a history, which only a real delete takes along.
    for case in generated.filter(latest_revision__isnull=False):
        case.delete()
    ids = list(generated.values_list("pk", flat=True))
    for batch in batches(ids):
        _delete_untouched(batch)
    for partner in PartnerPage.objects.filter(slug__startswith=PARTNER_SLUG):
        collection = partner.workspace.collection
        partner.delete()
        collection.delete()
    gather_statistics()
    return number


def _delete_untouched(ids: Sequence[int]) -> None:
    """Remove cases that are as they were generated: nothing hangs on them but what was written here."""
    evaluations = list(EvaluationPage.objects.filter(case_id__in=ids).values_list("pk", flat=True))
    FurtherCase.objects.filter(case_id__in=ids).delete()
    for through, _vocabulary, _name in TERMS:
        _raw_delete(through._default_manager.filter(content_object_id__in=ids))
    _raw_delete(CaseStudyPlace.objects.filter(case_id__in=ids))
    _raw_delete(IndexEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(CaseStudyPage),
        object_id__in=[str(pk) for pk in ids],
    ))  # fmt: skip
    _raw_delete(EvaluationPage.objects.filter(pk__in=evaluations))
    _raw_delete(CaseStudyPage.objects.filter(pk__in=ids))
    _raw_delete(Page.objects.filter(pk__in=[*ids, *evaluations]))
    record_cases(ids)


def _raw_delete(rows: QuerySet[Any]) -> None:
    """Delete without looking what hangs on it, which takes a query a row."""
    rows._raw_delete(connection.alias)


def _partners() -> list[PartnerPage]:
    """Return the partners that publish generated cases, made at first use."""
    coalition = CoalitionIndexPage.objects.get()
    known = PartnerPage.objects.filter(slug__startswith=PARTNER_SLUG)
    if not known.exists():
        for number in range(1, PARTNERS + 1):
            partner = coalition.add_child(
                instance=PartnerPage(
                    title=PARTNER_TITLE.format(number=number),
                    slug=f"{PARTNER_SLUG}{number}",
                    kind="other",
                    summary="Deze partner bestaat niet. De aanpakken zijn gemaakt om de website te proberen.",
                )
            )
            partner.save_revision().publish()
    return list(known.order_by("pk"))


class _Batches:
    """Writes batches of cases under their partners, with ids and paths that follow on each other."""

    def __init__(self, partners: Sequence[PartnerPage]) -> None:
        self.partners = partners
        self.terms = {
            name: {term.slug: term for term in vocabulary._default_manager.all()}
            for _through, vocabulary, name in TERMS
        }
        self.ids = count((Page.objects.aggregate(last=Max("pk"))["last"] or 0) + 1)
        self.steps = [count(_last_step(partner) + 1) for partner in partners]
        self.locale = Locale.get_default()
        self.types = ContentType.objects.get_for_models(CaseStudyPage, EvaluationPage)

    def write(self, batch: Sequence[SyntheticCase]) -> None:
        pages = [self._case(case) for case in batch]
        evaluations = [
            self._evaluation(page, case.evaluation)
            for page, case in zip(pages, batch, strict=True)
            if case.evaluation
        ]
        for model in (Page, CaseStudyPage):
            _insert(model, pages)
        for model in (Page, EvaluationPage):
            _insert(model, evaluations)
        for through, _vocabulary, name in TERMS:
            through._default_manager.bulk_create(
                through(content_object_id=page.pk, tag=self.terms[name][slug])
                for page, case in zip(pages, batch, strict=True)
                for slug in getattr(case, name)
            )
        CaseStudyPlace.objects.bulk_create(
            CaseStudyPlace(case_id=page.pk, municipality_id=code, sort_order=order)
            for page, case in zip(pages, batch, strict=True)
            for order, code in enumerate(case.municipalities)
        )
        self._count_children(batch)
        _follow_sequences()
        texts = searchable_texts([page.pk for page in pages])
        index_texts([IndexedText(page.pk, page.title, str(texts[page.pk])) for page in pages])
        record_cases([page.pk for page in pages])

    def _case(self, case: SyntheticCase) -> CaseStudyPage:
        partner = self.partners[case.partner]
        pk = next(self.ids)
        slug = f"{slugify(case.title)[:200]}-{pk}"
        published = datetime(case.start_year, 1 + pk % 12, 1 + pk % 28, 12, tzinfo=UTC)
        return CaseStudyPage(
            **self._tree(partner, next(self.steps[case.partner]), pk, slug),
            title=case.title,
            draft_title=case.title,
            content_type=self.types[CaseStudyPage],
            numchild=1 if case.evaluation else 0,
            first_published_at=published,
            last_published_at=published,
            summary=case.summary[:400],
            **case.texts,
            status=case.status,
            start_year=case.start_year,
            cost_band=case.cost_band,
            is_synthetic=True,
        )

    def _evaluation(self, page: CaseStudyPage, found: SyntheticEvaluation) -> EvaluationPage:
        pk = next(self.ids)
        title = f"Evaluatie: {page.title}"[:255]
        return EvaluationPage(
            **self._tree(page, 1, pk, "evaluatie"),
            title=title,
            draft_title=title,
            content_type=self.types[EvaluationPage],
            first_published_at=page.first_published_at,
            last_published_at=page.last_published_at,
            case=page,
            summary="Een verzonnen evaluatie van een verzonnen aanpak.",
            design=found.design,
            period_start=found.year - 1,
            period_end=found.year,
            pupils=found.pupils,
            conclusion=found.conclusion,
            inconclusive_reason=found.inconclusive_reason,
        )

    def _tree(self, parent: Page, step: int, pk: int, slug: str) -> dict[str, Any]:
        depth = parent.depth + 1
        return {
            "id": pk,
            "page_ptr_id": pk,
            "path": Page._get_path(parent.path, depth, step),
            "depth": depth,
            "slug": slug,
            "url_path": f"{parent.url_path}{slug}/",
            "live": True,
            "locale": self.locale,
        }

    def _count_children(self, batch: Sequence[SyntheticCase]) -> None:
        for number, added in Counter(case.partner for case in batch).items():
            Page.objects.filter(pk=self.partners[number].pk).update(numchild=F("numchild") + added)


def _last_step(partner: PartnerPage) -> int:
    last = partner.get_last_child()
    return Page._str2int(last.path[-Page.steplen :]) if last else 0


def _insert(model: type[Model], rows: Sequence[Model]) -> None:
    """Insert rows in the table of one model of a chain of inheritance, which bulk_create refuses."""
    if not rows:
        return
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})",  # noqa: S608
            [
                [
                    field.get_db_prep_save(field.pre_save(row, add=True), connection)
                    for field in fields
                ]
                for row in rows
            ],
        )


def _follow_sequences() -> None:
    """Let PostgreSQL give the next page an id after those that were given here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(statement)
