"""What has been studied, and what nobody knows yet: kinds of intervention against outcomes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from evidence.addresses import evidence_url
from evidence.filters import FILTER, Option
from evidence.models import Pledge
from evidence.pledging import open_pledges
from evidence.query import EvidenceQuery
from evidence.selection import public_evaluations
from interventions.models import CaseStudyPage, EvaluationIntervention, Finding, FurtherCase
from interventions.models.relations import CaseStudyIntervention

#: Key of a type, key of an outcome.
Place = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """The evaluations of one kind on one outcome; ``strength`` is of the strongest, from 0 to 4.

    ``url`` leads to their findings, and of an empty place to where an evaluation is pledged.
    ``pledges`` are those of which the evaluation is not there yet, the first expected first;
    ``pledges_url`` leads to what they say.
    """

    evaluations: int
    strength: int
    url: str
    pledges: Sequence[Pledge]
    pledges_url: str


@dataclass(frozen=True)
class Row:
    label: str | Promise
    cells: Sequence[Cell]


@dataclass(frozen=True)
class GapMap:
    outcomes: Sequence[str | Promise]
    rows: Sequence[Row]
    evaluations: int


def gap_map() -> GapMap:
    """Return the map, in a number of queries that stays the same as the coalition grows."""
    types, outcomes = FILTER["type"].options(), FILTER["outcome"].options()
    strengths = dict(public_evaluations().values_list("pk", "strength"))
    found = _evaluations_by_place(set(strengths))
    pledged: dict[Place, list[Pledge]] = defaultdict(list)
    for pledge in open_pledges():
        pledged[pledge.intervention_type_id, pledge.outcome_id].append(pledge)
    return GapMap(
        outcomes=[outcome.label for outcome in outcomes],
        rows=[
            Row(
                kind.label,
                [
                    _cell(kind, outcome, found[place], strengths, pledged[place])
                    for outcome in outcomes
                    for place in [_place(kind, outcome)]
                ],
            )
            for kind in types
        ],
        evaluations=len(strengths),
    )


def _evaluations_by_place(public: set[int]) -> dict[Place, set[int]]:
    """Return for each type and outcome the public evaluations that have a finding there."""
    types: dict[int, set[int]] = defaultdict(set)
    of_cases: dict[int, set[int]] = defaultdict(set)
    studies = public_evaluations().order_by()
    cases = CaseStudyPage.objects.live().public().values("pk")
    for case, kind in CaseStudyIntervention.objects.filter(content_object__in=cases).values_list(
        "content_object", "tag"
    ):
        of_cases[case].add(kind)
    about = [
        *studies.exclude(case=None).values_list("pk", "case"),
        *FurtherCase.objects.values_list("evaluation", "case"),
    ]
    for evaluation, case in about:
        types[evaluation] |= of_cases[case]
    for evaluation, kind in EvaluationIntervention.objects.values_list("content_object", "tag"):
        types[evaluation].add(kind)
    found: dict[Place, set[int]] = defaultdict(set)
    rows = Finding.objects.order_by().values_list("evaluation", "outcome").distinct()
    for evaluation, outcome in rows:
        if evaluation in public:
            for kind in types[evaluation]:
                found[kind, outcome].add(evaluation)
    return found


def _place(kind: Option, outcome: Option) -> Place:
    return int(kind.key), int(outcome.key)


def _cell(
    kind: Option,
    outcome: Option,
    evaluations: set[int],
    strengths: dict[int, int | None],
    pledges: Sequence[Pledge],
) -> Cell:
    query = EvidenceQuery(filters={"outcome": (outcome.slug,), "type": (kind.slug,)})
    named = urlencode({"type": kind.slug, "outcome": outcome.slug})
    return Cell(
        evaluations=len(evaluations),
        strength=max((strengths[pk] or 0 for pk in evaluations), default=0),
        url=evidence_url(query) if evaluations else f"{reverse('pledge')}?{named}",
        pledges=pledges,
        pledges_url=reverse("intervention_type", args=[kind.slug]) + "#pledges",
    )
