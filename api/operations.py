"""The addresses of the API, and what answers at each."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from ninja import NinjaAPI
from pydantic.alias_generators import to_camel

from api import schemas
from api.cases import cases_of, page_of_cases
from api.paging import page_of
from api.parameters import CASES, EVIDENCE, PAGING, POOL, Parameter, check, evidence_query
from api.pool import pool_answer
from api.pool_schemas import PoolAnswer
from api.problems import Refused, not_found, refused
from api.studies import evaluation_with_findings, evaluations, findings, permalink
from api.version import VERSION
from core.addresses import absolute
from evidence import selection
from interventions.models import CaseStudyPage, EvaluationPage, Finding, InterventionType, Outcome
from interventions.models.vocabularies import Term
from partners.models import PartnerPage

View = TypeVar("View", bound=Callable[..., Any])

api = NinjaAPI(version=VERSION, urls_namespace="api", openapi_url=None, docs_url=None)
api.exception_handler(Refused)(lambda request, refusal: refused(refusal.faults))
api.exception_handler(Http404)(not_found)

#: The parameters of each operation, by its id.
PARAMETERS: dict[str, Sequence[Parameter]] = {}


def reads(
    path: str, answer: type[schemas.Record], parameters: Sequence[Parameter] = ()
) -> Callable[[View], View]:
    """Let a function answer at an address, once nothing is wrong with the names of its parameters."""

    def decorate(view: View) -> View:
        operation = to_camel(view.__name__)
        PARAMETERS[operation] = parameters

        @api.get(path, response=answer, by_alias=True, operation_id=operation)
        @wraps(view)
        def answered(request: HttpRequest, **named: Any) -> Any:
            check(request, parameters)
            with override("en"):
                return view(request, **named)

        return view

    return decorate


@reads("/cases", schemas.CaseList, CASES)
def list_cases(request: HttpRequest) -> schemas.CaseList:
    """Case studies that are found by words and by what they are tagged with."""
    page = page_of_cases(request)
    return schemas.CaseList(items=list(page.rows), next=page.next)


@reads("/cases/{uuid:public_id}", schemas.Case)
def get_case(request: HttpRequest, public_id: UUID) -> schemas.Case:
    """One case study."""
    public = CaseStudyPage.objects.live().public()
    page = get_object_or_404(public.only("pk"), public_id=public_id)
    [case] = cases_of([page.pk])
    return case


@reads("/evaluations", schemas.EvaluationList, (*EVIDENCE, *PAGING))
def list_evaluations(request: HttpRequest) -> schemas.EvaluationList:
    """Evaluations, with or without findings; what is asked of findings must hold for one of them."""
    page = page_of(request, selection.studies(evidence_query(request)))
    return schemas.EvaluationList(items=evaluations(page.rows), next=page.next)


@reads("/evaluations/{uuid:public_id}", schemas.EvaluationWithFindings)
def get_evaluation(request: HttpRequest, public_id: UUID) -> schemas.EvaluationWithFindings:
    """One evaluation with its findings; also one of the examples, which says so."""
    public = EvaluationPage.objects.live().public()
    return evaluation_with_findings(get_object_or_404(public, public_id=public_id))


@reads("/findings", schemas.FindingList, (*EVIDENCE, *PAGING))
def list_findings(request: HttpRequest) -> schemas.FindingList:
    """Findings of all evaluations, with the standard error and the interval of each effect size."""
    chosen = selection.findings(evidence_query(request))
    page = page_of(request, chosen.select_related("evaluation", "outcome"))
    return schemas.FindingList(items=findings(page.rows), next=page.next)


@reads("/findings/{int:number}", schemas.Finding)
def get_finding(request: HttpRequest, number: int) -> schemas.Finding:
    """One finding; also one of the examples, whose study says so."""
    public = Finding.objects.filter(evaluation__in=EvaluationPage.objects.live().public())
    row = get_object_or_404(public.select_related("evaluation", "outcome"), pk=number)
    [finding] = findings([row])
    return finding


@reads("/pool", PoolAnswer, POOL)
def get_pool(request: HttpRequest) -> PoolAnswer:
    """What the findings of a question say together, by the rules of the page, or why nothing can be said."""
    return pool_answer(evidence_query(request))


@reads("/types", schemas.InterventionTypeList)
def list_types(request: HttpRequest) -> schemas.InterventionTypeList:
    """All kinds of intervention."""
    terms = [schemas.InterventionType(**_term(each)) for each in InterventionType.objects.all()]
    return schemas.InterventionTypeList(items=terms, next=None)


@reads("/types/{slug:slug}", schemas.InterventionType)
def get_type(request: HttpRequest, slug: str) -> schemas.InterventionType:
    """One kind of intervention."""
    return schemas.InterventionType(**_term(get_object_or_404(InterventionType, slug=slug)))


@reads("/outcomes", schemas.OutcomeList)
def list_outcomes(request: HttpRequest) -> schemas.OutcomeList:
    """All outcomes."""
    return schemas.OutcomeList(items=[_outcome(each) for each in Outcome.objects.all()], next=None)


@reads("/outcomes/{slug:slug}", schemas.Outcome)
def get_outcome(request: HttpRequest, slug: str) -> schemas.Outcome:
    """One outcome."""
    return _outcome(get_object_or_404(Outcome, slug=slug))


@reads("/partners", schemas.PartnerList, PAGING)
def list_partners(request: HttpRequest) -> schemas.PartnerList:
    """The members of the coalition."""
    public = PartnerPage.objects.live().public().defer("about")
    page = page_of(request, public.select_related("municipality"))
    return schemas.PartnerList(items=[_partner(each) for each in page.rows], next=page.next)


@reads("/partners/{uuid:public_id}", schemas.Partner)
def get_partner(request: HttpRequest, public_id: UUID) -> schemas.Partner:
    """One member of the coalition."""
    public = PartnerPage.objects.live().public().select_related("municipality")
    return _partner(get_object_or_404(public, public_id=public_id))


def _term(term: Term) -> dict[str, Any]:
    names = ("slug", "name", "name_en", "definition", "definition_en")
    with override(settings.LANGUAGE_CODE):
        page = absolute(term.get_absolute_url())
    return {**{name: getattr(term, name) for name in names}, "page": page}


def _outcome(outcome: Outcome) -> schemas.Outcome:
    return schemas.Outcome(
        **_term(outcome),
        measures_attainment=outcome.measures_attainment,
        is_side_effect=outcome.is_side_effect,
    )


def _partner(partner: PartnerPage) -> schemas.Partner:
    place = partner.municipality
    return schemas.Partner(
        id=partner.public_id,
        permalink=permalink(partner.public_id),
        slug=partner.slug,
        name=partner.title,
        kind=partner.kind,
        summary=partner.summary,
        municipality=schemas.Municipality(code=place.code, name=place.name) if place else None,
        website=partner.website,
        joined_on=partner.joined,
    )
